/// Cuts spoken text into clauses with the silence that follows each.
public struct ClauseSplitter: Hashable, Sendable {
  /// After `;` `:` inside a line, in milliseconds.
  public var innerPause = 280
  /// After `.` `!` `?` `…` inside a line.
  public var sentencePause = 450
  /// After a line.
  public var linePause = 600

  public init() {}

  /// Commas stay inside a clause: eSpeak NG's own pause of 0.2 s serves. A clause without a letter or digit is dropped.
  public func clauses(of text: String) -> [SpeechScript.Clause] {
    var result: [SpeechScript.Clause] = []
    for line in text.split(whereSeparator: \.isNewline) {
      var clause = ""
      let characters = Array(line)
      for (index, character) in characters.enumerated() {
        clause.append(character)
        let atWordEnd = index + 1 == characters.count || characters[index + 1].isWhitespace
        guard atWordEnd, let pause = pause(after: character) else { continue }
        append(clause, pause, to: &result)
        clause = ""
      }
      append(clause, linePause, to: &result)
      if let last = result.indices.last {
        result[last].pauseMilliseconds = max(result[last].pauseMilliseconds, linePause)
      }
    }
    if let last = result.indices.last { result[last].pauseMilliseconds = 0 }
    return result
  }

  private func pause(after character: Character) -> Int? {
    switch character {
    case ".", "!", "?", "…": sentencePause
    case ";", ":": innerPause
    default: nil
    }
  }

  private func append(_ text: String, _ pause: Int, to clauses: inout [SpeechScript.Clause]) {
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    clauses.append(SpeechScript.Clause(text: words, pauseMilliseconds: pause))
  }
}
