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
    let inForce = criterion.inForce(in: span)
    var seen: Set<BroadcastID> = []
    var helped: Set<BroadcastID> = []
    (broadcasts, supporting) = ([], [])
    var dates: Set<CivilDate> = []
    var zones: Set<ZoneID> = []
    for entry in entries where entry.outcome == .completed {
      let date = entry.planned.local(in: zone).date
      guard inForce?.contains(date) == true else { continue }
      if entry.criteria.contains(criterion.code) {
        dates.insert(date)
        zones.formUnion(entry.hearing)
        if seen.insert(entry.broadcast).inserted { broadcasts.append(entry.broadcast) }
      } else if entry.supporting.contains(criterion.code), helped.insert(entry.broadcast).inserted {
        supporting.append(entry.broadcast)
      }
    }
    self.dates = dates.sorted()
    self.zones = zones.sorted()
    let gaps = DateGaps(dates, in: inForce ?? span)
    longestGapDays = gaps.longest
    isSatisfied = criterion.role == .direct && !broadcasts.isEmpty && gaps.isWithin(criterion.longestGapDays)
  }
}
