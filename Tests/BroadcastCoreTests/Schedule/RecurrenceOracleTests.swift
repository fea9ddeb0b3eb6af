import BroadcastCore
import Foundation
import Testing

/// Our expansion against python-dateutil; `RRULE_SEED` and `RRULE_COUNT` in the environment try other rules.
@Suite struct RecurrenceOracleTests {
  @Test func agreesWithDateutilOnRandomRules() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["RRULE_COUNT"].flatMap { Int($0) } ?? 12_000
    let seed = environment["RRULE_SEED"] ?? "2026"
    let output = try Oracle.run("rrule_oracle.py", ["expand", String(count), seed], module: "dateutil")
    var cases = 0
    var occurrences = 0
    var failures: [String] = []
    for line in output.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      let start = try #require(CivilDate(String(fields[0])))
      let first = try #require(CivilDate(String(fields[2])))
      let last = try #require(CivilDate(String(fields[3])))
      let rule = try RecurrenceRule(parsing: String(fields[1]))
      let dates = rule.dates(start: start, in: first...last).map(\.description)
      if dates.joined(separator: ",") != fields[4] { failures.append("\(line)\n  ours: \(dates)") }
      // The printed rule is the same rule.
      let again = try RecurrenceRule(parsing: rule.description)
      if again != rule { failures.append("\(fields[1]) became \(rule)") }
      cases += 1
      occurrences += dates.count
    }
    #expect(cases == count)
    #expect(occurrences > count)
    #expect(failures.isEmpty, "\(failures.count) of \(cases): \(failures.prefix(5).joined(separator: "\n"))")
  }
}
