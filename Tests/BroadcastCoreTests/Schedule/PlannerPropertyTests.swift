import Foundation
import Testing

@testable import BroadcastCore

/// What holds for every station; `PLAN_SEED` tries others.
@Suite struct PlannerPropertyTests {
  static let seeds: [UInt64] = {
    let first = ProcessInfo.processInfo.environment["PLAN_SEED"].flatMap { UInt64($0) } ?? 1
    return (0..<150).map { first * 1000 + $0 }
  }()

  static let first: CivilDate = "2027-01-30"
  static let last: CivilDate = "2027-02-20"

  @Test("No two broadcasts overlap in a zone unless one is an emergency", arguments: seeds)
  func noOverlaps(seed: UInt64) throws {
    let plan = try RandomStation(seed: seed).sample.plan(Self.first, Self.last)
    var end: [ZoneID: Broadcast] = [:]
    for broadcast in plan.broadcasts where broadcast.airClass != .emergency {
      for zone in broadcast.hearing {
        if let before = end[zone], before.end > broadcast.start {
          Issue.record("\(before.id.rawValue) overlaps \(broadcast.id.rawValue) in \(zone.rawValue)")
          return
        }
        end[zone] = broadcast
      }
    }
  }

  @Test("Nothing in the quiet hours but emergencies and named exceptions", arguments: seeds)
  func quietHours(seed: UInt64) throws {
    let sample = RandomStation(seed: seed).sample
    let plan = try sample.plan(Self.first, Self.last)
    let zone = sample.station.foundationTimeZone
    let excepted = Set(plan.findings(.hoursException).compactMap(\.broadcast))
    for broadcast in plan.broadcasts where broadcast.airClass != .emergency {
      if broadcast.pastHours != nil {
        #expect(excepted.contains(broadcast.id))
        continue
      }
      for second in stride(from: 0, to: broadcast.seconds, by: 60) {
        let time = LocalTime(broadcast.start + Double(second), in: zone).time
        guard !sample.station.hours.quiet.contains(time) else {
          Issue.record("\(broadcast.id.rawValue) sounds at \(time)")
          return
        }
      }
    }
  }

  @Test("Every occurrence is in the plan or in the findings", arguments: seeds)
  func nothingIsLost(seed: UInt64) throws {
    let sample = RandomStation(seed: seed).sample
    let plan = try sample.plan(Self.first, Self.last)
    let told = Set(plan.broadcasts.map(\.id)).union(plan.findings.compactMap(\.broadcast))
    let holidays = try HolidayCatalogue.standard()
    let inARow = Set(sample.programmes.filter { if case .inARow = $0.days { true } else { false } }.map(\.id))
    for programme in sample.programmes where !inARow.contains(programme.id) {
      let dates: [CivilDate]
      switch programme.days {
      case .recurring(let recurrence):
        dates = recurrence.dates(in: Self.first...Self.last, holidays: holidays)
      case .before(_, let days): dates = days.map { sample.events[0].date - $0 }
      case .inARow: continue
      }
      for date in dates {
        for slot in programme.slots {
          let suffix: String
          switch slot {
          case .at(let time): suffix = "\(time)"
          case .session(let id):
            guard sample.station.hours.sessions.first(where: { $0.id == id })!.weekdays.contains(date.weekday)
            else {
              continue
            }
            suffix = id
          }
          for airing in 1...(programme.repeats?.count ?? 1) {
            let id = "\(programme.id)@\(date)T\(suffix)" + (airing > 1 ? "#\(airing)" : "")
            guard told.contains(BroadcastID(rawValue: id)) else {
              Issue.record("\(id) is lost")
              return
            }
          }
        }
      }
    }
  }

  @Test("The same input gives the same plan, byte for byte, in any order of programmes", arguments: seeds)
  func deterministic(seed: UInt64) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    var sample = RandomStation(seed: seed).sample
    let first = try encoder.encode(try sample.plan(Self.first, Self.last))
    #expect((try encoder.encode(try sample.plan(Self.first, Self.last))) == first)
    sample.programmes.reverse()
    sample.announcements.reverse()
    #expect((try encoder.encode(try sample.plan(Self.first, Self.last))) == first)
    let read = try JSONDecoder().decode(Plan.self, from: first)
    #expect((try encoder.encode(read)) == first, "and survives being written")
  }

  @Test("Adjoining spans miss and repeat nothing", arguments: seeds)
  func adjoining(seed: UInt64) throws {
    let sample = RandomStation(seed: seed).sample
    let planner = Planner(try sample.input)
    let start = WallTime("2027-01-30T03:00:00.000Z")!
    let whole = planner.plan(from: start, to: start + 9 * 86_400).broadcasts
    var random = SeededGenerator(seed: seed)
    var pieces: [Broadcast] = []
    var time = start
    while time < start + 9 * 86_400 {
      let next = min(time + Double(Int.random(in: 1...90, using: &random) * 3600), start + 9 * 86_400)
      pieces += planner.plan(from: time, to: next).broadcasts
      time = next
    }
    guard pieces != whole else { return }
    let difference = Set(pieces.map(\.id)).symmetricDifference(whole.map(\.id))
    Issue.record("seed \(seed): \(difference.map(\.rawValue).sorted().prefix(5))")
  }
}
