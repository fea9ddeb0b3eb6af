/// A page of a wall calendar in plain text: solar and lunar dates, holidays and solar terms.
public struct WallCalendar: Sendable {
  private let span: CalendarSpan
  private let occurrences: [HolidayOccurrence]
  private let calendar = LunarCalendar.vietnamese

  /// - Parameter occurrences: the holidays to show; those outside of the span still mark their days off.
  public init(_ span: CalendarSpan, occurrences: [HolidayOccurrence]) {
    self.span = span
    self.occurrences = occurrences
  }

  /// Lines of at most 110 characters.
  public var text: String {
    var lines = [title, ""]
    for month in span.months { lines += page(month) + [""] }
    lines += ["* ngày lễ, ngày kỷ niệm   # ngày nghỉ   n tháng nhuận; âm lịch ghi ngày/tháng"]
    lines += span.accuracyNotes.flatMap { Self.wrap($0, width: 100) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var title: String {
    let year = span.year
    let previous = Sexagenary.ofYear(year - 1)
    guard let lunarYear = calendar.year(year) else { return "LỊCH NĂM \(year)" }
    let leap = lunarYear.leapMonth.map { ", nhuận \(LunarDate.monthName($0))" } ?? ""
    return
      "LỊCH NĂM \(year) · \(previous), từ \(lunarYear.newYear.dayMonth) là \(Sexagenary.ofYear(year))\(leap)"
  }

  private func page(_ month: Int) -> [String] {
    let first = CivilDate(year: span.year, month: month, day: 1)!
    let last = first + (CivilDate.daysIn(month: month, year: span.year) - 1)
    let lunarMonths = calendar.months(overlapping: first...last).map { lunar in
      let name = LunarDate(year: lunar.year, month: lunar.number, isLeapMonth: lunar.isLeap, day: 1).monthName
      return "\(name) \(Sexagenary.ofMonth(lunar.number, year: lunar.year)) (\(lunar.length) ngày)"
    }
    let header = ["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "CN"].map { Self.pad($0, 11) }.joined()
    var lines = [
      "THÁNG \(month)/\(span.year) · \(lunarMonths.joined(separator: ", "))", Self.trimEnd(header),
    ]
    var week = String(repeating: " ", count: 11 * (first.weekday.rawValue - 1))
    for number in first.dayNumber...last.dayNumber {
      let date = CivilDate(dayNumber: number)
      week += cell(date)
      if date.weekday == .sunday || date == last {
        lines.append(Self.trimEnd(week))
        week = ""
      }
    }
    return lines + events(first...last)
  }

  /// ` 6*#  1/1 `: 11 columns.
  private func cell(_ date: CivilDate) -> String {
    let isHoliday = occurrences.contains { $0.date == date }
    let isOff = occurrences.contains { $0.daysOff.contains(date) }
    let lunar = calendar.lunarDate(of: date).map { "\($0.day)/\($0.month)\($0.isLeapMonth ? "n" : "")" } ?? ""
    let solar = (date.day < 10 ? " " : "") + String(date.day) + (isHoliday ? "*" : "") + (isOff ? "#" : "")
    return Self.pad(Self.pad(solar, 5) + lunar, 11)
  }

  private func events(_ dates: ClosedRange<CivilDate>) -> [String] {
    var lines: [(date: CivilDate, text: String)] = occurrences.filter { dates.contains($0.date) }.map {
      ($0.date, $0.holiday.name + daysOff($0))
    }
    lines += span.solarTerms.filter { dates.contains($0.date) }.map { ($0.date, "tiết \($0.term.name)") }
    let order = lines.enumerated().sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
    return order.map(\.element).map { date, text in
      let lunar = calendar.lunarDate(of: date)?.written ?? ""
      return "  \(date.dayMonth)  \(Self.pad(date.weekday.vietnameseName, 9)) \(Self.pad(lunar, 38)) \(text)"
    }
  }

  private func daysOff(_ occurrence: HolidayOccurrence) -> String {
    let days = occurrence.daysOff
    guard let first = days.first, let last = days.last else { return "" }
    return first == last ? " (nghỉ)" : " (nghỉ \(first.dayMonth)–\(last.dayMonth))"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func trimEnd(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  private static func wrap(_ text: String, width: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      if lines[lines.count - 1].count + word.count >= width { lines.append("") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines
  }
}

extension Weekday {
  /// `thứ hai` … `chủ nhật`
  public var vietnameseName: String {
    ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"][rawValue - 1]
  }
}
