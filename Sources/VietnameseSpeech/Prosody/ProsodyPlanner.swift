/// Turns what is to be said into how it is said: clauses with their speed, and the exact silence after each.
public struct ProsodyPlanner: Hashable, Sendable {
  public var settings: ProsodySettings

  /// eSpeak NG cuts what has no punctuation every 648 characters, even inside a word: a rest comes before that.
  static let longestClause = 400

  public init(settings: ProsodySettings = ProsodySettings()) {
    self.settings = settings
  }

  /// - Parameters:
  ///   - normalized: of `marks.plain`.
  ///   - marks: the text that was normalised.
  public func clauses(of normalized: Normalized, marks: MarkedText) -> [SpeechScript.Clause] {
    var result: [SpeechScript.Clause] = []
    var pauses = marks.pauses[...]
    var repeats = marks.repeated[...]
    /// Where in `result` the part to be repeated began.
    var repeatedFrom: Int?
    // A clause without a token of its own goes on with the one before it, e.g. the groups of a phone number.
    var position = 0
    for clause in normalized.clauses {
      if let token = clause.tokens.first { position = normalized.tokens[token].span.utf8.lowerBound }
      while let part = repeats.first, part.upperBound <= position {
        if let start = repeatedFrom { sayAgain(&result, from: start) }
        repeatedFrom = nil
        repeats.removeFirst()
      }
      while let pause = pauses.first, pause.at <= position {
        rest(&result, atLeast: pause.milliseconds)
        pauses.removeFirst()
      }
      if let part = repeats.first, part.contains(position), repeatedFrom == nil {
        repeatedFrom = result.count
      }
      let isSlow = marks.slow.contains { $0.contains(position) }
      append(clause, isSlow: isSlow, to: &result)
    }
    if let start = repeatedFrom { sayAgain(&result, from: start) }
    // Nothing follows to be kept apart from.
    if let last = result.indices.last { result[last].pauseMilliseconds = 0 }
    return result
  }

  private func append(_ clause: Clause, isSlow: Bool, to result: inout [SpeechScript.Clause]) {
    let speed = isSlow ? settings.slowSpeed : clause.role == .heading ? settings.headingSpeed : 100
    let parts = Self.parts(of: clause.text)
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      result.append(
        SpeechScript.Clause(
          text: part + (isLast ? Self.mark(of: clause.end) : ","),
          pauseMilliseconds: isLast ? settings.pause(after: clause) : settings.comma, speedPercent: speed))
    }
  }

  /// The clauses from `start` on once more, slower, after "Xin nhắc lại:".
  private func sayAgain(_ clauses: inout [SpeechScript.Clause], from start: Int) {
    guard start < clauses.count else { return }
    let said = clauses[start...].map { clause in
      var clause = clause
      clause.speedPercent = min(clause.speedPercent, settings.slowSpeed)
      return clause
    }
    rest(&clauses, atLeast: settings.sentence)
    clauses.append(SpeechScript.Clause(text: "Xin nhắc lại:", pauseMilliseconds: settings.colon))
    clauses += said
    rest(&clauses, atLeast: settings.sentence)
  }

  private func rest(_ clauses: inout [SpeechScript.Clause], atLeast milliseconds: Int) {
    guard let last = clauses.indices.last else { return }
    clauses[last].pauseMilliseconds = max(clauses[last].pauseMilliseconds, milliseconds)
  }

  /// The mark tells the voice how to end; its own rest is cut away.
  private static func mark(of end: Clause.End) -> String {
    switch end {
    case .comma: ","
    case .semicolon: ";"
    case .colon: ":"
    case .question: "?"
    case .exclamation: "!"
    case .sentence, .line, .paragraph: "."
    }
  }

  /// Cut between words into parts of at most `longestClause` bytes; a longer word stays whole.
  private static func parts(of text: String) -> [String] {
    guard text.utf8.count > longestClause else { return [text] }
    var parts: [String] = []
    var part = ""
    for word in text.split(separator: " ") {
      if !part.isEmpty, part.utf8.count + word.utf8.count + 1 > longestClause {
        parts.append(part)
        part = ""
      }
      part += part.isEmpty ? String(word) : " " + word
    }
    return part.isEmpty ? parts : parts + [part]
  }
}
