/// "04/11/2025", "30/4", "15-11-2025", "ngày 4 tháng 4 năm 2026" (its month).
struct CalendarDate: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let day = line.value(i, digits: 2), (1...31).contains(day), line[i + 1].kind == .symbol,
      let separator = Optional(line[i + 1].symbol), separator == "/" || separator == "-" || separator == ".",
      let month = line.value(i + 2, digits: 2), (1...12).contains(month)
    else { return nil }
    let isTight = line.isGlued(i + 1) && line.isGlued(i + 2)
    guard isTight || separator == "/" && !line.isGlued(i + 2) == !line.isGlued(i + 1) else { return nil }

    var year: Int?
    var count = 3
    if line.isSymbol(i + 3, separator), line.isGlued(i + 3) == isTight,
      let written = line.value(i + 4, digits: 4)
    {
      guard line[i + 4].count == 4 || line[i + 4].count == 2 && separator == "/" else { return nil }
      guard line[i + 4].count == 2 || line.year(i + 4) != nil else { return nil }
      year = line[i + 4].count == 4 ? written : written < 60 ? 2000 + written : 1900 + written
      count = 5
      if line.isSymbol(i + 5, "/"), line.isGlued(i + 5), line.isGlued(i + 6) { return nil }
    } else {
      let isDotted = separator == "." && line.isWord(i - 1, in: CalendarDate.dayWord) && !line.isGlued(i + 3)
      guard isDotted || separator == "/" && isDayMonth(line, i, day, month) else { return nil }
    }
    let isLunar = (0..<3).contains { line.isWord(i + count + $0, in: Vocabulary.lunarMarks) }
    let before = line[i - 1]
    let isNamed = before.kind == .word && CalendarDate.named.contains(before.hash)
    if year != nil, !line.isPreceded(i, by: CalendarDate.lead, within: 10), !line.isSymbol(i - 1, "-") {
      speech.say("ngày")
    }
    sayDay(day, line, isLunar: isLunar, isNamed: isNamed, &speech)
    speech.say("tháng")
    speech.say(month: month, isLunar: isLunar)
    if let year {
      speech.say("năm")
      speech.cardinal(UInt64(year))
    }
    return Reading(count, .date, year == nil ? "ngày/tháng" : "ngày/tháng/năm")
  }

  private static let dayWord = WordSet("ngày")
  private static let named = WordSet("mùng mồng rằm")
  /// After these "ngày" is not said again.
  private static let lead = WordSet("ngày hôm sáng trưa chiều tối đêm mùng mồng rằm lễ nhật")

  private func sayDay(
    _ day: Int, _ line: Line, isLunar: Bool, isNamed: Bool, _ speech: inout SpeechWriter
  ) {
    if day <= 10, !isNamed, isLunar || line.settings.namesEarlyDays {
      speech.say(speech.words.earlyDay.rawValue)
    }
    speech.cardinal(UInt64(day))
  }

  /// Days that everybody knows without "ngày" before them.
  private static let anniversaries: Set<Int> = Set(
    [
      (1, 1), (3, 2), (14, 2), (27, 2), (8, 3), (10, 3), (26, 3), (30, 4), (1, 5), (7, 5), (15, 5), (19, 5),
      (1, 6),
      (5, 6), (21, 6), (26, 6), (28, 6), (11, 7), (20, 7), (27, 7), (28, 7), (19, 8), (2, 9), (10, 10),
      (13, 10), (14, 10),
      (15, 10), (20, 10), (9, 11), (18, 11), (20, 11), (24, 11), (1, 12), (6, 12), (22, 12),
    ].map { $0.0 * 100 + $0.1 })

  private static let dateEdges = WordSet("từ đến trước sau tới hết kể vào và tết kỷ mừng hoặc là")
  private static let yearAfter = WordSet("hằng hàng năm")

  private func isDayMonth(_ line: Line, _ i: Int, _ day: Int, _ month: Int) -> Bool {
    // "24/7" is around the clock unless a date is announced.
    if line.isWord(i - 1, in: Vocabulary.dayWords) { return true }
    if Fraction.isRoundTheClock(line, i) { return false }
    if line.isSymbol(i + 3, "/"), line.isGlued(i + 3) { return false }
    if line.isWord(i - 1, in: Fraction.addresses) { return false }
    if (0..<2).contains(where: { line.isWord(i + 3 + $0, in: Vocabulary.lunarMarks) }) { return true }
    if line.isWord(i + 3, in: CalendarDate.yearAfter), !line.isWord(i + 4, in: Vocabulary.counted) {
      return true
    }
    // No proper fraction.
    if CalendarDate.anniversaries.contains(day * 100 + month), day > month, !line.hasLeadingZero(i) {
      return true
    }
    if CalendarDate.anniversaries.contains(day * 100 + month),
      !line.hasLeadingZero(i) || line.hasLeadingZero(i + 2),
      !line.isWord(i + 3, in: Vocabulary.wholes), !line.isWord(i + 3, in: Vocabulary.counted)
    {
      return true
    }
    if line.isWord(i + 3, in: Vocabulary.wholes) || line.isWord(i + 3, in: Vocabulary.counted) {
      return false
    }
    if line.isWord(i - 1, in: CalendarDate.dateEdges) { return true }
    // "thứ Hai, 05/8"; "ngày 20/11, 21/11"; "20/11 - 25/11"; "ngày 20 và 21/11"
    if line.isPreceded(i, by: Vocabulary.dayWords, within: 5) { return true }
    if line.kind(i - 2) == .date || line.kind(i - 2) == .ordinal || line.kind(i - 2) == .time { return true }
    if line.isSymbol(i - 1, "-"), let first = line.value(i - 2, digits: 2), first < day { return true }
    if line.isSymbol(i + 3, "-"), line.isNumber(i + 4), line.isSymbol(i + 5, "/"), line.isNumber(i + 6) {
      return true
    }
    if line.isSymbol(i - 1, "("), line.isSymbol(i + 3, ")"), day > 12 { return true }
    return line.hasLeadingZero(i + 2) && line[i].count == 2
  }
}

extension SpeechWriter {
  /// Month 4 is "tư"; the first and last lunar months have names.
  mutating func say(month: Int, isLunar: Bool = false) {
    switch month {
    case 4: say("tư")
    case 1 where isLunar: say("giêng")
    case 12 where isLunar: say("chạp")
    default: cardinal(UInt64(month))
    }
  }
}
