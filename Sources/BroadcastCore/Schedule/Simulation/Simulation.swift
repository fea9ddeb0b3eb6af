internal import Foundation

/// Plays a span in virtual time: each date is planned with what the dates before it completed, and played by the arbiter's
/// rules (policy for missed broadcasts, busy zones, hours, approval) with the troubles given.
public struct Simulation: Sendable {
  let planner: Planner
  let troubles: [Trouble]
  let station: Station
  let rules: AirRules

  public init(_ input: PlanInput, troubles: [Trouble] = []) {
    planner = Planner(input)
    station = input.station
    self.troubles = troubles
    rules = AirRules(
      hours: station.hours, timeZone: station.timeZone, holidays: input.holidays, testsAreSilent: false)
  }

  /// - Parameter dates: local dates, both ends included.
  public func run(_ dates: ClosedRange<CivilDate>) -> SimulatedLog {
    let zone = planner.timeZone
    var log = SimulatedLog(
      from: WallTime(local: dates.lowerBound, .midnight, in: zone),
      to: WallTime(local: dates.upperBound + 1, .midnight, in: zone))
    log.troubles = troubles
    var history = history(before: dates.lowerBound)
    var findings: Set<Finding> = []
    var busyUntil: [ZoneID: WallTime] = [:]
    let inARow = Set(planner.items.compactMap { if case .inARow = $0.days { $0.id } else { nil } })
    for day in dates.lowerBound.dayNumber...dates.upperBound.dayNumber {
      let date = CivilDate(dayNumber: day)
      history.today = date
      let start = WallTime(local: date, .midnight, in: zone)
      let plan = planner.with(history: history, now: start)
        .plan(from: start, to: WallTime(local: date + 1, .midnight, in: zone))
      findings.formUnion(plan.findings)
      for (broadcast, entries) in play(plan.broadcasts + plan.held, &busyUntil) {
        log.entries += entries
        guard let programme = broadcast.programme, inARow.contains(programme) else { continue }
        for entry in entries where entry.outcome == .completed {
          // The day on which it was heard, whichever it was planned for.
          let heard = (entry.started ?? entry.planned).local(in: zone).date
          for zone in entry.hearing {
            history.completions.insert(
              .init(programme: programme, content: broadcast.content, zone: zone, date: heard))
          }
        }
      }
    }
    log.findings = Finding.sorted(Array(findings))
    log.minutes = minutes(log.entries)
    log.coverage = planner.input.criteria.map {
      SimulatedCoverage($0, log.entries, required: planner.input.zonesToReach(for: $0), dates, zone)
    }
    return log
  }

  /// What the log says of days in a row, and that all goes well from its last date, or where there is none from the first
  /// of each, to the day on which the simulation begins.
  private func history(before first: CivilDate) -> AirHistory {
    var history = planner.input.history
    let known = history.today
    for item in planner.items {
      guard case .inARow(_, let start, _) = item.days, let last = item.lastTry else { continue }
      let from = max(start, known ?? start)
      guard from < first, from <= last else { continue }
      for day in from.dayNumber..<min(first, last + 1).dayNumber {
        for zone in item.hearingIDs {
          history.completions.insert(
            .init(
              programme: item.id, content: item.content.hash, zone: zone, date: CivilDate(dayNumber: day)))
        }
      }
    }
    history.today = first
    return history
  }

  private func minutes(_ entries: [SimulatedLog.Entry]) -> [SimulatedLog.ZoneDay] {
    var seconds: [Int: [ZoneID: Int]] = [:]
    for entry in entries {
      guard let started = entry.started else { continue }
      let day = started.local(in: planner.timeZone).date.dayNumber
      for zone in entry.hearing { seconds[day, default: [:]][zone, default: 0] += entry.seconds }
    }
    return seconds.sorted { $0.key < $1.key }.flatMap { day, zones in
      zones.sorted { $0.key < $1.key }.map {
        .init(date: CivilDate(dayNumber: day), zone: $0.key, seconds: $0.value)
      }
    }
  }
}
