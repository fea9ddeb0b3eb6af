/// "mục 2.3", "tiêu chí 1.2.3", "phiên bản 4.0": parts joined by "chấm"; "2.5 triệu" is a decimal in foreign dress.
struct SectionNumber: SemioticClass {
  let begins: Set<Token.Kind> = [.number]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i + 1, "."), line.isGlued(i + 1), line.isGlued(i + 2), line.isNumber(i + 2) else {
      return nil
    }
    let isReference = line.isWord(i - 1, in: Vocabulary.references) || line.kind(i - 2) == .reference
    if !isReference, let numeral = Numeral(line, i), numeral.next > i + 1 { return nil }
    var next = i + 1
    var parts = 1
    while parts < 8, line.isSymbol(next, "."), line.isGlued(next), line.isGlued(next + 1),
      line.isNumber(next + 1)
    {
      next += 2
      parts += 1
    }
    let isDecimal = !isReference && parts == 2 && isMeasured(line, next)
    speech.say(part: line.text(i))
    for j in stride(from: i + 2, to: next, by: 2) {
      if isDecimal {
        speech.say("phẩy")
        speech.decimals(line.text(j))
      } else {
        speech.say("chấm")
        speech.say(part: line.text(j))
      }
    }
    if isDecimal, let unit = Unit.match(line, next) {
      speech.say(unit.name)
      return Reading(next + unit.count - i, .quantity, "số thập phân dấu chấm")
    }
    return Reading(
      next - i, isDecimal ? .quantity : .reference, isDecimal ? "số thập phân dấu chấm" : "số mục")
  }

  private static let amounts = WordSet("triệu tỷ tỉ nghìn ngàn mét lít tấn tạ độ héc")

  private func isMeasured(_ line: Line, _ i: Int) -> Bool {
    line.isWord(i, in: SectionNumber.amounts) || Unit.match(line, i) != nil
  }
}

extension SpeechWriter {
  /// A part of a section number: 05 keeps its zero.
  fileprivate mutating func say(part scalars: ArraySlice<Unicode.Scalar>) {
    if scalars.count > 6 || scalars.count > 1 && scalars.first == "0" {
      digits(scalars)
    } else {
      cardinal(scalars.reduce(0) { $0 * 10 + UInt64($1.value - 48) })
    }
  }
}
