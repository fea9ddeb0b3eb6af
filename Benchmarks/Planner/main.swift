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
print(
  "a year, 40 zones, 300 programmes: \(made.broadcasts.count) broadcasts, \(made.findings.count) findings")
print("  planned               \(text(seconds)) s CPU (≤ 0.300)")

var input = try BenchStation(zones: 40, programmes: 300).input()
input.criteria = (0..<20).map { index in
  Criterion(
    code: "TC\(index)", title: "Tiêu chí \(index)", source: "", role: .direct, lead: "", partners: [],
    frequency: "", longestGapDays: 31, product: "", pointHundredths: nil, from: nil, to: nil)
}
let year = CivilDate(year: 2027, month: 1, day: 1)!...CivilDate(year: 2027, month: 12, day: 31)!
// A power cut of two days in every month, so that something is missed and planned anew.
let troubles: [Trouble] = (0..<12).map { month in
  let start = from + Double(month * 30 + 10) * 86_400
  return .powerCut(from: start, to: start + 172_800)
}
let wallBegin = Date()
var log = Simulation(input).run(year.lowerBound...year.lowerBound)
let simulated = fastest(of: 1) {
  log = Simulation(input, troubles: troubles).run(year)
  // With its log, as the command prints it.
  let encoder = JSONEncoder()
  encoder.outputFormatting = .sortedKeys
  if let data = try? encoder.encode(log) {
    print("  log of the simulation \(data.count / 1_000_000) MB JSON")
  }
}
let elapsed = Date().timeIntervalSince(wallBegin)
print(
  "  simulated, with log   \(text(simulated)) s CPU, \(text(elapsed)) s (≤ 10), \(log.entries.count) entries, \(log.entries.count { $0.outcome == .missed }) missed"
)

func growth(_ name: String, _ sizes: [Int], _ run: (Int) throws -> (seconds: Double, plan: Plan)) throws
  -> [GrowthPoint]
{
  try sizes.map { size in
    let (seconds, plan) = try run(size)
    print(
      "  \(size) \(name): \(text(seconds)) s, \(plan.broadcasts.count) broadcasts, \(plan.findings.count) findings"
    )
    return GrowthPoint(size: size, seconds: seconds, broadcasts: plan.broadcasts.count)
  }
}

print("growth, CPU seconds for a year")
let byProgrammes = try growth("programmes, 40 zones", [75, 150, 300, 600]) {
  try plan(zones: 40, programmes: $0, runs: 3)
}
let byZones = try growth("zones, 300 programmes", [10, 20, 40, 80, 160]) {
  try plan(zones: $0, programmes: 300, runs: 3)
}

/// The exponent of a power law through the points: 1 is linear.
func exponent(_ points: [GrowthPoint]) -> Double {
  let logs: [(Double, Double)] = points.map { (log2(Double($0.size)), log2($0.seconds)) }
  let count = Double(logs.count)
  let (x, y) = (logs.reduce(0) { $0 + $1.0 } / count, logs.reduce(0) { $0 + $1.1 } / count)
  return logs.reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) } / logs.reduce(0) { $0 + ($1.0 - x) * ($1.0 - x) }
}
let (programmeExponent, zoneExponent) = (exponent(byProgrammes), exponent(byZones))
print(
  "  seconds ~ programmes^\(text(programmeExponent, "%.2f")) and zones^\(text(zoneExponent, "%.2f")) (≤ 1.15, 1 is linear)"
)
if let flag = CommandLine.arguments.firstIndex(of: "--svg"), CommandLine.arguments.count > flag + 1 {
  let file = CommandLine.arguments[flag + 1]
  try GrowthPlot.svg([("programmes (40 zones)", byProgrammes), ("zones (300 programmes)", byZones)])
    .write(toFile: file, atomically: true, encoding: .utf8)
  print("  plot: \(file)")
}
exit(seconds <= 0.3 && elapsed <= 10 && programmeExponent <= 1.15 && zoneExponent <= 1.15 ? 0 : 1)
