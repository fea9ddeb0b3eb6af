/// "…" after a list is "vân vân"; elsewhere a rest. Dotted blanks of a form are silent.
struct Ellipsis: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i, "…") else { return nil }
    let isBlank = line[i].count > 4 || line.scalars[line[i].start] == "_" || isDateBlank(line, i)
    if isBlank || !endsList(line, i) {
      speech.pause(isBlank || continues(line, i) ? .comma : .sentence)
      return Reading(1, .ellipsis, isBlank ? "chỗ trống" : "dấu lửng")
    }
    speech.pause(.comma)
    speech.say("vân vân")
    speech.pause(continues(line, i) ? .comma : .sentence)
    return Reading(1, .ellipsis, "liệt kê")
  }

  private static let examples = WordSet("như gồm gồm: dụ")
  private static let andSoOn = WordSet("vân")

  private static let dateWords = WordSet("giờ phút ngày tháng năm")

  /// "ngày ... tháng ... năm 2026": the clerk writes them in.
  private func isDateBlank(_ line: Line, _ i: Int) -> Bool {
    line.isWord(i - 1, in: Ellipsis.dateWords) && line.isWord(i + 1, in: Ellipsis.dateWords)
  }

  private func endsList(_ line: Line, _ i: Int) -> Bool {
    if line.isWord(i - 1, in: Ellipsis.andSoOn) || line.kind(i - 1) == .ellipsis { return false }
    if line.isSymbol(i - 1, ",") || line.isSymbol(i - 1, ";") { return true }
    for j in stride(from: i - 1, through: max(0, i - 24), by: -1) {
      if line.isSymbol(j, ".") || line.isSymbol(j, ":") && j < i - 1 {
        return line.isSymbol(j, ":") && j > i - 6
      }
      if line.isSymbol(j, ",") || line.isWord(j, in: Ellipsis.examples) { return true }
    }
    return false
  }

  private func continues(_ line: Line, _ i: Int) -> Bool {
    line[i + 1].kind == .word && (line[i + 1].letterCase == .lower) || line.isSymbol(i + 1, ")")
  }
}
