import ArbiterWorld
import Foundation
import Testing

@testable import BroadcastCore

@Suite struct ArbiterPropertyTests {
  private static let zones = ["thon-1", "thon-2", "thon-3"].map { ZoneID(rawValue: $0) }

  @Test(
    "Over random events every broadcast ends once, none waits for nothing, none takes from its equals",
    arguments: 1...12 as ClosedRange<UInt64>)
  func randomEvents(seed: UInt64) {
    let start = WallTime("2026-11-21T01:00:00.000Z")!
    var run = RandomRun(ArbiterWorld(now: start, rules: Sample.rules), seed: seed, zones: Self.zones)
    run.run(events: 2_000)
    #expect(run.world.violations.isEmpty, "\(run.world.violations.prefix(3))")
  }

  @Test("A year of Ninh Giang with random faults: every broadcast of its plan comes to one end")
  func aYearOfNinhGiang() throws {
    let folder = try SampleStation.ninhGiang.folder()
    let plan = try SampleStation.ninhGiang.plan("2026-01-01", "2026-12-31").broadcasts.map { broadcast in
      // Drafts until someone approves them; here someone has.
      var broadcast = broadcast
      broadcast.isApproved = true
      return broadcast
    }
    try #require(plan.count > 1_000)
    let start = WallTime("2025-12-31T17:00:00.000Z")!
    var run = RandomRun(
      ArbiterWorld(now: start, rules: rules(of: folder.station)), seed: 7,
      zones: folder.station.zones.map(\.id))
    run.air(plan)
    let world = run.world
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
    #expect(world.open == 0)
    #expect(world.kinds.values.reduce(0, +) >= plan.count)
    for kind in Ending.Kind.allCases where kind != .cancelled {
      #expect((world.kinds[kind] ?? 0) > 0, "the faults did not reach «\(kind)»")
    }
    // Most air in spite of everything, and what is kept does not grow with the year.
    #expect((world.kinds[.completed] ?? 0) > plan.count / 2, "\(world.kinds)")
    #expect(world.mostItems < 200 && world.mostDone < 500, "\(world.mostItems), \(world.mostDone)")
  }

  private func rules(of station: Station) -> AirRules {
    AirRules(
      hours: station.hours, timeZone: station.timeZone, holidays: .empty, testsAreSilent: false)
  }

  @Test("Every order of a routine, a priority and an emergency broadcast with a stop and a fault")
  func allInterleavings() {
    let start = WallTime("2026-11-21T10:00:00.000Z")!
    var count = 0
    Self.permute(Array(0..<7)) { order in
      var world = ArbiterWorld(now: start + -20, rules: Sample.rules)
      let news = Self.broadcast("news", .routine, zones: [0, 2], at: start)
      let warning = Self.broadcast("warning", .priority, zones: [0], at: start + 4)
      world.plan([news, warning])
      world.tick(after: 0)
      world.answerPreparation(works: true)
      world.answerPreparation(works: true)
      world.tick(after: 0)
      for step in order {
        switch step {
        case 0, 1: world.answerLoad(works: true)
        case 2: world.emergency(Self.broadcast("flood", .emergency, zones: [0, 1, 2], at: world.now))
        case 3: world.stop([Self.zones[2]])
        case 4: world.finish(news.id)
        case 5: world.finish(warning.id, fails: true)
        default: world.finish(BroadcastID(rawValue: "flood"))
        }
        world.tick(after: 3)
      }
      // All comes to an end.
      for _ in 0..<6 {
        for id in world.sounding { world.finish(id) }
        world.answerLoad(works: true)
        world.answerPreparation(works: true)
        world.tick(after: 200)
      }
      count += 1
      if !world.violations.isEmpty || world.open != 0 {
        Issue.record("\(order): \(world.violations) \(world.open) open")
        return false
      }
      return true
    }
    #expect(count == 5_040)
  }

  /// Heap's algorithm; ends when `body` says false.
  private static func permute(_ items: [Int], _ body: ([Int]) -> Bool) {
    var items = items
    var counters = Array(repeating: 0, count: items.count)
    guard body(items) else { return }
    var index = 1
    while index < items.count {
      if counters[index] < index {
        items.swapAt(index.isMultiple(of: 2) ? 0 : counters[index], index)
        guard body(items) else { return }
        counters[index] += 1
        index = 1
      } else {
        counters[index] = 0
        index += 1
      }
    }
  }

  static func broadcast(_ id: String, _ airClass: AirClass, zones: [Int], at start: WallTime) -> Broadcast {
    Broadcast(
      id: BroadcastID(rawValue: id), programme: "p", announcement: id, content: id, sound: id,
      airClass: airClass,
      start: start, zones: zones.map { Self.zones[$0] }, whenMissed: .playLate(withinMinutes: 10))
  }
}
