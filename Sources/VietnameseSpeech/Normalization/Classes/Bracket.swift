/// Brackets are rests; one that only abbreviates the words before it is silent: "thủ tục hành chính (TTHC)".
struct Bracket: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line[i].kind == .symbol else { return nil }
    switch line[i].symbol {
    case "(", "[", "{":
      if let count = numberInWords(line, i) { return Reading(count, .cardinal, "ngoặc lặp lại số") }
      if let count = apposition(line, i) { return Reading(count, .abbreviation, "ngoặc lặp lại") }
      // A Markdown link: the words are read, the address is not.
      if line.isSymbol(i, "("), line.isSymbol(i - 1, "]"), line.isGlued(i),
        let end = closing(line, i, within: 60)
      {
        return Reading(end + 1 - i, .symbol, "liên kết")
      }
      speech.pause(.comma)
      return Reading(1, .symbol, "ngoặc")
    case ")", "]", "}":
      speech.pause(.comma)
      return Reading(1, .symbol, "ngoặc")
    default: return nil
    }
  }

  private func closing(_ line: Line, _ i: Int, within reach: Int) -> Int? {
    (i + 1..<i + reach).first { line.isSymbol($0, ")") }
  }

  private func apposition(_ line: Line, _ i: Int) -> Int? {
    guard line.isSymbol(i, "("), let end = closing(line, i, within: 8), end > i + 1, line.isWord(i + 1),
      line[i + 1].letterCase != .lower, line[i + 1].letterCase != .capitalized
    else { return nil }
    if repeatsInitials(line, i, end) || repeatsReading(line, i, end) { return end + 1 - i }
    return nil
  }

  /// "03 (ba) bộ", "5.000.000 đồng (Năm triệu đồng)": the number has been said.
  private func numberInWords(_ line: Line, _ i: Int) -> Int? {
    guard line.isSymbol(i, "("), line.isWord(i + 1), let end = closing(line, i, within: 40) else {
      return nil
    }
    let isSaid = { (j: Int) in line.isNumber(j) && Numeral(line, j).map { $0.next >= i - 2 } == true }
    guard let first = (max(0, i - 12)..<i).first(where: isSaid), let numeral = Numeral(line, first),
      numeral.isCountable, numeral.fraction.isEmpty
    else { return nil }
    var words = SpeechWriter(words: line.settings.words, capacity: 64)
    words.cardinal(numeral.value)
    var j = i + 1
    for word in String(decoding: words.bytes, as: UTF8.self).split(separator: " ") {
      guard line.isWord(j), line[j].hash == WordHash(word) else { return nil }
      j += 1
    }
    while j < end, line.isWord(j, in: Bracket.amountEnds) || line[j].hash == line[i - 1].hash { j += 1 }
    return j == end ? end + 1 - i : nil
  }
  private static let amountEnds = WordSet("đồng chẵn")

  /// Each letter inside is the initial of one of the words before.
  private func repeatsInitials(_ line: Line, _ i: Int, _ end: Int) -> Bool {
    guard end == i + 2 else { return false }
    var j = i - 1
    for letter in line.text(i + 1).reversed() {
      while line[j].kind == .symbol, j > i - 16, line[j].symbol == "-" || line[j].symbol == "," { j -= 1 }
      guard line.isWord(j) else { return false }
      let initial = Letters.lowercased(line.scalars[line[j].start])
      let wanted = Letters.lowercased(letter)
      guard
        initial == wanted
          || wanted != "d" && initial != "đ" && Letters.ascii(initial) == Letters.ascii(wanted)
      else { return false }
      j -= 1
    }
    return line[i + 1].count > 1
  }

  /// The lexicon's reading of what is inside stands before the bracket.
  private func repeatsReading(_ line: Line, _ i: Int, _ end: Int) -> Bool {
    guard let found = line.lexicon.match(line, at: i + 1), i + 1 + found.count == end else { return false }
    var j = i - 1
    for word in found.spoken.split(separator: " ").reversed() {
      guard line.isWord(j), line[j].hash == WordHash(word) else { return false }
      j -= 1
    }
    return true
  }
}
