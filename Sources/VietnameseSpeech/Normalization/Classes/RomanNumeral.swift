/// Roman numerals where the words before call for a number, or where the letters can be nothing else (III, XIV).
struct RomanNumeral: SemioticClass {
  let begins: Set<Token.Kind> = [.word]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let value = RomanNumeral.value(line, i, anyCase: false) else { return nil }
    if line.isGlued(i + 1), line.isNumber(i + 1) { return nil }
    guard isCalledFor(line, i) || cannotBeAnythingElse(line, i) else { return nil }
    if line.isWord(i - 1, in: RomanNumeral.ordinalWord), value == 1 || value == 4 {
      speech.say(value == 1 ? "nhất" : "tư")
    } else {
      speech.cardinal(UInt64(value))
    }
    return Reading(1, .roman, "số La Mã")
  }

  private static let ordinalWord = WordSet("thứ")
  private static let callers = WordSet(
    """
    phần quý chương mục khóa khoá kỳ thứ loại hạng cấp bậc vùng khu vực tập quyển kỷ lục nhóm hội lớp đoạn đợt mã chí \
    phiên tuyến tầng điều bảng độ quí cụm kì giải huân bước
    """)
  private static let joins = WordSet("và đến hoặc hay")

  private func isCalledFor(_ line: Line, _ i: Int) -> Bool {
    if line.isWord(i - 1, in: RomanNumeral.callers) { return true }
    let joined =
      line.isSymbol(i - 1, ",") || line.isSymbol(i - 1, "-") || line.isSymbol(i - 1, "/")
      || line.isWord(i - 1, in: RomanNumeral.joins)
    return joined && line.kind(i - 2) == .roman
  }

  private func cannotBeAnythingElse(_ line: Line, _ i: Int) -> Bool {
    guard line[i].count > 1, !line[i].isSyllable, !line.isSymbol(i + 1, ".") || !line.isGlued(i + 2) else {
      return false
    }
    return line.text(i).allSatisfy { $0 == "I" || $0 == "V" || $0 == "X" }
  }

  /// 1…89 for a canonical numeral of I, V, X, L; capitals only unless `anyCase`.
  static func value(_ line: Line, _ i: Int, anyCase: Bool) -> Int? {
    let token = line[i]
    guard token.kind == .word, token.count <= 8,
      token.letterCase == .upper || anyCase && token.letterCase == .lower
    else { return nil }
    var total = 0
    var previous = 0
    for scalar in line.text(i).reversed() {
      let digit: Int
      switch Letters.lowercased(scalar) {
      case "i": digit = 1
      case "v": digit = 5
      case "x": digit = 10
      case "l": digit = 50
      default: return nil
      }
      total += digit < previous ? -digit : digit
      previous = max(previous, digit)
    }
    guard (1...89).contains(total), token.count > 1 || total <= 10 else { return nil }
    return canonical(total).unicodeScalars.elementsEqual(line.text(i).map(Letters.lowercased)) ? total : nil
  }

  private static func canonical(_ value: Int) -> String {
    var rest = value
    var text = ""
    for (unit, name) in [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
      while rest >= unit {
        text += name
        rest -= unit
      }
    }
    return text
  }
}
