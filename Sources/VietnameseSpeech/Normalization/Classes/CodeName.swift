/// Letters and digits run together: "B1", "H5N1", "5A", "30a", "D400", "COVID-19".
struct CodeName: SemioticClass {
  let begins: Set<Token.Kind> = [.word, .number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isGlued(i + 1), isPart(line, i), isPart(line, i + 1), line[i].kind != line[i + 1].kind else {
      return nil
    }
    if line.isNumber(i) {
      // "100ha", "50m2", "1m65" are measures, "3x4" a product, "20người" lost its space.
      if let unit = Unit.match(line, i + 1) {
        let end = i + 1 + unit.count
        if !line.isGlued(end) || line[end].kind == .symbol { return nil }
      }
      if line.letter(i + 1) == "x", line.isNumber(i + 2) { return nil }
    }
    var next = i
    while next < i + 20, next == i || line.isGlued(next), isPart(line, next) {
      if line.isNumber(next) {
        sayNumber(line, next, &speech)
      } else {
        speech.spell(line.text(next))
      }
      next += 1
      if line.isNumber(next - 1), line.isSymbol(next, "."), line.isGlued(next), line.isGlued(next + 1),
        line.isNumber(next + 1)
      {
        speech.say("chấm")
        next += 1
      } else if next > i + 2, line.isNumber(next - 1), line.isSymbol(next, "-"), line.isGlued(next),
        line.isGlued(next + 1),
        line.isNumber(next + 1), line[next + 1].count >= 3
      {
        // "H24.15-251101-0001"
        speech.pause(.comma)
        next += 1
      }
    }
    return Reading(next - i, .code, "mã chữ và số")
  }

  private func isPart(_ line: Line, _ i: Int) -> Bool {
    if line.isNumber(i) { return line[i].count <= 6 }
    guard line.isWord(i) else { return false }
    return line[i].count == 1 || line[i].letterCase == .upper && line[i].count <= 4
  }

  private func sayNumber(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) {
    if line.hasLeadingZero(i) || line[i].count > 4 {
      speech.digits(line.text(i))
    } else {
      speech.cardinal(UInt64(line.value(i) ?? 0))
    }
  }
}
