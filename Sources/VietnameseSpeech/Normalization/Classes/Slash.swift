/// A slash: "một" or "trên" in a rate, "năm" before the year of a quarter, a rest between words, silent in "./.".
struct Slash: SemioticClass {
  let begins: Set<Token.Kind> = [.symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i, "/") || line.isSymbol(i, "\\") else { return nil }
    if line.kind(i - 1) == .roman, line.year(i + 1) != nil {
      speech.say("năm")
      return Reading(1, .date, "quý/năm")
    }
    if let rate = rate(line, i, &speech) { return rate }
    if line.isNumber(i - 1), line.isNumber(i + 1), line.isGlued(i), line.isGlued(i + 1),
      line.kind(i - 1) != .phone
    {
      // "thứ 3/15", "92,5/100"
      speech.say("trên")
      return Reading(1, .fraction, "trên")
    }
    // A/H5N1
    let joinsCode =
      line.isGlued(i) && line.isGlued(i + 1) && line[i - 1].count == 1 && line.isWord(i - 1)
      && line.isWord(i + 1)
    let touchesStop = line.isSymbol(i - 1, ".") || line.isSymbol(i + 1, ".")
    if !joinsCode && !touchesStop { speech.pause(.comma) }
    return Reading(1, .symbol, "gạch chéo")
  }

  private func rate(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    let isAmount = isAmount(line, i - 1)
    guard isAmount || line.isWord(i - 1, in: Vocabulary.rateAmounts) else { return nil }
    if let count = line.value(i + 1, digits: 6),
      line.isWord(i + 2, in: Vocabulary.perUnits) || line.kind(i - 1) == .quantity
    {
      // "01 lần/01 năm": the number is the next token's business.
      return count >= 0 ? Reading(1, .symbol, "tỷ lệ") : nil
    }
    guard line.isWord(i + 1, in: Vocabulary.perUnits) || isUnitSlash(line, i) else { return nil }
    if line.isWord(i - 1, in: Vocabulary.places), line.isWord(i + 1, in: Vocabulary.places) { return nil }
    guard let unit = Unit.match(line, i + 1),
      line[i + 1].count == 1 || !line[i + 1].isSyllable || line[i + 1].count == 2
    else {
      speech.say("một")
      return Reading(1, .symbol, "tỷ lệ")
    }
    let isPhysical = unit.isPhysical && isPhysicalBefore(line, i)
    speech.say(isPhysical ? "trên" : "một")
    speech.say(unit.name)
    return Reading(1 + unit.count, .quantity, "đơn vị trên đơn vị")
  }

  private func isUnitSlash(_ line: Line, _ i: Int) -> Bool {
    line.kind(i - 1) == .quantity && Unit.match(line, i + 1) != nil
  }

  /// A number stands up to three tokens before the word at `i`: "500.000 đồng", "1 tháng", "đồng/người".
  private func isAmount(_ line: Line, _ i: Int) -> Bool {
    if line.kind(i) == .quantity { return true }
    guard line.isWord(i) else { return false }
    for j in stride(from: i - 1, through: max(0, i - 6), by: -1) {
      switch line.kind(j) {
      case .cardinal, .quantity: return true
      case .word, .symbol: continue
      default: return false
      }
    }
    return false
  }

  private static let physicalWords = WordSet("mét gam lít vôn oát")
  private func isPhysicalBefore(_ line: Line, _ i: Int) -> Bool {
    if line.isWord(i - 1), let unit = Unit.match(line, i - 1) { return unit.isPhysical }
    if line.isNumber(i - 1) || line.isSymbol(i - 1, "³") || line.isSymbol(i - 1, "²") {
      return line.kind(i - 1) == .quantity && line.isWord(i - 2)
    }
    return line.isWord(i - 1, in: Slash.physicalWords)
  }
}
