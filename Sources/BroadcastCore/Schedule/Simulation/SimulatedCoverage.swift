public import Foundation

/// Whether a span of simulated broadcasts would cover a criterion. Not evidence.
public struct SimulatedCoverage: Hashable, Sendable, Codable {
  public var criterion: String
  public var role: Criterion.Role
  /// Completed broadcasts that name it as theirs, each once; `supporting` those that only help.
  public var broadcasts: [BroadcastID]
  public var supporting: [BroadcastID]
  /// Local dates with one of `broadcasts`.
  public var dates: [CivilDate]
  /// Zones that heard one.
  public var zones: [ZoneID]
  /// The longest run of dates of the period without one, in days; `nil` where there is none at all.
  public var longestGapDays: Int?
  /// A row that is only supported is never satisfied.
  public var isSatisfied: Bool
  public var isSimulated = true

  public init(
    _ criterion: Criterion, _ entries: [SimulatedLog.Entry], _ span: ClosedRange<CivilDate>, _ zone: TimeZone
  ) {
    self.criterion = criterion.code
    role = criterion.role
    let first = max(span.lowerBound, criterion.from ?? span.lowerBound)
    let last = min(span.upperBound, criterion.to ?? span.upperBound)
    var seen: Set<BroadcastID> = []
    var helped: Set<BroadcastID> = []
    (broadcasts, supporting) = ([], [])
    var dates: Set<Int> = []
    var zones: Set<ZoneID> = []
    for entry in entries where entry.outcome == .completed {
      let date = entry.planned.local(in: zone).date
      guard first <= date, date <= last else { continue }
      if entry.criteria.contains(criterion.code) {
        dates.insert(date.dayNumber)
        zones.formUnion(entry.hearing)
        if seen.insert(entry.broadcast).inserted { broadcasts.append(entry.broadcast) }
      } else if entry.supporting.contains(criterion.code), helped.insert(entry.broadcast).inserted {
        supporting.append(entry.broadcast)
      }
    }
    let days = dates.sorted()
    self.dates = days.map { CivilDate(dayNumber: $0) }
    self.zones = zones.sorted()
    longestGapDays = nil
    if !days.isEmpty {
      let edges = [first.dayNumber - 1] + days + [last.dayNumber + 1]
      longestGapDays = zip(edges, edges.dropFirst()).map { $1 - $0 - 1 }.max()
    }
    let gap = longestGapDays
    let isOften = criterion.longestGapDays.map { limit in gap.map { $0 <= limit } ?? false } ?? true
    isSatisfied = criterion.role == .direct && !broadcasts.isEmpty && isOften
  }
}
