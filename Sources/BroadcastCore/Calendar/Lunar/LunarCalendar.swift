/// The Vietnamese lunisolar calendar (âm lịch) of the lunar years 1900…2199.
///
/// Rules: a month starts on the local date of the new moon; the winter solstice (đông chí) falls in month 11; when
/// thirteen months lie between two months 11, the first without a major solar term (trung khí) is the leap month. The
/// meridian is 105°E, UTC+7, official since 1968 (decision 121-CP of 8 August 1967); earlier years are proleptic.
public struct LunarCalendar: Sendable {
  /// The calendar of Viet Nam.
  public static let vietnamese = LunarCalendar(meridianHours: 7)

  /// The lunar years that can be asked for.
  public static let supportedYears = 1900...2199

  /// Every month, one after the other without a gap.
  let months: [LunarMonth]
  /// Where the months of each supported year lie in `months`.
  private let yearRanges: [Range<Int>]

  /// - Parameter meridianHours: hours east of UTC by whose midnight a day begins; 8 gives the Chinese calendar.
  init(meridianHours: Double) {
    let months = LunarMonthBuilder(meridianHours: meridianHours).months(
      fromWinterSolsticeOf: Self.supportedYears.lowerBound - 2,
      throughWinterSolsticeOf: Self.supportedYears.upperBound + 1)
    // Whole years only, and the end of 1899, in which January 1900 lies.
    self.months = months.filter {
      $0.year <= Self.supportedYears.upperBound && $0.lastDay.year >= Self.supportedYears.lowerBound
    }
    let all = self.months
    yearRanges = Self.supportedYears.map { year in
      let first = all.partitioningIndex { $0.year >= year }
      return first..<all.partitioningIndex { $0.year > year }
    }
  }

  /// The solar dates that can be converted: 1 January 1900 to the last day of the lunar year 2199.
  public var supportedDates: ClosedRange<CivilDate> {
    CivilDate(year: Self.supportedYears.lowerBound, month: 1, day: 1)!...months[months.count - 1].lastDay
  }

  /// `nil` outside of `supportedYears`.
  public func year(_ number: Int) -> LunarYear? {
    guard Self.supportedYears.contains(number) else { return nil }
    let range = yearRanges[number - Self.supportedYears.lowerBound]
    return LunarYear(number: number, months: Array(months[range]))
  }

  /// The month in which a solar date lies; `nil` outside of `supportedDates`.
  public func month(containing date: CivilDate) -> LunarMonth? {
    guard supportedDates.contains(date) else { return nil }
    return months[months.partitioningIndex { $0.firstDay > date } - 1]
  }

  /// The months that share a day with a range of solar dates, in order.
  public func months(overlapping dates: ClosedRange<CivilDate>) -> ArraySlice<LunarMonth> {
    let first = months.partitioningIndex { $0.lastDay >= dates.lowerBound }
    let end = months.partitioningIndex { $0.firstDay > dates.upperBound }
    return months[first..<max(first, end)]
  }

  /// Solar to lunar; `nil` outside of `supportedDates`.
  public func lunarDate(of date: CivilDate) -> LunarDate? {
    guard let month = month(containing: date) else { return nil }
    return LunarDate(
      year: month.year, month: month.number, isLeapMonth: month.isLeap,
      day: date.dayNumber - month.firstDay.dayNumber + 1)
  }

  /// Lunar to solar; `nil` where there is no such lunar date (no such leap month, a 30th in a month of 29 days) or the
  /// year is outside of `supportedYears`.
  public func civilDate(of lunar: LunarDate) -> CivilDate? {
    guard let month = month(lunar.month, leap: lunar.isLeapMonth, year: lunar.year),
      (1...month.length).contains(lunar.day)
    else { return nil }
    return month.firstDay + (lunar.day - 1)
  }

  private func month(_ number: Int, leap: Bool, year: Int) -> LunarMonth? {
    // Of 1899 there is only its end, which lies in 1900.
    let range =
      Self.supportedYears.contains(year)
      ? yearRanges[year - Self.supportedYears.lowerBound] : 0..<yearRanges[0].lowerBound
    return months[range].first { $0.year == year && $0.number == number && $0.isLeap == leap }
  }

  /// The last day of a lunar month, never of a leap one; `nil` where the calendar does not reach.
  func lastDay(ofMonth number: Int, year: Int) -> CivilDate? {
    month(number, leap: false, year: year)?.lastDay
  }
}

extension Array {
  /// The first index at which `belongs` holds, given that it holds from some index on; binary search.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
