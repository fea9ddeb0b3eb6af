/// "54/2025/QĐ-UBND", "115-KH/ĐU", "04- ĐA/TU", "10/2022/QH15", "QCVN 26:2025/BNNMT", and the empty "Số: /KH-UBND".
///
/// Formation: Nghị định 30/2020/NĐ-CP, Phụ lục I and III (state); Hướng dẫn 36-HD/VPTW (Party, number-type/issuer).
struct DocumentNumber: SemioticClass {
  let begins: Set<Token.Kind> = [.number, .symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    if line.isSymbol(i, "/") || line.isSymbol(i, "-") { return empty(line, i) }
    guard let number = line.value(i, digits: 7) else { return nil }
    var next = i + 1
    var suffix: Unicode.Scalar?
    if line.isGlued(next), let letter = line.letter(next), line.isSymbol(next + 1, "/"),
      line[next].letterCase == .lower
    {
      suffix = letter
      next += 1
    }
    var year: Int?
    if line.isSymbol(next, "/"), let written = line.year(next + 1) {
      year = written
      next += 2
    } else if line.isSymbol(next, ":"), line.isGlued(next), line.isGlued(next + 1),
      let written = line.year(next + 1)
    {
      year = written
      next += 2
    }
    var series: Int?
    if year == nil, line.isSymbol(next, "-"), line.isGlued(next), line.isGlued(next + 1),
      line.isWord(next + 1),
      line[next + 1].letterCase == .upper, line.isSymbol(next + 2, ":"), line.isGlued(next + 3),
      let written = line.year(next + 3)
    {
      // "QCVN 14-MT:2015/BTNMT"
      series = next + 1
      year = written
      next += 4
    }
    let isParty = line.isSymbol(next, "-")
    var symbol: Range<Int>?
    if line.isSymbol(next, "/") || isParty {
      symbol = self.symbol(line, next + 1, isNamed: isNamed(line, i), hasYear: year != nil, isParty: isParty)
    }
    let isStandard = line.isSymbol(i + 1, ":") || series != nil
    guard symbol != nil || year != nil && (isStandard || isLawNumber(line, i, next)) else { return nil }

    // Party offices write and say two digits.
    if isParty, line.hasLeadingZero(i), line[i].count == 2 { speech.say("không") }
    speech.cardinal(UInt64(number))
    if let series { speech.spell(line.text(series)) }
    if let suffix { speech.say(LetterNames.name(suffix)) }
    let isFull = line.settings.documentNumbers == .full
    if let year {
      if isFull && !isStandard {
        speech.say("xuyệt")
      } else {
        speech.pause(.comma)
        if !isStandard { speech.say("năm") }
      }
      speech.cardinal(UInt64(year))
    }
    let end = symbol?.upperBound ?? next
    if let symbol, isFull {
      if !isParty { speech.say("xuyệt") }
      say(symbol: symbol, line, &speech)
    }
    if line.isWord(end, in: DocumentNumber.day) { speech.pause(.comma) }
    return Reading(end - i, .documentNumber, isParty ? "văn bản Đảng" : "số/năm/ký hiệu")
  }

  private static let day = WordSet("ngày")
  /// The last words of the names of documents: công văn, quyết định, chỉ thị …
  private static let typeWords = WordSet("văn định thị báo hoạch lệnh quyết tư trình điện luận dẫn án")
  private static let numberWord = WordSet("số")
  private static let standards = WordSet("luật")

  /// "số" or "số:" comes before.
  private func isNamed(_ line: Line, _ i: Int) -> Bool {
    line.isWord(i - 1, in: DocumentNumber.numberWord) || line.isWord(i - 1, in: DocumentNumber.typeWords)
      || line.isSymbol(i - 1, ":") && line.isWord(i - 2, in: DocumentNumber.numberWord)
  }

  private func isLawNumber(_ line: Line, _ i: Int, _ next: Int) -> Bool {
    line.isSymbol(i + 1, "/") && isNamed(line, i) && (!line.isGlued(next) || line[next].kind == .symbol)
      && line.value(i, digits: 2).map { $0 > 12 } != false
  }

  /// The tokens of the symbol after its separator, or `nil` if they are none.
  private func symbol(_ line: Line, _ start: Int, isNamed: Bool, hasYear: Bool, isParty: Bool) -> Range<Int>?
  {
    guard isSymbolWord(line, start) else { return nil }
    let isType = line.lexicon.documentTypes[line[start].hash.value] != nil
    let isSpaced = line[start].spaceBefore || line[start - 1].spaceBefore
    if isSpaced, !isNamed && !isType { return nil }
    if !isNamed && !hasYear && !isType { return nil }
    var end = start + 1
    var parts = 1
    while parts < 8 {
      if line.isGlued(end), line.isNumber(end), line[end].count <= 3 {
        end += 1
        continue
      }
      let joins =
        line.isSymbol(end, "-") || line.isSymbol(end, "/") || line.isSymbol(end, "&")
        || line.isSymbol(end, ".")
      // One stray space beside the dash is tolerated, two make it a dash of the sentence.
      guard joins, line.isGlued(end) || line.isGlued(end + 1), isSymbolWord(line, end + 1),
        !line.isSymbol(end, ".") || line.isGlued(end + 1)
      else { break }
      end += 2
      parts += 1
    }
    if isParty, !isNamed, parts == 1 { return nil }
    return start..<end
  }

  private func isSymbolWord(_ line: Line, _ i: Int) -> Bool {
    guard line.isWord(i), line[i].count <= 10 else { return false }
    let shape = line[i].letterCase
    return shape == .upper || shape == .mixed
      || line.lexicon.documentTypes[line[i].hash.value] != nil && shape != .lower
  }

  /// A number not yet given: "Số: /KH-UBND", "Số: … /KH-UBND".
  private func empty(_ line: Line, _ i: Int) -> Reading? {
    let isBlank = line.isSymbol(i - 1, "…") && isNamed(line, i - 1)
    guard isBlank || isNamed(line, i),
      let symbol = symbol(line, i + 1, isNamed: true, hasYear: false, isParty: false)
    else { return nil }
    return Reading(symbol.upperBound - i, .documentNumber, "số để trống")
  }

  private func say(symbol: Range<Int>, _ line: Line, _ speech: inout SpeechWriter) {
    var i = symbol.lowerBound
    var isFirst = true
    while i < symbol.upperBound {
      if line.isNumber(i) {
        speech.say(line[i - 1].count <= 2 ? "khóa" : "")
        speech.cardinal(UInt64(line.value(i) ?? 0))
      } else if line.isWord(i) {
        if isFirst, let type = line.lexicon.documentTypes[line[i].hash.value] {
          speech.say(type)
        } else if let known = line.lexicon.match(line, at: i) {
          speech.say(known.spoken)
          i += known.count - 1
        } else {
          speech.spell(line.text(i))
        }
        isFirst = false
      }
      i += 1
    }
  }
}
