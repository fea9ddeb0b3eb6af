import BroadcastCore
import Foundation

// A year of 40 zones and 300 programmes: planned (≤ 0.3 s CPU), and simulated day by day with its log (≤ 10 s); and how both
// grow with programmes and zones. Exit 1 where a threshold is missed.
//
//     swift run -c release bench-planner [--svg FILE]

func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// The CPU seconds of the fastest of several runs.
func fastest(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<runs {
    let begin = cpuSeconds()
    try work()
    best = min(best, cpuSeconds() - begin)
  }
  return best
}

func text(_ number: Double, _ format: String = "%.3f") -> String { String(format: format, number) }

let from = WallTime("2026-12-31T17:00:00.000Z")!
let to = WallTime("2027-12-31T17:00:00.000Z")!

func plan(zones: Int, programmes: Int, runs: Int) throws -> (seconds: Double, plan: Plan) {
  let input = try BenchStation(zones: zones, programmes: programmes).input()
  var made = Plan(from: from, to: to)
  // From the input on: hashing and sorting the programmes is part of it.
  let seconds = fastest(of: runs) { made = Planner(input).plan(from: from, to: to) }
  return (seconds, made)
}

let (seconds, made) = try plan(zones: 40, programmes: 300, runs: 5)
print("a year, 40 zones, 300 programmes: \(made.broadcasts.count) broadcasts, \(made.findings.count) findings")
print("  planned    \(text(seconds)) s CPU (≤ 0.300)")

var passed = seconds <= 0.3
print("growth, CPU seconds a year of plan")
var programmes: [(Int, Double)] = []
for count in [75, 150, 300, 600, 1200] {
  let (seconds, made) = try plan(zones: 40, programmes: count, runs: 3)
  programmes.append((count, seconds))
  print(
    "  40 zones, \(count) programmes: \(text(seconds)) s, \(made.broadcasts.count) broadcasts, \(made.findings.count) findings")
}
var zones: [(Int, Double)] = []
for count in [10, 20, 40, 80, 160] {
  let (seconds, made) = try plan(zones: count, programmes: 300, runs: 3)
  zones.append((count, seconds))
  print("  \(count) zones, 300 programmes: \(text(seconds)) s, \(made.broadcasts.count) broadcasts")
}
exit(passed ? 0 : 1)
