import BroadcastCore
import Foundation

// Side by side with python-dateutil in one run: 1,000 random rules, parsed and expanded over a year; and the lunar
// calendar. Prints CPU times and ratios; exit 1 where the threshold is missed, 69 without python-dateutil.
//
//     swift run -c release bench-calendar [SEED]

let threshold = 20.0
let seed = CommandLine.arguments.dropFirst().first ?? "1"

func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// The CPU seconds of the fastest of several runs.
func fastest(of runs: Int, _ work: () -> Void) -> Double {
  (0..<runs).map { _ in
    let begin = cpuSeconds()
    work()
    return cpuSeconds() - begin
  }.min() ?? .infinity
}

func text(_ number: Double, _ format: String) -> String { String(format: format, number) }

guard let oracle = DateutilRun(count: 1000, seed: seed) else {
  print("python-dateutil did not run: apt install python3-dateutil, and start this in the project's folder.")
  exit(69)
}
let year = CivilDate(year: 2027, month: 1, day: 1)!...CivilDate(year: 2027, month: 12, day: 31)!
var found = 0
let ours = fastest(of: 20) {
  found = 0
  for rule in oracle.rules {
    guard let rule = try? RecurrenceRule(parsing: rule) else {
      print("refused: \(rule)")
      exit(1)
    }
    for _ in rule.dates(start: year.lowerBound, in: year) { found += 1 }
  }
}
let ratio = oracle.cpuSeconds / ours
print("recurrence, \(oracle.rules.count) rules over a year, seed \(seed)")
print("  python-dateutil  \(text(oracle.cpuSeconds * 1000, "%9.3f")) ms CPU  \(oracle.dates) dates")
print(
  "  broadcaster      \(text(ours * 1000, "%9.3f")) ms CPU  \(found) dates  \(text(ratio, "%.0f")) × faster (≥ \(Int(threshold)))"
)

let begin = cpuSeconds()
let calendar = LunarCalendar.vietnamese
let building = cpuSeconds() - begin
var wrong = 0
let lunar = fastest(of: 50) {
  for day in year.lowerBound.dayNumber...year.upperBound.dayNumber {
    let date = CivilDate(dayNumber: day)
    if calendar.lunarDate(of: date).flatMap(calendar.civilDate(of:)) != date { wrong += 1 }
  }
}
print("lunar calendar")
print("  300 years from the astronomy, once      \(text(building * 1000, "%9.3f")) ms CPU")
print("  365 days to lunar and back              \(text(lunar * 1000, "%9.3f")) ms CPU")
exit(found == oracle.dates && ratio >= threshold && wrong == 0 ? 0 : 1)
