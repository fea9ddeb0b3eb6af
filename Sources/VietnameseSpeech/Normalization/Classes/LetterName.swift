/// A letter by itself: "điểm đ", "hạng C", "nhóm A".
struct LetterName: SemioticClass {
  let begins: Set<Token.Kind> = [.word]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let letter = line.letter(i) else { return nil }
    // A vowel is its own name, and often a word: à, ạ, ế, ở, ý.
    if Letters.isVowel(letter), LetterNames.name(letter) == String(letter) { return nil }
    if letter == "x", line.isNumber(i + 1), line.kind(i - 1) == .quantity {
      speech.say("nhân")
      return Reading(1, .symbol, "phép nhân")
    }
    speech.say(LetterNames.name(letter))
    return Reading(1, .letter, "tên chữ cái")
  }
}
