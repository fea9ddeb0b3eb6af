/// One month of the lunar calendar: which it is, when it starts and how long it is.
public struct LunarMonth: Hashable, Sendable {
  /// The lunar year, numbered by the solar year in which its Tết falls.
  public let year: Int
  /// 1…12.
  public let number: Int
  /// Whether it is the inserted month (tháng nhuận), which repeats the number before it.
  public let isLeap: Bool
  /// The local date of the new moon, mùng 1.
  public let firstDay: CivilDate
  /// 29 (tháng thiếu) or 30 (tháng đủ).
  public let length: Int

  public var lastDay: CivilDate { firstDay + (length - 1) }
}

/// The twelve or thirteen months of one lunar year.
public struct LunarYear: Hashable, Sendable {
  public let number: Int
  public let months: [LunarMonth]

  /// Mùng 1 tháng Giêng, the first day of Tết.
  public var newYear: CivilDate { months[0].firstDay }
  /// The day whose evening is Giao thừa: the 29th or the 30th of Chạp.
  public var lastDay: CivilDate { months[months.count - 1].lastDay }
  /// The number that is used twice, `nil` in a common year.
  public var leapMonth: Int? { months.first(where: \.isLeap)?.number }

  public func month(_ number: Int, leap: Bool = false) -> LunarMonth? {
    months.first { $0.number == number && $0.isLeap == leap }
  }
}
