/// "tháng 10/2024", "10/2024", "tháng 4", "T10/2025", "tháng 9-10/2025"; and the day of "mùng 5", "ngày 5" where days 1–10 have
/// a name.
struct MonthYear: SemioticClass {
  let begins: Set<Token.Kind> = [.number, .word]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    if line.isWord(i) { return shortened(line, i, &speech) }
    if let day = line.value(i, digits: 2), (1...10).contains(day), line.isWord(i - 1, in: MonthYear.dayWord),
      !line.isWord(i - 2, in: MonthYear.perDay)
    {
      return earlyDay(line, i, day, &speech)
    }
    guard let month = line.value(i, digits: 2), (1...12).contains(month) else { return nil }
    let isAfterMonth = line.isWord(i - 1, in: MonthYear.monthWord)
    if line.isSymbol(i + 1, "/"), line.isGlued(i + 1) || isAfterMonth, let year = line.year(i + 2),
      !(line.isSymbol(i + 3, "/") && line.isGlued(i + 3))
    {
      if line.isWord(i - 1, in: MonthYear.numbered) {
        speech.cardinal(UInt64(month))
        if line.isWord(i - 1, in: MonthYear.numberWord) { speech.pause(.comma) }
      } else {
        if !isAfterMonth && !isRangeEnd(line, i) { speech.say("tháng") }
        speech.say(month: month)
      }
      speech.say("năm")
      speech.cardinal(UInt64(year))
      return Reading(3, .date, "tháng/năm")
    }
    guard isAfterMonth, !line.isWord(i + 1, in: Vocabulary.counted), !line.isSymbol(i + 1, "%") else {
      return nil
    }
    // "6 tháng 4 ngày" counts months.
    if line.isNumber(i - 2), !line.isWord(i - 3, in: Vocabulary.dayWords) { return nil }
    if line.isGlued(i + 1), line.isGlued(i + 2), line.isNumber(i + 2) { return nil }
    let isLunar = (1..<4).contains { line.isWord(i + $0, in: Vocabulary.lunarMarks) }
    speech.say(month: month, isLunar: isLunar)
    return Reading(1, .date, "tháng")
  }

  /// "T10/2025"
  private func shortened(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard line.letter(i) == "t", line[i].letterCase == .upper, line.isGlued(i + 1),
      let month = line.value(i + 1, digits: 2), (1...12).contains(month), line.isSymbol(i + 2, "/"),
      let year = line.year(i + 3)
    else { return nil }
    speech.say("tháng")
    speech.say(month: month)
    speech.say("năm")
    speech.cardinal(UInt64(year))
    return Reading(4, .date, "tháng/năm viết tắt")
  }

  private static let monthWord = WordSet("tháng")
  /// After these "1/2026" is the first of the year, not January.
  private static let numbered = WordSet("quý quí đợt kỳ số lần khóa khoá")
  private static let numberWord = WordSet("số")
  private static let dayWord = WordSet("ngày")
  private static let perDay = WordSet("mỗi một hai ba số")

  private func isRangeEnd(_ line: Line, _ i: Int) -> Bool {
    line.isSymbol(i - 1, "-") && line.kind(i - 2) == .date && line.isWord(i - 3, in: MonthYear.monthWord)
  }

  private func earlyDay(_ line: Line, _ i: Int, _ day: Int, _ speech: inout SpeechWriter) -> Reading? {
    // "ngày 5 tháng 3 (năm 2026) âm lịch"
    guard line.isWord(i + 1, in: MonthYear.monthWord) else { return nil }
    let isLunar = (3..<8).contains { line.isWord(i + $0, in: Vocabulary.lunarMarks) }
    guard isLunar || line.settings.namesEarlyDays else { return nil }
    speech.say(speech.words.earlyDay.rawValue)
    speech.cardinal(UInt64(day))
    return Reading(1, .date, "ngày mùng")
  }
}
