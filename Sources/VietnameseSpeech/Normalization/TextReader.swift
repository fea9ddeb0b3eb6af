/// One reading of one text, line by line.
struct TextReader {
  private let source: SourceText
  private let tokenizer = Tokenizer()
  private var line: Line
  private var speech: SpeechWriter
  private var suggestions: Suggestions
  private var tokens: [SpokenToken] = []
  private var clauses: [Clause] = []
  /// Where the words of each token of the current line lie in the speech.
  private var pieces: [Range<Int>] = []
  private var lineNumber = 0

  init(source: SourceText, lexicon: Lexicon, settings: NormalizationSettings) {
    self.source = source
    line = Line(scalars: source.scalars, settings: settings, lexicon: lexicon)
    speech = SpeechWriter(words: settings.words, capacity: source.scalars.count * 3)
    suggestions = Suggestions(lexicon)
  }

  mutating func read() -> Normalized {
    var start = 0
    let scalars = source.scalars
    while true {
      var end = start
      while end < scalars.count, scalars[end] != "\n" { end += 1 }
      readLine(start..<end)
      guard end < scalars.count else { break }
      speech.newLine()
      lineNumber += 1
      start = end + 1
    }
    endParagraph()
    return Normalized(
      spoken: SpokenText(text: String(decoding: speech.bytes, as: UTF8.self)), tokens: tokens,
      clauses: clauses)
  }

  private mutating func readLine(_ range: Range<Int>) {
    tokenizer.tokenize(source.scalars, range, into: &line.tokens)
    let firstToken = tokens.count
    pieces.removeAll(keepingCapacity: true)
    line.isCapitals = isCapitals()
    line.mayHoldAddress = WebAddress.isLikely(line)
    line.kinds.removeAll(keepingCapacity: true)
    line.kinds.append(contentsOf: repeatElement(nil, count: line.tokens.count))

    let mark = Outline.read(line, into: &speech)
    if let said = mark.said { note(Reading(said.count, .outline, "đề mục"), at: said.lowerBound) }
    var i = mark.next
    while i < line.tokens.count {
      speech.beginPiece()
      let reading = readToken(i)
      for j in i..<min(i + reading.count, line.tokens.count) { line.kinds[j] = reading.kind }
      note(reading, at: i)
      i += reading.count
    }
    let role = mark.role == .body && line.isCapitals ? .heading : mark.role
    endLine(firstToken, role)
  }

  private mutating func readToken(_ i: Int) -> Reading {
    if line.tokens[i].isPlainSyllable, !line.mayHoldAddress {
      // Nine words in ten: no other class can begin here.
      if let reading = LexiconWord().read(line, at: i, into: &speech) { return reading }
      speech.say(line.text(i), lowercasing: false)
      return Reading(1, .word, "âm tiết")
    }
    let classes =
      switch line[i].kind {
      case .number: SemioticClasses.forNumbers
      case .symbol: SemioticClasses.forSymbols
      default: SemioticClasses.forWords
      }
    for semiotic in classes {
      if let reading = semiotic.read(line, at: i, into: &speech) { return reading }
    }
    return Reading(1, .symbol, "bỏ qua")
  }

  /// Most of the words in capitals, as in a title.
  private func isCapitals() -> Bool {
    var uppers = 0
    var others = 0
    for token in line.tokens where token.kind == .word && token.isSyllable {
      if token.letterCase == .upper, token.count > 1 { uppers += 1 } else if token.count > 1 { others += 1 }
    }
    return uppers >= 2 && uppers > others * 3
  }

  private mutating func note(_ reading: Reading, at i: Int) {
    let end = min(i + reading.count, line.tokens.count)
    let start = line.tokens[i].start
    let stop = line.tokens[end - 1].end
    let hasSpoken = speech.pieceStart >= 0
    // Marks and bullets need no entry; a silent word does.
    guard hasSpoken || reading.isUnknown || reading.kind != .symbol && reading.kind != .ellipsis else {
      return
    }
    let piece = hasSpoken ? speech.pieceStart..<speech.bytes.count : speech.bytes.count..<speech.bytes.count
    let written = String(String.UnicodeScalarView(source.scalars[start..<stop]))
    pieces.append(piece)
    tokens.append(
      SpokenToken(
        written: written, spoken: String(decoding: speech.bytes[piece], as: UTF8.self), kind: reading.kind,
        rule: reading.rule.description, line: lineNumber,
        span: source.span(start, stop),
        isUnknown: reading.isUnknown,
        suggestion: reading.isUnknown ? suggestions.suggestion(for: written) : nil))
  }

  private mutating func endLine(_ firstToken: Int, _ role: Clause.Role) {
    let start = speech.lineStart
    speech.endLine()
    guard speech.bytes.count > start else {
      endParagraph()
      return
    }
    var clauseStart = start
    var token = 0
    let bytes = speech.bytes
    for i in start..<bytes.count {
      guard let mark = SpeechWriter.Mark(byte: bytes[i]) else { continue }
      let first = token
      while token < pieces.count, pieces[token].lowerBound < i { token += 1 }
      var from = clauseStart
      if bytes[from] == UInt8(ascii: " ") { from += 1 }
      clauses.append(
        Clause(
          text: String(decoding: bytes[from..<i], as: UTF8.self),
          end: i == bytes.count - 1 ? .line : mark.clauseEnd, role: role,
          line: lineNumber, tokens: firstToken + first..<firstToken + token))
      clauseStart = i + 1
    }
  }

  private mutating func endParagraph() {
    guard let last = clauses.last, last.end == .line else { return }
    clauses[clauses.count - 1] = Clause(
      text: last.text, end: .paragraph, role: last.role, line: last.line, tokens: last.tokens)
  }
}

extension SpeechWriter.Mark {
  fileprivate init?(byte: UInt8) {
    switch byte {
    case UInt8(ascii: ","): self = .comma
    case UInt8(ascii: ";"): self = .semicolon
    case UInt8(ascii: ":"): self = .colon
    case UInt8(ascii: "."): self = .sentence
    case UInt8(ascii: "!"): self = .exclamation
    case UInt8(ascii: "?"): self = .question
    default: return nil
    }
  }
}
