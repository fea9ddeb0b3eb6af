/// A date of the Vietnamese lunisolar calendar (ngày âm lịch).
public struct LunarDate: Hashable, Sendable {
  /// The lunar year, numbered by the solar year in which its Tết falls.
  public var year: Int
  /// 1 (tháng Giêng) … 12 (tháng Chạp).
  public var month: Int
  /// Whether this is the month inserted after the one of the same number (tháng nhuận).
  public var isLeapMonth: Bool
  /// 1…30.
  public var day: Int

  public init(year: Int, month: Int, isLeapMonth: Bool = false, day: Int) {
    self.year = year
    self.month = month
    self.isLeapMonth = isLeapMonth
    self.day = day
  }
}

extension LunarDate: Comparable {
  public static func < (a: LunarDate, b: LunarDate) -> Bool {
    (a.year, a.month, a.isLeapMonth ? 1 : 0, a.day) < (b.year, b.month, b.isLeapMonth ? 1 : 0, b.day)
  }
}

extension LunarDate: CustomStringConvertible {
  /// `15/7/2025`, or `15/6n/2025` in a leap month, the way wall calendars abbreviate "nhuận".
  public var description: String { "\(day)/\(month)\(isLeapMonth ? "n" : "")/\(year)" }
}
