/// A word as it stands where it is a Vietnamese syllable; else a guess, marked as unknown.
struct PlainWord: SemioticClass {
  let begins: Set<Token.Kind> = [.word, .foreignScript]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    let token = line[i]
    if token.kind == .foreignScript { return Reading(1, .unknown, "chữ nước ngoài", isUnknown: true) }
    if token.syllable == 0 {
      // A lone capital stays, but not I, which would be a Roman numeral when read again.
      let isLone = token.count == 1 && line.letter(i) != "i"
      let isTitle = token.letterCase == .lower || token.letterCase == .capitalized || isLone
      speech.say(line.text(i), lowercasing: !isTitle)
      return Reading(1, .word, "âm tiết")
    }
    if token.syllable > 0 {
      speech.say(SyllableTable.shared.respelling(token.syllable))
      return Reading(1, .word, "đặt lại dấu thanh")
    }
    if token.letterCase == .upper, token.count <= 6 {
      speech.spell(line.text(i))
      return Reading(1, .unknown, "đánh vần", isUnknown: true)
    }
    ForeignRespelling.say(line.text(i), &speech)
    return Reading(1, .unknown, "phiên âm phỏng đoán", isUnknown: true)
  }
}
