/// Any other number: a count, an amount of money, a measure, with what it is measured in.
struct Quantity: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    if let list = commaList(line, i, &speech) { return list }
    guard let numeral = Numeral(line, i) else { return nil }
    let keepsZero =
      line.isWord(i - 1, in: Quantity.forms)
      || line.isWord(i - 1, in: Quantity.numberWord) && line.isWord(i - 2, in: Quantity.forms)
    speech.say(numeral, line, keepingZero: keepsZero && numeral.digits == 2, from: i)
    let next = numeral.next
    if line.isWord(next, in: Quantity.times), line.isNumber(next + 1) {
      speech.say("nhân")
      return Reading(next + 1 - i, .quantity, "phép nhân")
    }
    if let unit = Unit.match(line, next) {
      speech.say(unit.name)
      if let remainder = unit.remainder { speech.cardinal(UInt64(remainder)) }
      return Reading(next + unit.count - i, .quantity, "số và đơn vị")
    }
    let isReference =
      line.isWord(i - 1, in: Vocabulary.references)
      || line.kind(i - 2) == .reference && line[i - 1].kind == .symbol
    if isReference { return Reading(next - i, .reference, "số điều khoản") }
    return Reading(next - i, .cardinal, numeral.fraction.isEmpty ? "số đếm" : "số thập phân")
  }

  private static let forms = WordSet("mẫu biểu")
  private static let numberWord = WordSet("số")
  private static let times = WordSet("x")

  /// "khoản 1,2,3": a list without spaces, not decimals.
  private func commaList(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard line[i].count <= 2 else { return nil }
    var next = i + 1
    while next < i + 40, line.isSymbol(next, ","), line.isGlued(next), line.isGlued(next + 1),
      line.isNumber(next + 1),
      line[next + 1].count <= 2
    {
      next += 2
    }
    let parts = (next - i + 1) / 2
    guard parts >= 3 || parts == 2 && line.isWord(i - 1, in: Quantity.listed) && Unit.match(line, next) == nil
    else {
      return nil
    }
    for j in stride(from: i, to: next, by: 2) {
      if j > i { speech.pause(.comma) }
      speech.cardinal(UInt64(line.value(j) ?? 0))
    }
    return Reading(next - i, .cardinal, "liệt kê")
  }
  private static let listed = WordSet("khoản điều điểm mục thôn tổ ngày thứ tháng xóm ấp khóm số bước")
}
