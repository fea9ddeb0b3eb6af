internal import Foundation

/// Counts one criterion.
struct CriterionCount {
  let input: CoverageInput
  let criterion: Criterion
  let period: ClosedRange<CivilDate>
  let asOf: CivilDate
  /// In force and not still to come.
  let span: ClosedRange<CivilDate>?
  /// Airings that count and name the criterion as theirs; those that only help.
  let direct: [AiredEntry]
  let supporting: [AiredEntry]
  let required: [ZoneID]

  init(
    _ input: CoverageInput, _ criterion: Criterion, _ counted: [AiredEntry], _ period: ClosedRange<CivilDate>,
    asOf: CivilDate
  ) {
    self.input = input
    self.criterion = criterion
    self.period = period
    self.asOf = asOf
    let inForce = criterion.inForce(in: period)
    span = inForce.flatMap { $0.lowerBound <= asOf ? $0.lowerBound...min($0.upperBound, asOf) : nil }
    let code = criterion.code
    let valid = counted.filter { inForce?.contains($0.date) ?? false }
    direct = valid.filter { $0.criteria.contains(code) }
    supporting = valid.filter { !$0.criteria.contains(code) && $0.supporting.contains(code) }
    let all = input.station.zones.map(\.id)
    let own = Set(input.announcements.filter { $0.purpose.criteria.contains(code) }.map(\.id))
    let aimed = input.programmes.reduce(into: Set<ZoneID>()) { zones, programme in
      if case .announcement(let id) = programme.content, own.contains(id) { zones.formUnion(programme.zones) }
    }
    required = aimed.isEmpty ? all : all.filter(aimed.contains)
  }

  func coverage() -> CriterionCoverage {
    var seen: [String: Int] = [:]
    for entry in direct { seen[entry.broadcast] = max(seen[entry.broadcast] ?? 0, entry.seconds) }
    let zones = direct.reduce(into: Set<ZoneID>()) { $0.formUnion($1.zones) }
    let worst = worstGap()
    var result = CriterionCoverage(
      criterion: criterion, span: span, entries: direct.map(\.seq), supporting: supporting.map(\.seq),
      broadcasts: seen.keys.sorted(), dates: Set(direct.map(\.date)).sorted(),
      zones: input.station.zones.map(\.id).filter(zones.contains), required: required,
      seconds: seen.values.reduce(0, +), longestGapDays: worst?.gaps.longest, worstZone: worst?.zone,
      longestGap: worst?.gaps.longestSpan, disclosures: [], greetings: [], meetings: [], shortfalls: [],
      isSatisfied: false)
    // A row that broadcasts only help is never satisfied by them, whatever an announcement claims.
    guard criterion.role == .direct else {
      result.shortfalls = [
        Shortfall(
          kind: .onlySupporting,
          text: "Phát thanh chỉ hỗ trợ tiêu chí này; cần minh chứng khác (văn bản, hình ảnh, biên bản).",
          proposal: nil)
      ]
      return result
    }
    result.disclosures = disclosures()
    result.greetings = greetings()
    result.meetings = meetings()
    result.shortfalls = shortfalls(of: result)
    result.isSatisfied = span != nil && !direct.isEmpty && result.shortfalls.isEmpty
    return result
  }

  // MARK: Frequency

  private func worstGap() -> (zone: ZoneID, gaps: DateGaps)? {
    guard let span, !direct.isEmpty else { return nil }
    var dates: [ZoneID: Set<CivilDate>] = [:]
    for entry in direct { for zone in entry.zones { dates[zone, default: []].insert(entry.date) } }
    return required.map { ($0, DateGaps(dates[$0] ?? [], in: span)) }
      .max { ($0.1.longest ?? .max) < ($1.1.longest ?? .max) }
  }

  // MARK: Luật 10/2022/QH15, Điều 13 khoản 3

  private func disclosures() -> [CriterionCoverage.Disclosure] {
    struct Key: Hashable, Comparable {
      var announcement: String
      var content: String
      static func < (a: Key, b: Key) -> Bool { (a.announcement, a.content) < (b.announcement, b.content) }
    }
    var groups = Dictionary(
      grouping: direct.filter(\.isThreeDays), by: { Key(announcement: $0.announcement, content: $0.content) })
    // What was to begin in the span and was not heard at all is missing too.
    for programme in input.programmes {
      guard case .inARow(let from, _) = programme.days, let span, span.contains(from),
        case .announcement(let id) = programme.content,
        let announcement = input.announcements.first(where: { $0.id == id }),
        announcement.purpose.criteria.contains(criterion.code),
        !groups.keys.contains(where: { $0.announcement == id })
      else { continue }
      groups[Key(announcement: id, content: announcement.contentHash)] = []
    }
    return groups.sorted { $0.key < $1.key }.map { key, entries in
      // A run may begin before the period or end after it.
      let all = input.entries.filter {
        $0.standing.counts && $0.announcement == key.announcement && $0.content == key.content
      }
      let zones = zonesToTell(key.announcement)
      let runs = zones.map { zone in
        let days = Set(all.filter { $0.zones.contains(zone) }.map(\.date)).sorted()
        return Self.longestRun(zone, days)
      }
      let title =
        input.announcements.first { $0.id == key.announcement }?.title ?? entries.first?.title
        ?? key.announcement
      return .init(
        announcement: key.announcement, content: key.content, title: title, needed: Programme.daysInARow,
        runs: runs, entries: entries.map(\.seq))
    }
  }

  /// The law knows no exceptions: where no programme says which zones, all.
  private func zonesToTell(_ announcement: String) -> [ZoneID] {
    let zones = input.programmes.filter { $0.content == .announcement(announcement) }
      .reduce(into: Set<ZoneID>()) { $0.formUnion($1.zones) }
    let all = input.station.zones.map(\.id)
    return zones.isEmpty ? all : all.filter(zones.contains)
  }

  static func longestRun(_ zone: ZoneID, _ days: [CivilDate]) -> CriterionCoverage.ZoneRun {
    var best = CriterionCoverage.ZoneRun(zone: zone, days: 0, first: nil)
    var length = 0
    for (index, day) in days.enumerated() {
      length = index > 0 && days[index - 1] + 1 == day ? length + 1 : 1
      if length > best.days { best = .init(zone: zone, days: length, first: day - (length - 1)) }
    }
    return best
  }

  // MARK: Greetings

  private func greetings() -> [CriterionCoverage.Greeting] {
    let announced = input.announcements.contains {
      $0.purpose.holiday != nil && $0.purpose.criteria.contains(criterion.code)
    }
    guard announced || direct.contains(where: { $0.holiday != nil }),
      let inForce = criterion.inForce(in: period)
    else { return [] }
    let switches = HolidaySwitches(isOn: input.station.greetings?.switches ?? [:])
    return input.holidays.occurrences(in: inForce).compactMap { occurrence in
      let holiday = occurrence.holiday
      // "Năm mới, các ngày lễ lớn": Tết Dương lịch is no "ngày lễ lớn" of the decree, but a new year.
      guard holiday.isMajor || holiday.id == "tet-duong-lich", switches.keeps(holiday) else { return nil }
      let rule = input.station.greetings.map { $0.exceptions[holiday.id] ?? $0.rule }
      let days = Set((rule?.days ?? []) + [0]).map { occurrence.date + $0 }
      let entries = direct.filter { $0.holiday == holiday.id && days.contains($0.date) }
      let heard = entries.reduce(into: Set<ZoneID>()) { $0.formUnion($1.zones) }
      let missing = input.station.zones.map(\.id).filter { !heard.contains($0) }
      let state: CriterionCoverage.Greeting.State =
        missing.isEmpty
        ? .greeted : occurrence.date > asOf ? .ahead : heard.isEmpty ? .missed : .partly
      return .init(
        holiday: holiday.id, name: holiday.name, date: occurrence.date, missing: missing,
        entries: entries.map(\.seq), state: state)
    }
  }

  // MARK: Meetings

  private func meetings() -> [CriterionCoverage.Meeting] {
    let own = Set(input.announcements.filter { $0.purpose.criteria.contains(criterion.code) }.map(\.id))
    var reminded: [String: Bool] = [:]
    for programme in input.programmes {
      guard case .before(let event, _) = programme.days, case .announcement(let id) = programme.content else {
        continue
      }
      reminded[event] = (reminded[event] ?? false) || own.contains(id)
    }
    let aired = Set(direct.compactMap(\.communityEvent))
    let isAboutMeetings = reminded.values.contains(true) || !aired.isEmpty
    let zone = input.station.foundationTimeZone
    return input.events.filter { event in
      guard criterion.inForce(in: period)?.contains(event.date) ?? false else { return false }
      // An event that nothing reminds of is missing wherever meetings are the criterion's matter.
      return aired.contains(event.id) || (reminded[event.id] ?? isAboutMeetings)
    }.map { event in
      let begins = LocalTime(WallTime(local: event.date, event.time, in: zone), in: zone)
      let entries = direct.filter {
        $0.communityEvent == event.id
          && ($0.date < event.date || ($0.date == event.date && $0.time < begins.time.withSeconds))
      }
      let heard = entries.reduce(into: Set<ZoneID>()) { $0.formUnion($1.zones) }
      let missing = event.zones.filter { !heard.contains($0) }
      return .init(
        event: event.id, title: event.title, date: event.date, zones: event.zones, missing: missing,
        entries: entries.map(\.seq), isAhead: event.date > asOf)
    }
  }
}

extension TimeOfDay {
  /// Always `HH:MM:SS`, so that texts compare as times do.
  var withSeconds: String { String((description + ":00").prefix(8)) }
}
