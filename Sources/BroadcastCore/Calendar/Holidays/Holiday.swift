/// A yearly holiday or day of remembrance (ngày lễ, ngày kỷ niệm), as read from a holiday file.
public struct Holiday: Hashable, Sendable, Identifiable {
  /// Lower-case Latin letters, digits and hyphens: `tet-nguyen-dan`.
  public let id: String
  /// As announced: `Tết Nguyên đán`.
  public let name: String
  public let rule: HolidayRule
  /// Whether it is one of the "ngày lễ lớn" of Nghị định 145/2013/NĐ-CP, Điều 4.
  public let isMajor: Bool
  /// Whether it is kept where a station says nothing else; see `HolidaySwitches`.
  public let isObserved: Bool
  /// The days off work, counted from the day itself (0): `[-1, 0, 1, 2, 3]`; empty for a working day.
  public let daysOff: [Int]
  /// The first date on which it counts; `nil` for "as far back as the calendar goes".
  public let inForceFrom: CivilDate?
  /// The law or custom it rests on.
  public let source: String
  /// What an operator should know; `†` marks what was not read in the primary text.
  public let note: String?
}

/// How the date of a holiday follows from the year.
public enum HolidayRule: Hashable, Sendable {
  /// A day of the solar calendar (dương lịch).
  case solar(day: Int, month: Int)
  /// A day of the lunar calendar (âm lịch), never in a leap month; day −1 is the last of the month (29 or 30).
  case lunar(day: Int, month: Int)
  /// The nth weekday of a solar month; −1 is the last.
  case weekday(ordinal: Int, Weekday, month: Int)

  /// The date in a solar year, or for a lunar rule in the lunar year of that number; `nil` where the year has no such
  /// day (29 February, a 30th of a short lunar month, a fifth Sunday) or the calendar does not reach.
  public func date(year: Int, calendar: LunarCalendar = .vietnamese) -> CivilDate? {
    switch self {
    case .solar(let day, let month):
      return CivilDate(year: year, month: month, day: day)
    case .lunar(let day, let month):
      guard day < 0 else { return calendar.civilDate(of: LunarDate(year: year, month: month, day: day)) }
      return calendar.lastDay(ofMonth: month, year: year)
    case .weekday(let ordinal, let weekday, let month):
      return CivilDate(year: year, month: month, ordinal: ordinal, weekday: weekday)
    }
  }

  public var isLunar: Bool {
    if case .lunar = self { true } else { false }
  }
}

extension CivilDate {
  /// The nth weekday of a month, counted from its end where `ordinal` is negative; `nil` where there is none.
  public init?(year: Int, month: Int, ordinal: Int, weekday: Weekday) {
    guard ordinal != 0, abs(ordinal) <= 5 else { return nil }
    let length = CivilDate.daysIn(month: month, year: year)
    guard let edge = CivilDate(year: year, month: month, day: ordinal > 0 ? 1 : length) else { return nil }
    let lack =
      ordinal > 0
      ? (weekday.rawValue - edge.weekday.rawValue + 7) % 7 + 7 * (ordinal - 1)
      : -((edge.weekday.rawValue - weekday.rawValue + 7) % 7) + 7 * (ordinal + 1)
    let date = edge + lack
    guard date.month == month else { return nil }
    self = date
  }
}
