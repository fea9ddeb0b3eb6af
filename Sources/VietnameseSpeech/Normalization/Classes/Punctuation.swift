/// The marks that rest the voice.
struct Punctuation: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line[i].kind == .symbol else { return nil }
    switch line[i].symbol {
    case ",", "،", "、": speech.pause(.comma)
    case ";", "|": speech.pause(.semicolon)
    case ":": speech.pause(.colon)
    case "?": speech.pause(.question)
    case "!": speech.pause(.exclamation)
    case "•": speech.pause(.comma)
    case ".": stop(line, i, &speech)
    default: return nil
    }
    return Reading(1, .symbol, "dấu câu")
  }

  /// A dot ends a sentence, but joins abbreviations ("PCT.UBND") and initials ("Nguyễn V. A").
  private func stop(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) {
    let joins =
      line[i + 1].kind == .word && line.isGlued(i)
      && (line.kind(i - 1) == .abbreviation
        && (line.isGlued(i + 1) || line[i - 1].count <= 2 && line[i + 1].letterCase != .lower)
        || line.kind(i - 1) == .letter && line[i - 1].letterCase == .upper && line[i + 1].letterCase != .lower
        || line.isGlued(i + 1) && line[i - 1].letterCase == .upper && line[i + 1].letterCase == .upper)
    if !joins { speech.pause(.sentence) }
  }
}
