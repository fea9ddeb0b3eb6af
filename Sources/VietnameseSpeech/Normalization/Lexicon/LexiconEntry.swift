/// A spelling and what is said for it.
struct LexiconEntry: Sendable {
  /// The spelling as in the file.
  var written: String
  var kind: SpokenToken.Kind
  /// In the order of the file; the first whose conditions hold is said.
  var alternatives: [Alternative]
  var source: String
  var line: Int

  struct Alternative: Sendable {
    var spoken: String
    /// One of these comes next, or the list is empty.
    var followedBy: [Phrase] = []
    /// One of these comes before, or the list is empty.
    var precededBy: [Phrase] = []
    var line: Int
  }

  /// Words around an entry, as a condition.
  struct Phrase: Sendable {
    var text: String
    var terms: [Term]
  }

  enum Term: Hashable, Sendable {
    case token(UInt64)
    /// `<tên>`: a capitalised word.
    case name
    /// `<số>`.
    case number
    /// `<số ngắn>`: at most three digits, and no more digits after.
    case shortNumber
    /// `<đầu>`, `<cuối>`: the edge of the line.
    case edge
  }
}

extension Token {
  /// What makes two tokens the same spelling apart from case.
  var identity: UInt64 {
    switch kind {
    case .word: hash.value
    case .number: hash.value ^ 0x9E37_79B9_7F4A_7C15
    case .symbol: UInt64(symbol.value) &* 0xD6E8_FEB8_6659_FD93
    case .foreignScript, .none: 0
    }
  }
}
