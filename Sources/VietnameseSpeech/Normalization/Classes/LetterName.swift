/// A letter by itself: "điểm đ", "hạng C", "nhóm A".
struct LetterName: SemioticClass {
  let begins: Set<Token.Kind> = [.word]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let letter = line.letter(i) else { return nil }
    // A vowel is its own name, and often a word: à, ạ, ế, ở, ý.
    if Letters.isVowel(letter), LetterNames.name(letter) == String(letter) { return nil }
    if letter == "x", line.isNumber(i + 1), line[i].letterCase == .lower, followsAmount(line, i) {
      speech.say("nhân")
      return Reading(1, .symbol, "phép nhân")
    }
    speech.say(LetterNames.name(letter))
    return Reading(1, .letter, "tên chữ cái")
  }

  /// "20 m x 5 m", "3 bao x 25 kg", "80.000 đồng/ngày x 3 ngày".
  private func followsAmount(_ line: Line, _ i: Int) -> Bool {
    if line.kind(i - 1) == .quantity { return true }
    guard line.isWord(i - 1) else { return false }
    return (i - 4..<i - 1).contains { line.kind($0) == .quantity || line.kind($0) == .cardinal }
  }
}
