/// "thứ 2" (also the weekdays), "thứ 1" nhất, "thứ 4" tư, "thứ 2, 4, 6"; "T7", "CN" beside each other.
struct Ordinal: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard let value = line.value(i, digits: 4) else { return nil }
    if line.isGlued(i + 1), line[i + 1].kind == .word { return nil }
    if line.isWord(i - 1, in: Ordinal.ordinalWord) {
      say(value, &speech)
      return Reading(1, .ordinal, "thứ")
    }
    let isListed =
      line.isSymbol(i - 1, ",") || line.isSymbol(i - 1, "-") || line.isWord(i - 1, in: Ordinal.joins)
    guard isListed, (2...7).contains(value), line[i].count == 1, line.kind(i - 2) == .ordinal,
      line.value(i - 2, digits: 1) != nil,
      line[i + 1].kind != .word || line.isWord(i + 1, in: Ordinal.afterDays)
    else { return nil }
    say(value, &speech)
    return Reading(1, .ordinal, "thứ, liệt kê")
  }

  private static let ordinalWord = WordSet("thứ")
  private static let joins = WordSet("và đến hoặc hay")
  private static let afterDays = WordSet("hằng hàng và đến hoặc hay trong của từ tại lúc")

  private func say(_ value: Int, _ speech: inout SpeechWriter) {
    switch value {
    case 1: speech.say("nhất")
    case 4: speech.say("tư")
    default: speech.cardinal(UInt64(value))
    }
  }
}
