/// The mark at the head of a line: bullets (silent), "II.", "1.1.", "a)", "(1)".
struct Outline {
  struct Mark {
    /// The first token after the mark.
    var next: Int
    var role: Clause.Role
    /// Token range that was said, if any.
    var said: Range<Int>?
  }

  static func read(_ line: Line, into speech: inout SpeechWriter) -> Mark {
    var i = 0
    var role = Clause.Role.body
    while i < 4, isBullet(line, i) {
      i += 1
      role = .item
    }
    guard let length = marker(line, i) else { return Mark(next: i, role: role, said: nil) }
    let isParenthesis = line.isSymbol(i, "(")
    let first = isParenthesis ? i + 1 : i
    speech.beginPiece()
    if line.isNumber(first) {
      var j = first
      while j < i + length {
        if let value = line.value(j, digits: 3) {
          if j > first { speech.say("chấm") }
          speech.cardinal(UInt64(value))
        }
        j += 1
      }
      if role == .body { role = line.tokens.count <= 24 && !isParenthesis ? .heading : .item }
    } else if let value = RomanNumeral.value(
      line, first, anyCase: isParenthesis || line.isSymbol(first + 1, ")")),
      line[first].count > 1 || line[first].letterCase == .upper
    {
      speech.cardinal(UInt64(value))
      role = .heading
    } else if let letter = line.letter(first) {
      speech.say(LetterNames.name(letter))
      role = line[first].letterCase == .upper ? .heading : .item
    }
    speech.pause(.comma)
    return Mark(next: i + length, role: role, said: i..<i + length)
  }

  private static func isBullet(_ line: Line, _ i: Int) -> Bool {
    let token = line[i]
    guard token.kind == .symbol else {
      return line.letter(i) == "o" && line.isSymbol(i + 1, "|")
    }
    switch token.symbol {
    case "~" where line.isNumber(i + 1): return false
    case "•", "+", "-", "|", "…", ",", ".", ";", ":", ")", "]", "×", "→", "=", "~":
      if token.symbol == "+", line.isGlued(i + 1), line.value(i + 1, digits: 2) == 84 { return false }
      if token.symbol == "-" || token.symbol == "+", line.isGlued(i + 1), Dash.isBareQuantity(line, i + 1) {
        return false
      }
      return true
    default: return false
    }
  }

  /// Number of tokens of a mark that begins at `i`.
  private static func marker(_ line: Line, _ i: Int) -> Int? {
    if line.isSymbol(i, "("), line.isSymbol(i + 2, ")"), line[i + 3].kind != .none {
      let isShort =
        line.value(i + 1, digits: 2) != nil || line.letter(i + 1) != nil
        || RomanNumeral.value(line, i + 1, anyCase: true) != nil
      return isShort ? 3 : nil
    }
    if line.isNumber(i) { return numberMarker(line, i) }
    guard line.isWord(i), line[i + 2].kind != .none, line.isGlued(i + 1) || line.isSymbol(i + 1, "|") else {
      return nil
    }
    let close = line[i + 1]
    guard close.kind == .symbol else { return nil }
    let isRoman = RomanNumeral.value(line, i, anyCase: close.symbol == ")") != nil
    switch close.symbol {
    case ")":
      return isRoman || line.letter(i) != nil ? 2 : nil
    case ".", "-", ":", "|", "/":
      guard line[i + 2].spaceBefore || close.symbol == "|" else { return nil }
      if isRoman { return 2 }
      guard close.symbol != "|", close.symbol != ":", let letter = line.letter(i) else { return nil }
      return line[i].letterCase == .lower || "abcdđeg".unicodeScalars.contains(letter) ? 2 : nil
    default: return nil
    }
  }

  /// "1.", "1)", "1/", "1.2", "1.2.3." before words; not "1.250", "2.5 triệu" or a date.
  private static func numberMarker(_ line: Line, _ i: Int) -> Int? {
    guard line[i].count <= 3 else { return nil }
    var j = i + 1
    var parts = 1
    while parts < 6, line.isSymbol(j, "."), line.isGlued(j), line.isGlued(j + 1), line.isNumber(j + 1),
      line[j + 1].count <= 2
    {
      j += 2
      parts += 1
    }
    if line.isGlued(j), line.isNumber(j + 1), line.isGlued(j + 1) { return nil }
    let close = line[j]
    let isClosed =
      close.kind == .symbol && ".)/|:-".unicodeScalars.contains(close.symbol)
      && (line.isGlued(j) || close.symbol == "|")
    if isClosed, close.symbol == "." || line[j + 1].spaceBefore || close.symbol == ")" || close.symbol == "|"
    {
      if close.symbol == ":" && parts == 1 { return nil }
      // "5/ 12 hộ" and "5- 7" are no outline.
      if (close.symbol == "/" || close.symbol == "-"), line.isNumber(j + 1) { return nil }
      // "500. 000 đồng" is an amount with a stray space.
      if parts == 1, close.symbol == ".", line[j + 1].count == 3, line.hasLeadingZero(j + 1) { return nil }
      return line[j + 1].kind == .none ? nil : j + 1 - i
    }
    guard parts > 1, line[i].count <= 2, close.kind == .word, close.spaceBefore,
      close.letterCase == .capitalized || close.letterCase == .upper
    else { return nil }
    return j - i
  }
}
