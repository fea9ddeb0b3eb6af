/// The smallest piece of a line that a rule looks at.
struct Token {
  enum Kind: UInt8 {
    /// Latin letters.
    case word
    /// ASCII digits.
    case number
    /// One scalar, or a run of dots, dashes or underscores.
    case symbol
    /// Letters of another script.
    case foreignScript
    /// Before the first and after the last token of a line.
    case none
  }

  enum LetterCase: UInt8 { case lower, capitalized, upper, mixed }

  var kind: Kind
  /// Half-open range of scalars of the source.
  var start: Int
  var end: Int
  var spaceBefore: Bool
  var letterCase: LetterCase = .lower
  /// Of the lower-case letters or of the digits.
  var hash = WordHash()
  /// For a word: 0 a readable syllable, > 0 one to be spelt anew, -1 none.
  var syllable: Int32 = -1
  /// For a symbol; runs of dots are "…".
  var symbol: Unicode.Scalar = " "

  var count: Int { end - start }
  var isSyllable: Bool { syllable >= 0 }

  /// A Vietnamese syllable of two letters or more, written as words are.
  var isPlainSyllable: Bool {
    kind == .word && syllable == 0 && count > 1 && (letterCase == .lower || letterCase == .capitalized)
  }

  static let none = Token(kind: .none, start: 0, end: 0, spaceBefore: true)
}
