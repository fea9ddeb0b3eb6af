import Foundation
import Testing

@testable import BroadcastCore

/// What holds whatever goes wrong; `PLAN_SEED` tries others.
@Suite struct SimulationPropertyTests {
  private struct Played {
    var sample: PlanSample
    var cuts: [Range<Int>] = []
    var isSetBack = false
    var log: SimulatedLog
  }

  /// Nine days of a random station with random troubles, in which much may be made up for.
  private func play(_ seed: UInt64) throws -> Played {
    var random = SeededGenerator(seed: seed)
    var sample = RandomStation(seed: seed).sample
    for index in sample.programmes.indices {
      sample.programmes[index].whenMissed =
        [.playLate(withinMinutes: 720), .playLate(withinMinutes: 60), .skip, .ask]
        .randomElement(using: &random)!
    }
    let first: CivilDate = "2027-02-02"
    let start = WallTime(local: first, .midnight, in: sample.station.foundationTimeZone)
    func moment() -> WallTime { start + Double(Int.random(in: 0..<9 * 86_400, using: &random)) }
    var troubles: [Trouble] = []
    var cuts: [Range<Int>] = []
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let from = moment()
      let to = from + Double(Int.random(in: 1...60_000, using: &random))
      switch Int.random(in: 0..<4, using: &random) {
      case 0: troubles.append(.deviceLost(output: "loa", from: from, to: to))
      case 1: troubles.append(.clockStep(at: from, seconds: Int.random(in: -9000...9000, using: &random)))
      default:
        troubles.append(.powerCut(from: from, to: to))
        cuts.append(Int(from.seconds)..<Int(to.seconds))
      }
    }
    let isSetBack = troubles.contains {
      if case .clockStep(_, let seconds) = $0 { seconds < 0 } else { false }
    }
    let log = Simulation(try sample.input, troubles: troubles).run(first...first + 8)
    return Played(sample: sample, cuts: cuts, isSetBack: isSetBack, log: log)
  }

  @Test(
    "Nothing sounds without power, in the quiet hours, or made up for outside the hours",
    arguments: PlannerPropertyTests.seeds.prefix(60))
  func hours(seed: UInt64) throws {
    let played = try play(seed)
    let station = played.sample.station
    let zone = station.foundationTimeZone
    let holidays = try HolidayCatalogue.standard()
    let leave = Set(played.sample.programmes.filter { $0.pastHours != nil }.map(\.id))
    for entry in played.log.entries where entry.seconds > 0 {
      let started = try #require(entry.started)
      let span = Int(started.seconds)..<Int(started.seconds) + entry.seconds
      #expect(!played.cuts.contains { $0.overlaps(span) }, "\(entry.broadcast.rawValue) without power")
      if entry.airClass == .emergency { continue }
      let programme = entry.programme ?? ""
      if leave.contains(programme) || programme.hasPrefix("chuc-mung:"), started - entry.planned <= 600 {
        continue
      }
      let date = started.local(in: zone).date
      let clock = DayClock(date, zone: zone, hours: station.hours)
      #expect(!clock.isQuiet(span), "\(entry.broadcast.rawValue) in the quiet hours")
      guard started - entry.planned > 60 else { continue }
      #expect(
        clock.problem(span.lowerBound..<span.lowerBound + 1) == nil,
        "\(entry.broadcast.rawValue) outside the hours")
      let silent = station.hours.silentDays?.dates(in: date...date, holidays: holidays) ?? []
      #expect(silent.isEmpty, "\(entry.broadcast.rawValue) on a silent day")
      if case .before = played.sample.programmes.first(where: { $0.id == programme })?.days {
        let event = played.sample.events[0]
        #expect(
          started < WallTime(local: event.date, event.time, in: zone), "\(entry.broadcast.rawValue) too late")
      }
    }
  }

  @Test(
    "No two sound in one zone at once, and each has one end", arguments: PlannerPropertyTests.seeds.prefix(60)
  )
  func noOverlaps(seed: UInt64) throws {
    let played = try play(seed)
    guard !played.isSetBack else { return }
    var ends: [ZoneID: (end: WallTime, id: BroadcastID)] = [:]
    let sounding = played.log.entries.filter { $0.seconds > 0 && $0.airClass != .emergency }
      .sorted { ($0.started ?? $0.planned) < ($1.started ?? $1.planned) }
    for entry in sounding {
      let start = entry.started ?? entry.planned
      for zone in entry.hearing {
        if let before = ends[zone], before.end > start {
          Issue.record("\(before.id.rawValue) overlaps \(entry.broadcast.rawValue) in \(zone.rawValue)")
          return
        }
        ends[zone] = (start + Double(entry.seconds), entry.broadcast)
      }
    }
    #expect(
      Set(played.log.entries.map(\.broadcast)).count == played.log.entries.count, "one output, one entry")
  }
}
