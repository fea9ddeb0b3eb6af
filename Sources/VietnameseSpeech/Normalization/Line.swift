/// A line under reading: what the rules may look at. Positions outside it hold `Token.none`.
struct Line {
  let scalars: [Unicode.Scalar]
  var tokens: [Token] = []
  let settings: NormalizationSettings
  let lexicon: Lexicon
  /// Nearly all letters are capitals: an abbreviation that is also a word is then the word.
  var isCapitals = false
  var mayHoldAddress = false
  /// What each token was read as, filled as the reading goes on; for rules that look back.
  var kinds: [SpokenToken.Kind?] = []

  subscript(i: Int) -> Token { i >= 0 && i < tokens.count ? tokens[i] : .none }

  func text(_ i: Int) -> ArraySlice<Unicode.Scalar> { scalars[self[i].start..<self[i].end] }

  func kind(_ i: Int) -> SpokenToken.Kind? { i >= 0 && i < kinds.count ? kinds[i] : nil }

  func isNumber(_ i: Int) -> Bool { self[i].kind == .number }
  func isWord(_ i: Int) -> Bool { self[i].kind == .word }
  func isWord(_ i: Int, in set: WordSet) -> Bool { self[i].kind == .word && set.contains(self[i].hash) }
  func isSymbol(_ i: Int, _ s: Unicode.Scalar) -> Bool { self[i].kind == .symbol && self[i].symbol == s }

  /// Token `i` follows the one before it without a space.
  func isGlued(_ i: Int) -> Bool { i > 0 && i < tokens.count && !tokens[i].spaceBefore }

  /// A number of at most `digits` digits, by its value.
  func value(_ i: Int, digits: Int = 18) -> Int? {
    guard isNumber(i), self[i].count <= digits, digits <= 18 else { return nil }
    return text(i).reduce(0) { $0 * 10 + Int($1.value) - 48 }
  }

  func hasLeadingZero(_ i: Int) -> Bool { isNumber(i) && self[i].count > 1 && scalars[self[i].start] == "0" }

  /// Whether one of the `reach` tokens before `i` is in `set`, not looking past the end of a sentence or clause.
  func isPreceded(_ i: Int, by set: WordSet, within reach: Int) -> Bool {
    var j = i - 1
    while j >= 0, i - j <= reach {
      if self[j].kind == .symbol, [".", ";", "?", "!", "|"].contains(self[j].symbol) { return false }
      if isWord(j, in: set) { return true }
      j -= 1
    }
    return false
  }

  /// The single letter of a one-letter word, lower case.
  func letter(_ i: Int) -> Unicode.Scalar? {
    isWord(i) && self[i].count == 1 ? Letters.lowercased(scalars[self[i].start]) : nil
  }

  /// A four-digit year 1800…2199.
  func year(_ i: Int) -> Int? {
    guard self[i].count == 4, let value = value(i, digits: 4), (1800...2199).contains(value) else {
      return nil
    }
    return value
  }
}
