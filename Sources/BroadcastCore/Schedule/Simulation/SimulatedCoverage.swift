public import Foundation

/// Whether a span of simulated broadcasts would cover a criterion. Not evidence.
public struct SimulatedCoverage: Hashable, Sendable, Codable {
  public var criterion: String
  public var role: Criterion.Role
  /// Completed broadcasts that name it as theirs, each once; `supporting` those that only help.
  public var broadcasts: [BroadcastID]
  public var supporting: [BroadcastID]
  /// Local dates on which one of `broadcasts` was heard.
  public var dates: [CivilDate]
  /// Zones that heard one.
  public var zones: [ZoneID]
  /// Zones that have to hear it and heard none.
  public var missing: [ZoneID]
  /// The longest run of dates of the period without one, in days, in the zone that is worst off; `nil` where one that has
  /// to hear it heard none at all.
  public var longestGapDays: Int?
  /// Direct, heard in every zone that has to hear it, there without too long a gap. A row that is only supported is never
  /// satisfied.
  public var isSatisfied: Bool
  public var isSimulated = true

  /// - Parameter required: zones that have to hear it.
  public init(
    _ criterion: Criterion, _ entries: [SimulatedLog.Entry], required: [ZoneID],
    _ span: ClosedRange<CivilDate>, _ zone: TimeZone
  ) {
    self.criterion = criterion.code
    role = criterion.role
    let inForce = criterion.inForce(in: span)
    var seen: Set<BroadcastID> = []
    var helped: Set<BroadcastID> = []
    (broadcasts, supporting) = ([], [])
    var heard: [ZoneID: Set<CivilDate>] = [:]
    for entry in entries where entry.outcome == .completed && entry.airClass != .test {
      let date = (entry.started ?? entry.planned).local(in: zone).date
      guard inForce?.contains(date) == true else { continue }
      if entry.criteria.contains(criterion.code) {
        for zone in entry.hearing { heard[zone, default: []].insert(date) }
        if seen.insert(entry.broadcast).inserted { broadcasts.append(entry.broadcast) }
      } else if entry.supporting.contains(criterion.code), helped.insert(entry.broadcast).inserted {
        supporting.append(entry.broadcast)
      }
    }
    dates = heard.values.reduce(into: Set<CivilDate>()) { $0.formUnion($1) }.sorted()
    zones = heard.keys.sorted()
    missing = required.filter { heard[$0] == nil }
    let gaps = required.map { DateGaps(heard[$0] ?? [], in: inForce ?? span) }
    longestGapDays = missing.isEmpty ? gaps.compactMap(\.longest).max() : nil
    isSatisfied =
      criterion.role == .direct && !broadcasts.isEmpty && missing.isEmpty
      && gaps.allSatisfy { $0.isWithin(criterion.longestGapDays) }
  }
}

extension PlanInput {
  /// Zones that have to hear what serves a criterion: those that its programmes aim at, all where none does, as for the
  /// proven coverage.
  func zonesToReach(for criterion: Criterion) -> [ZoneID] {
    let own = Set(
      announcements.map(\.announcement)
        .filter { $0.airClass != .test && $0.purpose.criteria.contains(criterion.code) }.map(\.id))
    let carrying = Set(bulletins.filter { $0.items.contains(where: own.contains) }.map(\.id))
    let aimed = programmes.reduce(into: Set<ZoneID>()) { zones, programme in
      let serves =
        switch programme.content {
        case .announcement(let id): own.contains(id)
        case .bulletin(let id): carrying.contains(id)
        }
      if serves { zones.formUnion(programme.zones) }
    }
    let all = station.zones.map(\.id)
    return aimed.isEmpty ? all : all.filter(aimed.contains)
  }
}
