/// What the variables of a template stand for, as written; the normaliser reads it aloud.
struct TemplateValues {
  /// "ngày 5/12/2026".
  static func date(_ date: CivilDate) -> String {
    let (year, month, day) = date.components
    return "ngày \(day)/\(month)/\(year)"
  }

  static func weekday(_ date: CivilDate) -> String {
    switch date.weekday {
    case .monday: "thứ hai"
    case .tuesday: "thứ ba"
    case .wednesday: "thứ tư"
    case .thursday: "thứ năm"
    case .friday: "thứ sáu"
    case .saturday: "thứ bảy"
    case .sunday: "chủ nhật"
    }
  }

  /// "mùng 1 tháng Giêng năm Đinh Mùi"; `nil` beyond the calendar's range.
  static func lunar(_ date: CivilDate) -> String? {
    LunarCalendar.vietnamese.lunarDate(of: date)?.written
  }

  /// "7 giờ 30", "8 giờ".
  static func time(_ time: TimeOfDay) -> String {
    let minutes = time.secondsSinceMidnight / 60
    return minutes % 60 == 0 ? "\(minutes / 60) giờ" : "\(minutes / 60) giờ \(minutes % 60)"
  }

  /// A variable of the air date by its full name; `nil` where it has no value.
  static func ofDate(_ name: String, on date: CivilDate) -> String? {
    let lunar = LunarCalendar.vietnamese.lunarDate(of: date)
    switch name {
    case "date": return self.date(date)
    case "date.weekday": return weekday(date)
    case "date.year": return String(date.year)
    case "date.lunar": return lunar?.written
    case "date.lunar_year": return lunar.map { "\(Sexagenary.ofYear($0.year))" }
    // Greetings of December and of the months before Tết are for the year to come.
    case "date.new_year": return String(date.month >= 11 ? date.year + 1 : date.year)
    case "date.new_lunar_year":
      return lunar.map { "\(Sexagenary.ofYear($0.month >= 11 ? $0.year + 1 : $0.year))" }
    default: return nil
    }
  }

  /// `2026-12-05` or `5/12/2026`.
  static func parseDate(_ text: String) -> CivilDate? {
    if let date = CivilDate(text) { return date }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year > 999 else {
      return nil
    }
    return CivilDate(year: year, month: month, day: day)
  }

  /// `19:30`, `19h30`, `19h`.
  static func parseTime(_ text: String) -> TimeOfDay? {
    var text = text.replacing("h", with: ":").replacing("g", with: ":")
    if text.hasSuffix(":") { text += "00" }
    if text.firstIndex(of: ":") == text.index(text.startIndex, offsetBy: 1, limitedBy: text.endIndex) {
      text = "0" + text
    }
    return TimeOfDay(text)
  }

  /// `412`, `91,5`, `1.250`.
  static func isNumber(_ text: String) -> Bool {
    text.contains { $0.isNumber } && text.allSatisfy { "0123456789.,-".contains($0) }
  }
}
