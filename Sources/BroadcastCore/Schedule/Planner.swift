internal import Foundation

/// Says what airs, when, where and why: a pure function of its input that can be asked about any day.
///
/// Days are planned whole and one after another, so that adjoining spans neither miss nor repeat anything.
public struct Planner: Sendable {
  let input: PlanInput
  let zones: ZoneTable
  let items: [PlannedItem]
  /// Holidays that the station greets on, for which there is nothing to air.
  let silentGreetings: [SilentGreeting]
  /// What is wrong whatever the span.
  private(set) var standing: [Finding]
  let timeZone: TimeZone
  private(set) var completions: CompletionTable
  private(set) var now: WallTime?

  struct SilentGreeting: Sendable {
    var holiday: Holiday
    var days: [Int]
    var times: [TimeOfDay]
  }

  public init(_ input: PlanInput) {
    self.input = input
    zones = ZoneTable(input.station)
    timeZone = input.station.foundationTimeZone
    completions = CompletionTable(input.history, zones)
    now = input.now
    var builder = ItemBuilder(input, zones)
    builder.build()
    items = builder.items
    silentGreetings = builder.silentGreetings
    standing = builder.findings
    standing += NeverAirs(planner: self).findings()
  }

  /// The same planner at another moment, with what was aired until then.
  public func with(history: AirHistory, now: WallTime?) -> Planner {
    var other = self
    other.now = now
    other.completions = CompletionTable(history, zones)
    return other
  }

  /// What starts in `from..<to`, and what should be known about those dates.
  public func plan(from: WallTime, to: WallTime) -> Plan {
    guard from < to else { return Plan(from: from, to: to) }
    var run = PlanRun(self, from: from, to: to)
    return run.plan()
  }
}
