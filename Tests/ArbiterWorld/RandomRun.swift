internal import AudioEngine
package import BroadcastCore

/// Random orders and faults for an `ArbiterWorld`, from a seed.
package struct RandomRun {
  package private(set) var world: ArbiterWorld
  private var random: SplitMix
  private let zones: [ZoneID]
  private var number = 0

  package init(_ world: ArbiterWorld, seed: UInt64, zones: [ZoneID]) {
    self.world = world
    self.random = SplitMix(state: seed)
    self.zones = zones
  }

  /// Broadcasts come at random too.
  package mutating func run(events: Int) {
    while world.events < events && world.violations.isEmpty {
      if chance(8, of: 100) {
        world.plan([make(at: world.now + Double.random(in: 0...120, using: &random))])
      } else {
        step(atMost: 8)
      }
    }
  }

  /// Airs a plan in its own time: looked at often where something is due, once an hour between, with all faults at random.
  package mutating func air(_ plan: [Broadcast]) {
    var rest = plan.sorted { ($0.start, $0.id) < ($1.start, $1.id) }[...]
    while world.violations.isEmpty {
      // A day ahead, as the station plans.
      let coming = rest.prefix { $0.start - world.now <= 86_400 }
      if !coming.isEmpty {
        rest = rest.dropFirst(coming.count)
        world.plan(Array(coming))
      }
      let next = world.arbiter.items.values.map(\.due).min() ?? rest.first?.start
      guard let next else { break }
      if world.isAtWork || next - world.now <= 40 {
        step(atMost: 12)
      } else {
        world.tick(after: min(3_600, next - world.now - 35))
      }
    }
  }

  private mutating func step(atMost seconds: Double) {
    switch Int.random(in: 0..<2_000, using: &random) {
    case 0..<320: world.answerPreparation(works: !chance(1, of: 12))
    case 320..<640: world.answerLoad(works: !chance(1, of: 20))
    case 640..<900:
      for id in world.sounding where world.isOver(id) { world.finish(id, fails: chance(1, of: 15)) }
    case 900..<910: emergency()
    case 910..<930: world.stop(Bool.random(using: &random) ? nil : [zones[pick(zones.count)]])
    case 930..<940: world.tick(after: Double.random(in: -3600...3600, using: &random))
    case 940..<945: world.sleep(Double.random(in: 1...2_000, using: &random))
    case 945..<950: world.restart(after: Double.random(in: 1...900, using: &random))
    default: world.tick(after: Double.random(in: 0.1...seconds, using: &random))
    }
  }

  private mutating func emergency() {
    var flood = make(at: world.now)
    flood.airClass = .emergency
    // The playout lets no two emergencies have a zone at once.
    let taken = world.arbiter.items.values.filter { $0.isSounding && $0.rank == .emergency }
    if taken.allSatisfy({ $0.hearing.isDisjoint(with: flood.hearing) }) { world.emergency(flood) }
  }

  private mutating func make(at start: WallTime) -> Broadcast {
    number += 1
    let classes: [AirClass] = [.filler, .routine, .routine, .routine, .priority]
    let cuts: [CutPolicy] = [.resume(leadBackSeconds: 3), .restart, .drop]
    let missed: [MissedPolicy] = [.skip, .ask, .playLate(withinMinutes: 10)]
    var chosen = zones.filter { _ in Bool.random(using: &random) }
    if chosen.isEmpty { chosen = [zones[0]] }
    return Broadcast(
      id: BroadcastID(rawValue: "b\(number)"), programme: "p", announcement: "a", content: "c",
      sound: "s\(number)", airClass: classes[pick(classes.count)], start: start,
      seconds: Int.random(in: 5...90, using: &random), zones: chosen, isApproved: !chance(1, of: 20),
      whenCut: cuts[pick(cuts.count)], whenMissed: missed[pick(missed.count)])
  }

  private mutating func chance(_ hits: Int, of all: Int) -> Bool { pick(all) < hits }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
