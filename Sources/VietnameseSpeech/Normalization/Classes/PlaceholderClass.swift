/// A variable that nobody filled in: "{{chairman}}". Never aired unnoticed.
struct PlaceholderClass: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i, "{"), line.isSymbol(i + 1, "{") else { return nil }
    var end = i + 2
    while end < i + 12, line[end].kind == .word || line.isSymbol(end, "_") || line.isSymbol(end, ".") {
      end += 1
    }
    guard line.isSymbol(end, "}"), line.isSymbol(end + 1, "}") else { return nil }
    speech.pause(.comma)
    return Reading(end + 2 - i, .unknown, "biến chưa điền", isUnknown: true)
  }
}
