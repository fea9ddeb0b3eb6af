/// What the normaliser made of a text: the spoken form, and where each part of it came from.
public struct Normalized: Hashable, Sendable {
  /// As many lines as the source has; a line with nothing to say is empty.
  public let spoken: SpokenText
  /// Everything read, in the order of the source. Silent parts (bullets, quotation marks, markup) have no token.
  public let tokens: [SpokenToken]
  /// The spoken text cut where the voice is to rest.
  public let clauses: [Clause]

  public init(spoken: SpokenText, tokens: [SpokenToken], clauses: [Clause]) {
    self.spoken = spoken
    self.tokens = tokens
    self.clauses = clauses
  }

  /// What the operator must look at before it airs: said by a guess or letter by letter, or not at all.
  public var unknowns: [SpokenToken] { tokens.filter(\.isUnknown) }
}

/// A piece of the source read as one thing: a word, a date, an abbreviation.
public struct SpokenToken: Hashable, Sendable {
  /// As in the source, after Unicode normalisation (NFC).
  public let written: String
  /// Empty where nothing is said.
  public let spoken: String
  public let kind: Kind
  /// The rule of the class that applied, for the operator who asks why, e.g. "ngày/tháng/năm".
  public let rule: String
  /// Line of the source, from 0.
  public let line: Int
  public let span: SourceSpan
  /// Nobody vouches for this reading: see `suggestion`.
  public let isUnknown: Bool
  /// For an unknown token: the known spelling it is probably meant to be.
  public let suggestion: String?

  public init(
    written: String, spoken: String, kind: Kind, rule: String, line: Int, span: SourceSpan,
    isUnknown: Bool = false, suggestion: String? = nil
  ) {
    self.written = written
    self.spoken = spoken
    self.kind = kind
    self.rule = rule
    self.line = line
    self.span = span
    self.isUnknown = isUnknown
    self.suggestion = suggestion
  }

  /// The semiotic class.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case word, cardinal, ordinal, date, time, phone, quantity, fraction, documentNumber, reference, roman,
      outline
    case abbreviation, foreign, place, respelling, code, plate, address, symbol, ellipsis, letter, unknown
  }
}

/// Half-open ranges of offsets from the start of the source, for Swift (UTF-8) and for a web page (UTF-16).
public struct SourceSpan: Hashable, Sendable {
  public let utf8: Range<Int>
  public let utf16: Range<Int>

  public init(utf8: Range<Int>, utf16: Range<Int>) {
    self.utf8 = utf8
    self.utf16 = utf16
  }
}

/// A stretch of spoken text between two rests of the voice.
public struct Clause: Hashable, Sendable {
  /// Without the mark that ends it; never empty, never with a line feed.
  public let text: String
  public let end: End
  public let role: Role
  /// Line of the source, from 0.
  public let line: Int
  /// Indices into `Normalized.tokens`.
  public let tokens: Range<Int>

  public init(text: String, end: End, role: Role, line: Int, tokens: Range<Int>) {
    self.text = text
    self.end = end
    self.role = role
    self.line = line
    self.tokens = tokens
  }

  /// What follows, from the shortest rest to the longest.
  public enum End: String, Hashable, Sendable, CaseIterable {
    case comma, semicolon, colon, sentence, question, exclamation
    /// The last clause of a line; `paragraph` where an empty line or the end of the text comes after.
    case line, paragraph
  }

  /// The part the line plays in the document.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// A title in capitals or a numbered heading.
    case heading
    /// A line that began with a bullet or a letter such as "a)".
    case item
    case body
  }
}
