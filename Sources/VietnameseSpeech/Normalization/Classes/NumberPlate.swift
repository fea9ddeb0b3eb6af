/// Vehicle plates "34A-123.45", "15B1 - 678.90": every sign by itself.
struct NumberPlate: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line[i].count == 2 else { return nil }
    var j = i + 1
    if line.isSymbol(j, "-"), line.isGlued(j) { j += 1 }
    guard line.isGlued(j), line.isWord(j), line[j].count <= 2, line[j].letterCase == .upper else {
      return nil
    }
    let letters = j
    j += 1
    var series: Int?
    if line.isGlued(j), line.isNumber(j), line[j].count == 1 {
      series = j
      j += 1
    }
    if line.isSymbol(j, "-") || line.isSymbol(j, ".") { j += 1 }
    guard line.isNumber(j), (3...5).contains(line[j].count) else { return nil }
    var last: Int?
    if line[j].count == 3 {
      guard line.isSymbol(j + 1, "."), line.isGlued(j + 1), line.isNumber(j + 2), line[j + 2].count == 2
      else { return nil }
      last = j + 2
    }
    // "21A 2025" is a road and a year; a plate without dash is announced.
    if line[j].count == 4, !line.isPreceded(i, by: NumberPlate.announcing, within: 4),
      !line.isSymbol(j - 1, "-")
    {
      return nil
    }
    speech.digits(line.text(i))
    speech.spell(line.text(letters))
    if let series { speech.digits(line.text(series)) }
    speech.pause(.comma)
    speech.digits(line.text(j))
    if let last {
      speech.pause(.comma)
      speech.digits(line.text(last))
    }
    return Reading((last ?? j) + 1 - i, .plate, "biển số xe")
  }

  private static let announcing = WordSet("số soát bks bs biển")
}
