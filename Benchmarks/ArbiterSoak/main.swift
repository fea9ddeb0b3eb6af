import ArbiterWorld
import BroadcastCore
import Foundation

// The arbiter over so many random events (first argument), every invariant checked at every step.

let wanted = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000_000
let zones = ["thon-1", "thon-2", "thon-3"].map { ZoneID(rawValue: $0) }
guard let begin = WallTime("2026-11-21T01:00:00.000Z"), let quiet = DailySpan("21:00-05:00") else { exit(70) }
let rules = AirRules(
  hours: Hours(quiet: quiet), timeZone: "Asia/Ho_Chi_Minh", holidays: .empty, testsAreSilent: false)
let clock = ContinuousClock()
let since = clock.now
var (done, seed, restarts) = (0, 1_000 as UInt64, 0)
var ends: [Ending.Kind: Int] = [:]
while done < wanted {
  var run = RandomRun(ArbiterWorld(now: begin, rules: rules), seed: seed, zones: zones)
  run.run(events: min(1_000_000, wanted - done))
  let world = run.world
  // Seventeen days and more in one world: what is kept must not grow with them.
  guard world.violations.isEmpty, world.mostItems < 2_000, world.mostDone < 40_000 else {
    print("seed \(seed): \(world.violations.prefix(3)), kept \(world.mostItems) and \(world.mostDone)")
    exit(1)
  }
  done += world.events
  restarts += world.restarts
  ends.merge(world.kinds, uniquingKeysWith: +)
  print(
    "seed \(seed): \(world.events) events to \(world.now), at most \(world.mostItems) broadcasts and "
      + "\(world.mostDone) ends kept")
  seed += 1
}
let told = ends.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
print(
  "\(done) events in \(clock.now - since), \(restarts) restarts; broadcasts: \(told.joined(separator: ", "))")
