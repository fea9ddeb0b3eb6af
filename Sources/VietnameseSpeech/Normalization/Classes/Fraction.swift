/// "2/3 số hộ" hai phần ba, "18/19 tiêu chí" mười tám trên mười chín, "24/24", house numbers "ngõ 12/5".
struct Fraction: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  static let addresses = WordSet("ngõ ngách hẻm kiệt nhà đường")

  private static let shares = WordSet("chiếm khoảng hơn gần bằng quá nhất thiểu trên dưới")
  private static let streets = WordSet("đường phố ngõ ngách")

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i + 1, "/"), let a = line.value(i, digits: 7), let b = line.value(i + 2, digits: 7),
      line.isGlued(i + 1) == line.isGlued(i + 2)
    else { return nil }
    if Fraction.isRoundTheClock(line, i) {
      speech.say(b == 7 ? "hai mươi bốn trên bảy" : "hai mươi bốn trên hai mươi bốn")
      guard line.letter(i + 3) == "h" else { return Reading(3, .fraction, "suốt ngày đêm") }
      speech.say("giờ")
      return Reading(4, .fraction, "suốt ngày đêm")
    }
    let isAddress =
      line.isPreceded(i, by: Fraction.addresses, within: 2) || line.isWord(i + 3, in: Fraction.streets)
    let isProper =
      !isAddress && a < b && b <= 10 && !line.hasLeadingZero(i)
      && (!line.isGlued(i + 3) || line[i + 3].kind == .symbol)
    let isShare =
      line.isWord(i + 3, in: Vocabulary.wholes)
      || line.isWord(i - 1, in: Fraction.shares) && line[i + 3].kind != .word
      || a == 1 && !line.isWord(i + 3, in: Vocabulary.places)
    let isPart = isProper && isShare
    let areYears = line.year(i) != nil && line.year(i + 2) != nil
    speech.cardinal(UInt64(a))
    speech.say(isAddress ? "xuyệt" : isPart ? "phần" : areYears ? "đến" : "trên")
    if isPart, b == 4 { speech.say("tư") } else { speech.cardinal(UInt64(b)) }
    var next = i + 3
    while next < i + 9, line.isSymbol(next, "/"), line.isGlued(next), line.isGlued(next + 1),
      let c = line.value(next + 1, digits: 7)
    {
      speech.say(isAddress ? "xuyệt" : "trên")
      speech.cardinal(UInt64(c))
      next += 2
    }
    return Reading(next - i, .fraction, isAddress ? "số nhà" : isPart ? "phân số" : "trên")
  }

  static func isRoundTheClock(_ line: Line, _ i: Int) -> Bool {
    line.value(i, digits: 2) == 24 && line.isSymbol(i + 1, "/")
      && (line.value(i + 2, digits: 2) == 24 || line.value(i + 2, digits: 1) == 7)
  }
}
