/// A solar year, or one month of it, of which a calendar is to be printed.
public struct CalendarSpan: Hashable, Sendable {
  public let year: Int
  /// 1…12; `nil` is the whole year.
  public let month: Int?

  /// `nil` where the lunar calendar does not reach (years 1900…2199) or there is no such month.
  public init?(year: Int, month: Int? = nil) {
    guard LunarCalendar.supportedYears.contains(year), (1...12).contains(month ?? 1) else { return nil }
    self.year = year
    self.month = month
  }

  public var months: ClosedRange<Int> { month.map { $0...$0 } ?? 1...12 }

  public var dates: ClosedRange<CivilDate> {
    let last = CivilDate.daysIn(month: months.upperBound, year: year)
    return CivilDate(year: year, month: months.lowerBound, day: 1)!...CivilDate(
      year: year, month: months.upperBound, day: last)!
  }

  /// The solar terms within the span, in order.
  public var solarTerms: [(term: SolarTerm, date: CivilDate)] {
    SolarTerm.allCases.map { ($0, $0.date(year: year)) }.filter { dates.contains($0.1) }
  }

  /// What a reader should know of the accuracy of these dates, in Vietnamese.
  public var accuracyNotes: [String] {
    var notes = [
      "Âm lịch tính theo thiên văn ở múi giờ UTC+7: sóc theo J. Meeus, Astronomical Algorithms, ch. 49 (sai số dưới 18 giây); "
        + "tiết khí theo ch. 25 và VSOP87 (dưới 30 giây); ΔT theo Espenak và Meeus 2006 (sau năm 2026 là dự báo)."
    ]
    if year < 1968 {
      notes.append(
        "Trước năm 1968, Việt Nam chưa dùng múi giờ UTC+7 cho âm lịch: đây là lịch tính lùi, có thể khác lịch đã dùng khi đó."
      )
    }
    for month in LunarCalendar.vietnamese.months(overlapping: dates)
    where abs(month.secondsFromMidnight) <= 60 {
      let seconds = Int(abs(month.secondsFromMidnight).rounded())
      let side = month.secondsFromMidnight < 0 ? "trước" : "sau"
      notes.append(
        "Sóc ngày \(month.firstDay.dayMonthYear) chỉ cách nửa đêm \(seconds) giây (\(side)): mùng 1 có thể lệch một ngày so với lịch khác."
      )
    }
    return notes
  }
}

extension CivilDate {
  /// `06/02`
  var dayMonth: String { "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)" }
  /// `06/02/2027`
  var dayMonthYear: String { "\(dayMonth)/\(year)" }
}
