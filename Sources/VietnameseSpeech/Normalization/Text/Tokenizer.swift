/// Cuts a line into tokens. Quotation marks, markup, zero-width characters, control characters and emoji make none.
struct Tokenizer {
  private let syllables = SyllableTable.shared

  func tokenize(_ text: [Unicode.Scalar], _ range: Range<Int>, into tokens: inout [Token]) {
    tokens.removeAll(keepingCapacity: true)
    var i = range.lowerBound
    var space = true
    while i < range.upperBound {
      let s = text[i]
      let lower = Letters.lowercased(s)
      if Letters.isLatin(lower) {
        i = word(text, i, range.upperBound, space, &tokens)
        space = false
      } else if Tokenizer.isDigit(s) {
        let start = i
        var hash = WordHash()
        while i < range.upperBound, Tokenizer.isDigit(text[i]) {
          hash.combine(text[i])
          i += 1
        }
        tokens.append(Token(kind: .number, start: start, end: i, spaceBefore: space, hash: hash))
        space = false
      } else {
        i = other(text, i, range.upperBound, &space, &tokens)
      }
    }
  }

  static func isDigit(_ s: Unicode.Scalar) -> Bool { (48...57).contains(s.value) }

  private func word(
    _ text: [Unicode.Scalar], _ start: Int, _ limit: Int, _ space: Bool, _ tokens: inout [Token]
  ) -> Int {
    var i = start
    var hash = WordHash()
    var uppers = 0
    while i < limit {
      let lower = Letters.lowercased(text[i])
      guard Letters.isLatin(lower) else { break }
      if lower != text[i] { uppers += 1 }
      hash.combine(lower)
      i += 1
    }
    var token = Token(kind: .word, start: start, end: i, spaceBefore: space, hash: hash)
    let firstIsUpper = Letters.lowercased(text[start]) != text[start]
    token.letterCase =
      uppers == 0
      ? .lower : uppers == i - start ? .upper : uppers == 1 && firstIsUpper ? .capitalized : .mixed
    token.syllable = syllables.lookUp(hash)
    tokens.append(token)
    return i
  }

  private func other(
    _ text: [Unicode.Scalar], _ start: Int, _ limit: Int, _ space: inout Bool, _ tokens: inout [Token]
  ) -> Int {
    let s = text[start]
    var i = start + 1
    func symbol(_ scalar: Unicode.Scalar) {
      tokens.append(Token(kind: .symbol, start: start, end: i, spaceBefore: space, symbol: scalar))
      space = false
    }
    switch s {
    case " ", "\u{A0}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}", "\u{3000}":
      space = true
    case "\"", "“", "”", "„", "‟", "«", "»", "`", "‘", "‹", "›", "‚":
      space = true
    case "*":
      // Multiplication only between digits; else markup.
      if start > 0, i < limit, Tokenizer.isDigit(text[start - 1]), Tokenizer.isDigit(text[i]) { symbol("×") }
    case "#": break
    case "~" where i < limit && text[i] == s: i += 1
    case "'", "’", "′", "″":
      if let last = tokens.last, last.kind == .number, !space {
        if i < limit, text[i] == s { i += 1 }
        symbol(s == "″" || i - start == 2 ? "″" : "′")
      } else if let last = tokens.last, last.kind == .word, i < limit,
        Letters.isLatin(Letters.lowercased(text[i]))
      {
        // An apostrophe inside a foreign or ethnic name binds: "Ka'li".
        _ = last
      } else {
        space = true
      }
    case ".", "…", "․":
      while i < limit, text[i] == "." || text[i] == "…" { i += 1 }
      symbol(i - start > 1 || s == "…" ? "…" : ".")
    case "-", "‐", "–", "—", "―", "−", "‒", "\u{AD}":
      if s == "\u{AD}" { break }
      while i < limit, "-–—".unicodeScalars.contains(text[i]) { i += 1 }
      symbol(i - start > 2 ? "|" : "-")
    case "_":
      while i < limit, text[i] == "_" { i += 1 }
      symbol(i - start > 1 ? "…" : "_")
    case "µ", "μ": symbol("µ")
    case "\u{2044}", "\u{2215}": symbol("/")
    case "\t", "\u{0B}", "\u{0C}", "\u{85}", "\r", "\u{2028}", "\u{2029}": symbol("|")
    case "<":
      if let end = tagEnd(text, i, limit) {
        i = end
        space = true
      } else {
        symbol("<")
      }
    case "&":
      if let (end, scalar) = entity(text, i, limit) {
        i = end
        if scalar == " " { space = true } else { symbol(scalar) }
      } else {
        symbol("&")
      }
    default:
      switch s.properties.generalCategory {
      case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .surrogate, .unassigned,
        .privateUse:
        break
      case .spaceSeparator, .lineSeparator, .paragraphSeparator: space = true
      case .otherSymbol where s != "°" && s != "₫":
        if Tokenizer.isBullet(s) { symbol("•") } else { space = true }
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
        .otherNumber:
        if s == "²" || s == "³" || s == "¹" {
          symbol(s)
        } else {
          i = foreign(text, start, limit, &space, &tokens)
        }
      default: symbol(Tokenizer.isBullet(s) ? "•" : s)
      }
    }
    return i
  }

  private func foreign(
    _ text: [Unicode.Scalar], _ start: Int, _ limit: Int, _ space: inout Bool, _ tokens: inout [Token]
  ) -> Int {
    var i = start + 1
    while i < limit, !Letters.isLatin(Letters.lowercased(text[i])), text[i].properties.isAlphabetic { i += 1 }
    tokens.append(Token(kind: .foreignScript, start: start, end: i, spaceBefore: space))
    space = false
    return i
  }

  private static func isBullet(_ s: Unicode.Scalar) -> Bool {
    switch s.value {
    case 0x2022, 0x2023, 0x2043, 0x00B7, 0x25A0...0x25FF, 0x2713...0x2718, 0x27A2, 0x2794...0x27BE, 0x2192:
      true
    default: false
    }
  }

  /// After "<": past the ">" of an HTML tag, `nil` where it is a less-than sign.
  private func tagEnd(_ text: [Unicode.Scalar], _ start: Int, _ limit: Int) -> Int? {
    var i = start
    if i < limit, text[i] == "/" || text[i] == "!" { i += 1 }
    guard i < limit, (0x41...0x7A).contains(text[i].value) else { return nil }
    while i < limit, i - start < 200 {
      if text[i] == ">" { return i + 1 }
      if text[i] == "<" { return nil }
      i += 1
    }
    return nil
  }

  /// After "&": the named HTML entities that pasting leaves behind.
  private func entity(_ text: [Unicode.Scalar], _ start: Int, _ limit: Int) -> (Int, Unicode.Scalar)? {
    for (name, scalar) in Tokenizer.entities {
      let end = start + name.count
      if end <= limit, text[start..<end].elementsEqual(name) { return (end, scalar) }
    }
    return nil
  }
  private static let entities: [([Unicode.Scalar], Unicode.Scalar)] = [
    ("nbsp;", " "), ("quot;", " "), ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("ndash;", "-"),
    ("mdash;", "-"),
  ].map { (Array($0.unicodeScalars), $1) }
}
