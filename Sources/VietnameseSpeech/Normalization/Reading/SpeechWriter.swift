/// Collects the spoken text. Marks between words wait until the next word, so that the strongest of several survives and
/// none is left at the start of a line.
struct SpeechWriter {
  enum Mark: UInt8, Comparable {
    case none, comma, semicolon, colon, sentence, exclamation, question

    static func < (a: Mark, b: Mark) -> Bool { a.rawValue < b.rawValue }

    var byte: UInt8? {
      switch self {
      case .none: nil
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .colon: UInt8(ascii: ":")
      case .sentence: UInt8(ascii: ".")
      case .exclamation: UInt8(ascii: "!")
      case .question: UInt8(ascii: "?")
      }
    }

    var clauseEnd: Clause.End {
      switch self {
      case .none, .comma: .comma
      case .semicolon: .semicolon
      case .colon: .colon
      case .sentence: .sentence
      case .exclamation: .exclamation
      case .question: .question
      }
    }
  }

  let words: RegionalWords
  private(set) var bytes: [UInt8] = []
  private(set) var lineStart = 0
  private var pending = Mark.none
  /// Where the words of the current token begin; -1 until its first word.
  private(set) var pieceStart = -1

  init(words: RegionalWords, capacity: Int) {
    self.words = words
    bytes.reserveCapacity(capacity)
  }

  private var isOneLetter: Bool {
    bytes.count - lineStart <= 3 && bytes[lineStart...].filter { !UTF8.isContinuation($0) }.count == 1
  }

  mutating func beginPiece() { pieceStart = -1 }

  /// Rests here, if words follow.
  mutating func pause(_ mark: Mark) { pending = max(pending, mark) }

  /// - Parameter text: one or more words separated by single spaces; commas allowed inside.
  mutating func say(_ text: String) {
    guard !text.isEmpty else { return }
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// Says a word of the source.
  mutating func say(_ scalars: ArraySlice<Unicode.Scalar>, lowercasing: Bool) {
    guard !scalars.isEmpty else { return }
    separate()
    for scalar in scalars {
      UTF8.encode(lowercasing ? Letters.lowercased(scalar) : scalar).map { bytes.append(contentsOf: $0) }
    }
  }

  private mutating func separate() {
    if bytes.count > lineStart {
      // A lone letter and a full stop would be the mark of a list when read again.
      if pending == .sentence, isOneLetter { pending = .comma }
      if let mark = pending.byte { bytes.append(mark) }
      bytes.append(UInt8(ascii: " "))
    }
    pending = .none
    if pieceStart < 0 { pieceStart = bytes.count }
  }

  /// Ends the line with a stop: a voice runs unpunctuated lines together.
  mutating func endLine() {
    if bytes.count > lineStart {
      let mark = pending > .semicolon ? pending : .sentence
      if let byte = mark.byte { bytes.append(byte) }
    }
    pending = .none
    pieceStart = -1
  }

  mutating func newLine() {
    bytes.append(UInt8(ascii: "\n"))
    lineStart = bytes.count
  }
}
