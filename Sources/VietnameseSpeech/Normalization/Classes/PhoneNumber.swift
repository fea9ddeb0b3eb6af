/// Phone numbers, hotlines, and numbers of cards and accounts: digit by digit, with a rest at each written group.
struct PhoneNumber: SemioticClass {
  let begins: Set<Token.Kind> = [.number, .symbol]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    if line[i].kind == .symbol { return international(line, i, &speech) }
    if line.isSymbol(i - 1, "("), line.isSymbol(i + 1, ")"), line.hasLeadingZero(i), line.isNumber(i + 2) {
      return areaCode(line, i, &speech)
    }
    let isCalled = isAnnounced(line, i)
    if line.scalars[line[i].start] == "0", let end = groups(line, i, total: 9...11) {
      guard digitCount(line, i, end) >= 10 || isCalled else { return nil }
      say(line, i, end, &speech)
      return Reading(end - i, .phone, "số điện thoại")
    }
    if line[i].count == 4, line.text(i).starts(with: "02".unicodeScalars),
      let end = groups(line, i, total: 8...8)
    {
      say(line, i, end, &speech)
      return Reading(end - i, .phone, "tổng đài địa phương")
    }
    if isServiceLine(line, i), let end = groups(line, i, total: 8...10) {
      say(line, i, end, &speech)
      return Reading(end - i, .phone, "tổng đài 1800, 1900")
    }
    if isCalled, !isCounted(line, i), let end = groups(line, i, total: 3...11) {
      say(line, i, end, &speech)
      return Reading(end - i, .phone, "đường dây nóng")
    }
    if let value = line.value(i, digits: 4), PhoneNumber.emergency.contains(value), !isCounted(line, i),
      line.isPreceded(i, by: PhoneNumber.services, within: 8) || line.kind(i - 2) == .phone
    {
      speech.digits(line.text(i))
      return Reading(1, .phone, "số khẩn cấp")
    }
    if line.isPreceded(i, by: PhoneNumber.identities, within: 5),
      let end = groups(line, i, total: 9...16, isCode: true),
      end > i + 1
    {
      say(line, i, end, &speech)
      return Reading(end - i, .phone, "mã số")
    }
    if line[i].count >= 6, line.isPreceded(i, by: PhoneNumber.identities, within: 5) {
      speech.digits(line.text(i), groups: [3])
      return Reading(1, .phone, "mã số")
    }
    return nil
  }

  private static let emergency: Set<Int> = [
    111, 112, 113, 114, 115, 116, 117, 156, 1022, 1080, 1081, 1789, 5656,
  ]
  private static let callWords = WordSet(
    "thoại đt sđt dđ đtdđ hotline tel fax gọi máy nóng đài zalo telephone phone")
  private static let services = WordSet(
    "đài nóng hotline gọi thoại cứu hỏa hoả cháy cấp an sát hộ báo máy nạn tin")
  private static let identities = WordSet(
    "cccd cmnd gplx phép tk khoản stk thuế mst căn cước danh mã chiếu bhxh bhyt sổ thẻ minh")
  private static let counted = WordSet(
    "lần cuộc người hộ đồng triệu nghìn ngàn lượt tin phản ý chiếc cái ngày giờ phút % trường ca kiến cơ đơn máy điểm năm xã phường thôn"
  )

  /// "gọi 115", "số điện thoại: 3883113", "hotline 1022".
  private func isAnnounced(_ line: Line, _ i: Int) -> Bool {
    var j = i - 1
    while j >= max(0, i - 4) {
      if line.isWord(j, in: PhoneNumber.callWords) { return true }
      let isFiller =
        line.isSymbol(j, ":") || line.isSymbol(j, "(") || line.isSymbol(j, ".") && j == i - 2
        || line.isWord(j, in: PhoneNumber.fillers)
      guard isFiller else { break }
      j -= 1
    }
    return line.kind(i - 2) == .phone
      && (line.isSymbol(i - 1, ",") || line.isSymbol(i - 1, "-") || line.isSymbol(i - 1, "/")
        || line.isWord(i - 1, in: PhoneNumber.joins))
      && !isCounted(line, i) && line[i].count >= 3
  }
  private static let fillers = WordSet("số ngay là theo qua tới đến cố định bàn di động")
  private static let joins = WordSet("hoặc và hay")

  private func isCounted(_ line: Line, _ i: Int) -> Bool {
    line.isWord(i + 1, in: PhoneNumber.counted) || line.isSymbol(i + 1, "%") || line[i].count < 3
      || line.isSymbol(i + 1, "/") && line.isNumber(i + 2) && line[i].count < 7
      || line.isSymbol(i + 1, ":") || line.isGlued(i + 1) && line[i + 1].kind == .word
  }

  private func isServiceLine(_ line: Line, _ i: Int) -> Bool {
    guard line[i].count == 4 || line[i].count == 8 || line[i].count == 10 else { return false }
    let head = line.text(i).prefix(4)
    guard head.elementsEqual("1900".unicodeScalars) || head.elementsEqual("1800".unicodeScalars) else {
      return false
    }
    return !line.isWord(i + 1, in: PhoneNumber.counted) && !line.isSymbol(i + 1, "-")
      && (line[i].count > 4 || !line.isWord(i - 1, in: PhoneNumber.yearWord))
  }
  private static let yearWord = WordSet("năm")

  /// The end of groups of 2–11 digits from `i` with as many digits as `total` allows, or `nil`. A separator is a dot, a dash
  /// or a space, the same throughout.
  private func groups(_ line: Line, _ i: Int, total: ClosedRange<Int>, isCode: Bool = false) -> Int? {
    var count = line[i].count
    var end = i + 1
    guard count <= total.upperBound else { return nil }
    var separator: Unicode.Scalar?
    while end < i + 12 {
      var digits = end
      var found: Unicode.Scalar = " "
      if line[end].kind == .symbol, line[end].symbol == "." || line[end].symbol == "-" {
        found = line[end].symbol
        guard line.isGlued(end), line.isGlued(end + 1) else { break }
        digits = end + 1
      }
      guard line.isNumber(digits), (1...(isCode ? 12 : 6)).contains(line[digits].count),
        separator == nil || separator == found,
        count + line[digits].count <= total.upperBound
      else { break }
      // Two whole numbers beside each other.
      if count >= 10, line.hasLeadingZero(digits) { break }
      // A count after a short number: "gọi 115 20 lần".
      if !isCode, found == " ", line[i].count == 3, line.scalars[line[i].start] != "0" { break }
      separator = found
      count += line[digits].count
      end = digits + 1
    }
    if line.isGlued(end), line.isNumber(end) || line.isWord(end) { return nil }
    if line.isSymbol(end, "/"), line.isGlued(end), line.isNumber(end + 1), count < 9 { return nil }
    return total.contains(count) ? end : nil
  }

  private func digitCount(_ line: Line, _ start: Int, _ end: Int) -> Int {
    (start..<end).reduce(0) { $0 + (line.isNumber($1) ? line[$1].count : 0) }
  }

  private func say(_ line: Line, _ start: Int, _ end: Int, _ speech: inout SpeechWriter) {
    if end == start + 1 {
      if line[start].count == 11, line.scalars[line[start].start] == "8" {
        return speech.digits(line.text(start), groups: [2, 3])
      }
      let sizes =
        [10: [4, 3, 3], 11: [4, 3, 4], 8: [4, 4], 9: [3], 7: [3, 4], 6: [3]][line[start].count] ?? [12]
      return speech.digits(line.text(start), groups: sizes)
    }
    for j in start..<end where line.isNumber(j) {
      if j > start { speech.pause(.comma) }
      speech.digits(line.text(j))
    }
  }

  /// "+84 912 345 678", "(+84)".
  private func international(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard line.isSymbol(i, "+"), line.isGlued(i + 1), line.isNumber(i + 1),
      line.text(i + 1).starts(with: "84".unicodeScalars)
    else { return nil }
    if line[i + 1].count == 2, line.isSymbol(i + 2, ")"), line.isNumber(i + 3),
      let end = groups(line, i + 3, total: 8...10, isCode: true)
    {
      speech.say("cộng")
      speech.digits(line.text(i + 1))
      speech.pause(.comma)
      say(line, i + 3, end, &speech)
      return Reading(end - i, .phone, "số quốc tế")
    }
    guard let end = groups(line, i + 1, total: 2...13) ?? Optional(i + 2) else { return nil }
    guard digitCount(line, i + 1, end) >= 9 else { return nil }
    speech.say("cộng")
    say(line, i + 1, end, &speech)
    return Reading(end - i, .phone, "số quốc tế")
  }

  /// "(0225) 3.883.113".
  private func areaCode(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) -> Reading? {
    guard let end = groups(line, i + 2, total: 6...8) else { return nil }
    speech.digits(line.text(i))
    speech.pause(.comma)
    say(line, i + 2, end, &speech)
    return Reading(end - i, .phone, "mã vùng")
  }
}
