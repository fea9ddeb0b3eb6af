/// Any other number: a count, an amount of money, a measure, with what it is measured in.
struct Quantity: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    if let list = commaList(line, i, &speech) { return list }
    guard let numeral = Numeral(line, i) else { return nil }
    let keepsZero =
      line.isWord(i - 1, in: Quantity.forms)
      || line.isWord(i - 1, in: Quantity.numberWord) && line.isWord(i - 2, in: Quantity.forms)
      || isDocumentName(line, i)
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
  private static let documentHeads = WordSet("đề chỉ nghị kết quyết")
  private static let documentTails = WordSet("án thị quyết luận định")
  private static let contents = WordSet("nội vấn nhiệm việc lĩnh dự nhóm loại mục")

  /// "Đề án 06", "Chỉ thị 05", "Quyết định 06": known by its number, whose zero is spoken.
  private func isDocumentName(_ line: Line, _ i: Int) -> Bool {
    guard line.hasLeadingZero(i), line.isWord(i - 1, in: Quantity.documentTails),
      line.isWord(i - 2, in: Quantity.documentHeads),
      // "chỉ định 03 nhà thầu" is a verb.
      !(line.isWord(i - 1, in: Quantity.assign) && line.isWord(i - 2, in: Quantity.only))
    else { return false }
    return !line.isWord(i + 1, in: Vocabulary.counted) && !line.isWord(i + 1, in: Quantity.contents)
  }

  private static let assign = WordSet("định")
  private static let only = WordSet("chỉ")
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
    let isPair =
      parts == 2 && line.isWord(i - 1, in: Quantity.listed) && Unit.match(line, next) == nil
      && !isDecimal(line, i)
    guard parts >= 3 || isPair else { return nil }
    for j in stride(from: i, to: next, by: 2) {
      if j > i { speech.pause(.comma) }
      speech.cardinal(UInt64(line.value(j) ?? 0))
    }
    return Reading(next - i, .cardinal, "liệt kê")
  }

  /// "hệ số 0,05", "hệ số 1,2", "điểm 8,5": no list starts at nothing, falls, or pads only its second number. The points of a
  /// law are letters, so "điểm 5,8" is a mark, but "điểm 1,2 mục II" is not.
  private func isDecimal(_ line: Line, _ i: Int) -> Bool {
    guard let first = line.value(i), let second = line.value(i + 2) else { return false }
    return second <= first || first == 0 || line.hasLeadingZero(i + 2) && !line.hasLeadingZero(i)
      || line.isWord(i - 1, in: Quantity.numberWord) && line.isWord(i - 2, in: Quantity.measures)
      || line.isWord(i - 1, in: Quantity.mark) && !line.isWord(i + 3, in: Quantity.partsOfLaw)
  }

  private static let mark = WordSet("điểm")
  private static let partsOfLaw = WordSet("mục khoản điều phần chương tiểu")
  private static let measures = WordSet("hệ chỉ trị")
  private static let listed = WordSet("khoản điều điểm mục thôn tổ ngày thứ tháng xóm ấp khóm số bước")
}
