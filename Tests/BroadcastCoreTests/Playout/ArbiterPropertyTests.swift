import AudioEngine
import Foundation
import Testing

@testable import BroadcastCore

@Suite struct ArbiterPropertyTests {
  private static let zones = ["thon-1", "thon-2", "thon-3"].map { ZoneID(rawValue: $0) }

  @Test("Over random events every broadcast ends once, none waits for nothing, none takes from its equals")
  func randomEvents() {
    for seed in 1...12 as ClosedRange<UInt64> {
      let world = ArbiterDriver.run(seed: seed, events: 600, zones: Self.zones)
      #expect(world.violations.isEmpty, "seed \(seed): \(world.violations.prefix(3))")
    }
  }

  @Test("A year of a station with random faults, step by step")
  func aYear() {
    let world = ArbiterDriver.year(seed: 7, perDay: 3, zones: Self.zones)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
    #expect(world.kinds.values.reduce(0, +) >= 365 * 3)
    for kind in [Ending.Kind.completed, .cut, .failed, .missed] {
      #expect((world.kinds[kind] ?? 0) > 0, "the faults did not reach «\(kind)»")
    }
  }

  /// BROADCASTER_SOAK=10000000 makes it that many events: `make soak`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["BROADCASTER_SOAK"] != nil))
  func soak() {
    let wanted = ProcessInfo.processInfo.environment["BROADCASTER_SOAK"].flatMap { Int($0) } ?? 0
    var (done, seed) = (0, 1_000 as UInt64)
    while done < wanted {
      let world = ArbiterDriver.run(seed: seed, events: 20_000, zones: Self.zones)
      #expect(world.violations.isEmpty, "seed \(seed): \(world.violations.prefix(3))")
      done += world.events
      seed += 1
    }
    print("soak: \(done) events, \(seed - 1_000) stations")
  }

  @Test("Every order of a routine, a priority and an emergency broadcast with a stop and a fault")
  func allInterleavings() {
    let start = WallTime("2026-11-21T10:00:00.000Z")!
    var count = 0
    Self.permute(Array(0..<7)) { order in
      var world = ArbiterWorld(now: start + -20)
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

/// Random orders and faults for an `ArbiterWorld`.
enum ArbiterDriver {
  struct Random: RandomNumberGenerator {
    var state: UInt64

    /// SplitMix64.
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static func run(seed: UInt64, events: Int, zones: [ZoneID]) -> ArbiterWorld {
    var random = Random(state: seed)
    var world = ArbiterWorld(now: WallTime("2026-11-21T01:00:00.000Z")!)
    var number = 0
    while world.events < events {
      step(&world, &random, &number, zones)
    }
    return world
  }

  private static func step(
    _ world: inout ArbiterWorld, _ random: inout Random, _ number: inout Int, _ zones: [ZoneID]
  ) {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<8:
      world.plan([make(&number, at: world.now + Double.random(in: 0...120, using: &random), zones, &random)])
    case 8..<24: world.answerPreparation(works: Int.random(in: 0..<12, using: &random) > 0)
    case 24..<40: world.answerLoad(works: Int.random(in: 0..<20, using: &random) > 0)
    case 40..<41:
      var flood = make(&number, at: world.now, zones, &random)
      flood.airClass = .emergency
      // The playout lets no two emergencies have a zone at once.
      let taken = world.arbiter.items.values.filter { $0.isSounding && $0.rank == .emergency }
      if taken.allSatisfy({ Set($0.broadcast.hearing).isDisjoint(with: flood.hearing) }) {
        world.emergency(flood)
      }
    case 41..<42:
      world.stop(Bool.random(using: &random) ? nil : [zones[Int.random(in: 0..<zones.count, using: &random)]])
    case 42..<43: world.tick(after: Double.random(in: -3600...3600, using: &random))
    case 43..<56:
      for id in world.sounding where world.isLeaving(id) || world.elapsed(id) > 40 {
        world.finish(id, fails: Int.random(in: 0..<15, using: &random) == 0)
      }
    default: world.tick(after: Double.random(in: 0.1...8, using: &random))
    }
  }

  private static func make(
    _ number: inout Int, at start: WallTime, _ zones: [ZoneID], _ random: inout Random
  ) -> Broadcast {
    number += 1
    let classes: [AirClass] = [.filler, .routine, .routine, .routine, .priority]
    let cuts: [CutPolicy] = [.resume(leadBackSeconds: 3), .restart, .drop]
    let missed: [MissedPolicy] = [.skip, .ask, .playLate(withinMinutes: 10)]
    var chosen = zones.filter { _ in Bool.random(using: &random) }
    if chosen.isEmpty { chosen = [zones[0]] }
    return Broadcast(
      id: BroadcastID(rawValue: "b\(number)"), programme: "p", announcement: "a", content: "c",
      sound: "s\(number)",
      airClass: classes[Int.random(in: 0..<classes.count, using: &random)], start: start, zones: chosen,
      isApproved: Int.random(in: 0..<20, using: &random) > 0,
      whenCut: cuts[Int.random(in: 0..<cuts.count, using: &random)],
      whenMissed: missed[Int.random(in: 0..<missed.count, using: &random)])
  }

  /// Day after day: the plan in the morning, looks every half second around broadcasts and far apart between them.
  static func year(seed: UInt64, perDay: Int, zones: [ZoneID]) -> ArbiterWorld {
    var random = Random(state: seed)
    let begin = WallTime("2025-12-31T22:00:00.000Z")!
    var world = ArbiterWorld(now: begin)
    var number = 0
    for day in 0..<365 {
      let morning = begin + Double(day) * 86_400
      world.tick(after: max(0, morning - world.now))
      let starts = (0..<perDay).map { morning + Double($0) * 5_400 + 600 }
      world.plan(starts.map { make(&number, at: $0, zones, &random) })
      for start in starts {
        world.tick(after: max(0, start + -30 - world.now))
        let end = start + 20
        var steps = 0
        while world.now < end, steps < 400 {
          step(&world, &random, &number, zones)
          steps += 1
        }
        for id in world.sounding { world.finish(id) }
      }
    }
    return world
  }
}
