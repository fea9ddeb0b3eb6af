/// Everything that a coverage follows from; the log's airings beside the set-up that says what was asked for.
public struct CoverageInput: Sendable {
  public var station: Station
  public var criteria: [Criterion]
  public var programmes: [Programme]
  public var announcements: [Announcement]
  public var events: [CommunityEvent]
  public var holidays: HolidayCatalogue
  public var entries: [AiredEntry]
  public var isTrial: Bool
  /// Entries in and around the period whose line could not be read.
  public var unreadable: [Int64] = []

  public init(
    station: Station, criteria: [Criterion], programmes: [Programme], announcements: [Announcement],
    events: [CommunityEvent], holidays: HolidayCatalogue, entries: [AiredEntry], isTrial: Bool
  ) {
    self.station = station
    self.criteria = criteria
    self.programmes = programmes
    self.announcements = announcements
    self.events = events
    self.holidays = holidays
    self.entries = entries
    self.isTrial = isTrial
  }

  /// From the lines of a log, in their order.
  ///
  /// - Parameters:
  ///   - purposes: for lines that do not say what they were for, by content hash.
  ///   - titles: by the number of the `accepted` entry.
  public init(
    _ snapshot: StationStore.Snapshot, holidays: HolidayCatalogue, lines: [LogLine],
    includesVirtual: Bool = false, purposes: [String: AnnouncementPurpose] = [:],
    titles: [Int64: String] = [:]
  ) {
    var aired = AiredEntries(
      station: snapshot.station, includesVirtual: includesVirtual, purposes: purposes, titles: titles)
    for line in lines { aired.add(line) }
    self.init(snapshot, holidays: holidays, entries: aired.entries, isTrial: includesVirtual)
  }

  init(
    _ snapshot: StationStore.Snapshot, holidays: HolidayCatalogue, entries: [AiredEntry], isTrial: Bool
  ) {
    self.init(
      station: snapshot.station, criteria: snapshot.criteria, programmes: snapshot.programmes,
      announcements: snapshot.announcements.map(\.announcement), events: snapshot.events, holidays: holidays,
      entries: entries, isTrial: isTrial)
  }

  /// - Parameters:
  ///   - period: local dates, both ends included.
  ///   - asOf: the local date up to which things can have been missed.
  ///   - codes: only these criteria; `nil` for all.
  public func coverage(
    _ period: ClosedRange<CivilDate>, asOf: CivilDate, only codes: Set<String>? = nil
  ) -> Coverage {
    let inside = entries.filter { period.contains($0.date) }
    let counted = inside.filter(\.standing.counts)
    let chosen = criteria.filter { codes?.contains($0.code) ?? true }
    return Coverage(
      from: period.lowerBound, to: period.upperBound, asOf: asOf, isTrial: isTrial,
      criteria: chosen.map { CriterionCount(self, $0, counted, period, asOf: asOf).coverage() },
      counted: counted, apart: inside.filter { !$0.standing.counts }, minutes: Self.minutes(counted),
      unreadable: unreadable)
  }

  private static func minutes(_ entries: [AiredEntry]) -> [Coverage.ZoneDay] {
    struct Key: Hashable {
      var date: CivilDate
      var zone: ZoneID
    }
    var days: [Key: Coverage.ZoneDay] = [:]
    for entry in entries {
      for zone in entry.zones {
        days[
          Key(date: entry.date, zone: zone),
          default: .init(date: entry.date, zone: zone, seconds: 0, entries: [])
        ].add(entry)
      }
    }
    return days.values.sorted { ($0.date, $0.zone) < ($1.date, $1.zone) }
  }
}

extension Coverage.ZoneDay {
  fileprivate mutating func add(_ entry: AiredEntry) {
    seconds += entry.seconds
    entries.append(entry.seq)
  }
}
