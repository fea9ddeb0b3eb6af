/// Whatever the lexicon knows, longest spelling first.
struct LexiconWord: SemioticClass {
  let begins: Set<Token.Kind> = [.word, .number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let found = line.lexicon.match(line, at: i) else { return nil }
    // "A/H5N1" and "H5" are codes, not the abbreviation H.
    if found.count == 1, line[i].count == 1, line.isGlued(i + 1), line.isNumber(i + 1) { return nil }
    // "tờ khai CT01", "mẫu TC02": the number of a form.
    if found.count == 1, line.isGlued(i + 1), line.hasLeadingZero(i + 1),
      line.isPreceded(i, by: LexiconWord.forms, within: 3)
    {
      return nil
    }
    // "5A4" is not 5 + an abbreviation.
    if line.isNumber(i), line.isGlued(i + found.count),
      line.isWord(i + found.count) || line.isNumber(i + found.count)
    {
      return nil
    }
    speech.say(found.spoken)
    return Reading(found.count, found.kind, "từ điển")
  }

  private static let forms = WordSet("mẫu biểu khai phiếu đơn")
}
