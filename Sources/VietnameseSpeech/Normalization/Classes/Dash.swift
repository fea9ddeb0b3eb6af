/// A dash between numbers is "đến", before a bare quantity "âm", between words a rest, inside a compound nothing.
struct Dash: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i, "-") else { return nil }
    if line.isWord(i - 2, in: Dash.scoreNumber), line.isWord(i - 3, in: Dash.score), line.isNumber(i + 1) {
      return Reading(1, .symbol, "tỷ số")
    }
    if isHolidayPair(line, i) {
      speech.pause(.comma)
      return Reading(1, .symbol, "hai ngày lễ")
    }
    if isRange(line, i) {
      speech.say("đến")
      return Reading(1, .symbol, "gạch nối số")
    }
    if !line.isGlued(i), line.isGlued(i + 1), line.isNumber(i + 1), Dash.isBareQuantity(line, i + 1) {
      speech.say("âm")
      return Reading(1, .symbol, "dấu âm")
    }
    if !(line.isGlued(i) && line.isGlued(i + 1)) { speech.pause(.comma) }
    return Reading(1, .symbol, "gạch nối")
  }

  /// Number `i` with its decimals is all there is: "-5", "-2,5%", "-3°C", "-3 độ".
  static func isBareQuantity(_ line: Line, _ i: Int) -> Bool {
    guard let numeral = Numeral(line, i) else { return false }
    let after = line[numeral.next]
    if after.kind == .none || line.isWord(numeral.next, in: degree) { return true }
    return line.isSymbol(numeral.next, "°") || line.isSymbol(numeral.next, "%") && i > 1
      || line.letter(numeral.next) == "o"
      || i > 1 && after.kind == .symbol && (after.symbol == "," || after.symbol == "." || after.symbol == ")")
  }

  private static let degree = WordSet("độ oc")
  private static let starters = WordSet("tháng ngày thứ quý năm chủ mùng mồng hết nay")

  private func isRange(_ line: Line, _ i: Int) -> Bool {
    switch line.kind(i - 1) {
    case .cardinal, .date, .time, .quantity, .ordinal, .reference, .fraction: break
    case .roman: return RomanNumeral.value(line, i + 1, anyCase: false) != nil
    case .abbreviation where line.letter(i - 2) == "t" && line.isNumber(i - 1):
      // "T2-T6", "T2 - CN"
      return line.letter(i + 1) == "t" && line.isNumber(i + 2) || line.isWord(i + 1, in: Dash.sunday)
    case .word where line.isWord(i - 1, in: Dash.dayParts) && line.kind(i - 2) == .time:
      // "8h sáng - 5h chiều"
      return line.isNumber(i + 1) && (line.letter(i + 2) != nil || line.isSymbol(i + 2, ":"))
    case .word where line.isWord(i - 1, in: Dash.clocks):
      return line.isNumber(i - 2) && line.isNumber(i + 1)
    default:
      // "thứ Hai - thứ Sáu", "từ thứ 2 - thứ 6"
      return line.isWord(i - 2, in: Dash.ordinalWord) && line.isWord(i + 1, in: Dash.dayStarters)
    }
    if line.isWord(i + 1), line.isNumber(i + 2), line.isNumber(i - 1), line[i + 1].hash == line[i - 2].hash {
      // "tổ 1 - tổ 5"
      return true
    }
    if line.isNumber(i + 1) {
      // Another phone number, or the next item.
      return !(line.hasLeadingZero(i + 1) && line[i + 1].count > 4)
    }
    guard line.isWord(i + 1, in: Dash.starters) else { return false }
    return line.isNumber(i + 2) || line.kind(i - 1) == .ordinal || line.isWord(i + 1, in: Dash.dayStarters)
  }
  /// "30/4 - 1/5": two days, no span.
  private func isHolidayPair(_ line: Line, _ i: Int) -> Bool {
    line.value(i - 3, digits: 2) == 30 && line.isSymbol(i - 2, "/") && line.value(i - 1, digits: 2) == 4
      && line.value(i + 1, digits: 2) == 1 && line.isSymbol(i + 2, "/") && line.value(i + 3, digits: 2) == 5
      && !line.isPreceded(i - 3, by: Dash.spanWords, within: 2)
  }
  private static let spanWords = WordSet("từ")

  private static let score = WordSet("tỷ tỉ")
  private static let scoreNumber = WordSet("số")
  private static let dayParts = WordSet("sáng trưa chiều tối đêm")
  private static let clocks = WordSet("giờ phút")
  private static let ordinalWord = WordSet("thứ")
  private static let sunday = WordSet("cn")
  private static let dayStarters = WordSet("thứ chủ")
}
