/// A recurrence by the lunar calendar: "mùng 1 và rằm hằng tháng", "15/7 âm lịch hằng năm".
public struct LunarRecurrence: Hashable, Sendable, Codable {
  /// What to do in a year that has the month twice.
  public enum LeapMonths: String, CaseIterable, Sendable, Codable {
    /// Only in the regular month, as death-days and festivals are kept.
    case regular
    /// Only in the leap month of a year that has it, else in the regular one.
    case leap
    /// In both.
    case both
  }

  /// What to do where a month of 29 days lacks the 30th.
  public enum MissingDay: String, CaseIterable, Sendable, Codable {
    case skip
    /// The last day of the month instead.
    case lastDay
  }

  /// 1…12; `nil` is every month.
  public let month: Int?
  /// 1…30, or −1…−30 from the end of the month.
  public let days: [Int]
  public let leapMonths: LeapMonths
  public let missingDay: MissingDay

  /// `nil` where a number is out of range or there is no day.
  public init?(
    month: Int? = nil, days: [Int], leapMonths: LeapMonths? = nil, missingDay: MissingDay = .skip
  ) {
    guard (1...12).contains(month ?? 1), !days.isEmpty, days.allSatisfy({ (1...30).contains(abs($0)) }) else {
      return nil
    }
    self.month = month
    self.days = days
    self.leapMonths = leapMonths ?? (month == nil ? .both : .regular)
    self.missingDay = missingDay
  }

  /// Mùng 1 và rằm, the first and fifteenth of every month, leap months too.
  public static let firstAndFullMoon = LunarRecurrence(days: [1, 15])!

  /// The dates within a range, in order and without repeats; none beyond the calendar's years.
  public func dates(in dates: ClosedRange<CivilDate>, calendar: LunarCalendar = .vietnamese) -> [CivilDate] {
    calendar.months(overlapping: dates).flatMap { month in
      allows(month, calendar) ? self.dates(in: month).filter(dates.contains) : []
    }
  }

  private func allows(_ candidate: LunarMonth, _ calendar: LunarCalendar) -> Bool {
    guard month == nil || candidate.number == month else { return false }
    switch leapMonths {
    case .both: return true
    case .regular: return !candidate.isLeap
    case .leap: return candidate.isLeap || calendar.year(candidate.year)?.leapMonth != candidate.number
    }
  }

  private func dates(in month: LunarMonth) -> [CivilDate] {
    let found = days.compactMap { day -> Int? in
      let day = day > 0 ? day : month.length + 1 + day
      if (1...month.length).contains(day) { return day }
      return day > 0 && missingDay == .lastDay ? month.length : nil
    }
    return Set(found).sorted().map { month.firstDay + ($0 - 1) }
  }
}

extension LunarRecurrence: CustomStringConvertible {
  /// `mùng 1, rằm hằng tháng (âm lịch)`, `rằm tháng Bảy hằng năm (âm lịch)`.
  public var description: String {
    let names = days.map { day in
      switch day {
      case -1: "ngày cuối tháng"
      case ..<0: "ngày thứ \(-day) từ cuối tháng"
      default: LunarDate(year: 0, month: month ?? 1, day: day).writtenDay
      }
    }
    let when = month.map { "\(LunarDate.monthName($0)) hằng năm" } ?? "hằng tháng"
    let leap =
      switch leapMonths {
      case .both: month == nil ? "" : ", cả tháng nhuận"
      case .regular: month == nil ? ", trừ tháng nhuận" : ""
      case .leap: ", vào tháng nhuận nếu có"
      }
    return "\(names.joined(separator: ", ")) \(when) (âm lịch\(leap))"
  }
}
