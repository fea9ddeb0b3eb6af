/// All holidays known to a station: those shipped with the program, as changed by the station's own file.
public struct HolidayCatalogue: Hashable, Sendable {
  /// In the order of the file.
  public let holidays: [Holiday]
  /// The date on which the data were last changed.
  public let revised: CivilDate

  public init(holidays: [Holiday], revised: CivilDate) {
    self.holidays = holidays
    self.revised = revised
  }

  /// Where no holiday matters, or none could be read.
  public static let empty = HolidayCatalogue(holidays: [], revised: CivilDate(dayNumber: 0))

  /// The holidays of Viet Nam shipped in the program (`holidays.yaml`).
  public static func standard() throws(ConfigurationError) -> HolidayCatalogue {
    try HolidayCatalogue(
      yaml: String(decoding: PackageResources.holidays_yaml, as: UTF8.self), file: "holidays.yaml")
  }

  /// This catalogue with the holidays of another put in place of those of the same identifier, new ones at the end.
  public func overridden(by other: HolidayCatalogue) -> HolidayCatalogue {
    var replacements = Dictionary(uniqueKeysWithValues: other.holidays.map { ($0.id, $0) })
    let kept = holidays.map { replacements.removeValue(forKey: $0.id) ?? $0 }
    let added = other.holidays.filter { replacements[$0.id] != nil }
    return HolidayCatalogue(holidays: kept + added, revised: max(revised, other.revised))
  }

  public subscript(id id: Holiday.ID) -> Holiday? { holidays.first { $0.id == id } }

  /// The holidays that fall within the dates, in order of date and then of the file; also those switched off, which
  /// `HolidaySwitches.keeps` tells apart.
  public func occurrences(
    in dates: ClosedRange<CivilDate>, calendar: LunarCalendar = .vietnamese
  ) -> [HolidayOccurrence] {
    holidays.flatMap { occurrences(of: $0, in: dates, calendar: calendar) }
      .enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map(\.element)
  }

  /// The occurrences of one holiday within the dates, in order.
  public func occurrences(
    of holiday: Holiday, in dates: ClosedRange<CivilDate>, calendar: LunarCalendar = .vietnamese
  ) -> [HolidayOccurrence] {
    // The end of a lunar year lies in the next solar year.
    (dates.lowerBound.year - 1...dates.upperBound.year).compactMap { year in
      guard let date = holiday.rule.date(year: year, calendar: calendar), dates.contains(date),
        holiday.inForceFrom.map({ $0 <= date }) ?? true
      else { return nil }
      return HolidayOccurrence(holiday: holiday, date: date, lunarDate: calendar.lunarDate(of: date))
    }
  }

  /// The occurrences of one solar year.
  public func occurrences(year: Int, calendar: LunarCalendar = .vietnamese) -> [HolidayOccurrence] {
    guard let first = CivilDate(year: year, month: 1, day: 1),
      let last = CivilDate(year: year, month: 12, day: 31)
    else { return [] }
    return occurrences(in: first...last, calendar: calendar)
  }
}
