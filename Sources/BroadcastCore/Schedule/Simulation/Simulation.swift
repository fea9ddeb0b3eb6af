internal import Foundation

/// Plays a span in virtual time: each date is planned with what the dates before it completed, and played by the arbiter's
/// rules (policy for missed broadcasts, busy zones, quiet hours, approval) with the troubles given.
public struct Simulation: Sendable {
  private let planner: Planner
  private let troubles: [Trouble]
  private let station: Station

  public init(_ input: PlanInput, troubles: [Trouble] = []) {
    planner = Planner(input)
    station = input.station
    self.troubles = troubles
  }

  /// - Parameter dates: local dates, both ends included.
  public func run(_ dates: ClosedRange<CivilDate>) -> SimulatedLog {
    let zone = planner.timeZone
    var log = SimulatedLog(
      from: WallTime(local: dates.lowerBound, .midnight, in: zone),
      to: WallTime(local: dates.upperBound + 1, .midnight, in: zone))
    var history = AirHistory(today: dates.lowerBound)
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
      for due in due(plan.broadcasts + plan.held) {
        let entries = play(due, &busyUntil)
        log.entries += entries
        guard let programme = due.broadcast.programme, inARow.contains(programme) else { continue }
        for entry in entries where entry.outcome == .completed {
          for zone in entry.hearing {
            history.completions.insert(.init(programme: programme, zone: zone, date: date))
          }
        }
      }
    }
    log.findings = Finding.sorted(Array(findings))
    log.minutes = minutes(log.entries)
    log.coverage = planner.input.criteria.map { SimulatedCoverage($0, log.entries, dates, zone) }
    return log
  }

  private struct Due {
    var broadcast: Broadcast
    /// When the station can first act on it.
    var at: WallTime
    /// Why that is after its time.
    var reason: Refusal?
  }

  /// In the order in which the station comes to them.
  private func due(_ broadcasts: [Broadcast]) -> [Due] {
    broadcasts.map { broadcast in
      var due = Due(broadcast: broadcast, at: broadcast.start)
      var moved = true
      while moved {
        moved = false
        for trouble in troubles {
          switch trouble {
          case .powerCut(let from, let to) where from <= due.at && due.at < to:
            (due.at, due.reason, moved) = (to, .stationDown, true)
          case .clockStep(let at, let seconds)
          where seconds > 0 && at <= due.at && due.at < at + Double(seconds):
            (due.at, due.reason, moved) = (at + Double(seconds), due.reason ?? .tooLate, true)
          case .powerCut, .clockStep, .deviceLost: continue
          }
        }
      }
      return due
    }.sorted { ($0.at, $0.broadcast.start, $0.broadcast.id) < ($1.at, $1.broadcast.start, $1.broadcast.id) }
  }

  private func play(_ due: Due, _ busyUntil: inout [ZoneID: WallTime]) -> [SimulatedLog.Entry] {
    let broadcast = due.broadcast
    if let code = broadcast.heldBecause {
      return [entry(broadcast, .refused, code.refusal, cause: code.rawValue)]
    }
    if !broadcast.isApproved { return [entry(broadcast, .refused, .notApproved)] }
    if due.at - broadcast.start > broadcast.whenMissed.tolerance() {
      if case .ask = broadcast.whenMissed { return [entry(broadcast, .missed, .operatorDecides)] }
      return [entry(broadcast, .missed, due.reason ?? .tooLate)]
    }
    // An emergency does not wait for the zone.
    let free = broadcast.hearing.compactMap { busyUntil[$0] }.max() ?? due.at
    let begin = broadcast.airClass == .emergency ? due.at : max(due.at, free)
    if begin > due.at, begin - broadcast.start > AirPatience.busy {
      return [entry(broadcast, .missed, .zoneBusy)]
    }
    let planned = begin + Double(broadcast.seconds)
    if forbids(broadcast, begin) || forbids(broadcast, planned) {
      return [entry(broadcast, .refused, .quietHours)]
    }
    var end = planned
    var isCut = false
    for case .powerCut(let from, _) in troubles where begin < from && from < end {
      (end, isCut) = (from, true)
    }
    for zone in broadcast.hearing { busyUntil[zone] = max(busyUntil[zone] ?? end, end) }
    let outputs = Dictionary(grouping: station.zones.filter { broadcast.zones.contains($0.id) }, by: \.output)
    return outputs.sorted { $0.key < $1.key }.map { output, zones in
      var heard = end
      var isLost = false
      for case .deviceLost(output, let from, let to) in troubles where from < heard && begin < to {
        (heard, isLost) = (max(begin, from), true)
      }
      let onOutput = Set(station.zones.filter { $0.output == output }.map(\.id))
      let outcome: SimulatedLog.Entry.Outcome = isLost ? .failed : isCut ? .interrupted : .completed
      return entry(
        broadcast, outcome, reason: isLost ? "device-lost" : isCut ? "power-cut" : nil,
        zones: zones.map(\.id), hearing: broadcast.hearing.filter(onOutput.contains), begin: begin,
        seconds: Int(heard - begin))
    }
  }

  private func forbids(_ broadcast: Broadcast, _ time: WallTime) -> Bool {
    broadcast.airClass != .emergency && broadcast.pastHours == nil
      && station.hours.quiet.contains(time.local(in: planner.timeZone).time)
  }

  private func entry(
    _ broadcast: Broadcast, _ outcome: SimulatedLog.Entry.Outcome, _ refusal: Refusal, cause: String? = nil
  ) -> SimulatedLog.Entry {
    entry(
      broadcast, outcome, reason: refusal == .notPlanned ? cause : refusal.rawValue, zones: broadcast.zones,
      hearing: broadcast.hearing,
      begin: nil,
      seconds: 0)
  }

  private func entry(
    _ broadcast: Broadcast, _ outcome: SimulatedLog.Entry.Outcome, reason: String?, zones: [ZoneID],
    hearing: [ZoneID], begin: WallTime?, seconds: Int
  ) -> SimulatedLog.Entry {
    SimulatedLog.Entry(
      broadcast: broadcast.id, programme: broadcast.programme, announcement: broadcast.announcement,
      title: broadcast.title, airClass: broadcast.airClass, criteria: broadcast.criteria,
      supporting: broadcast.supporting, zones: zones, hearing: hearing, planned: broadcast.start,
      started: seconds > 0 ? begin : nil, seconds: seconds, outcome: outcome, reason: reason,
      isLate: begin.map { $0 > broadcast.start } ?? false)
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
