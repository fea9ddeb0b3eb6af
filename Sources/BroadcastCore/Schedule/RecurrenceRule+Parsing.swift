/// Why a text is not a recurrence rule of the accepted subset.
public struct RecurrenceRuleError: Error, Hashable, CustomStringConvertible {
  /// The offending part: `BYWEEKNO`, or the whole rule where that is at fault.
  public let part: String
  /// Where it starts, in characters from 1.
  public let column: Int
  /// What is wrong and how to mend it, in Vietnamese.
  public let message: String

  /// `Quy tắc lặp, cột 12, BYWEEKNO: …`
  public var description: String { "Quy tắc lặp, cột \(column), \(part): \(message)" }
}

extension RecurrenceRule {
  /// Reads `FREQ=…;…`, with or without `RRULE:` in front; letters of either case.
  public init(parsing text: String) throws(RecurrenceRuleError) {
    let parts = try Parts(text)
    guard let freq = parts["FREQ"] else {
      throw RecurrenceRuleError(
        part: "FREQ", column: 1, message: "Thiếu FREQ; bắt đầu bằng FREQ=DAILY, WEEKLY, MONTHLY hoặc YEARLY.")
    }
    guard let frequency = Frequency(rawValue: freq.value) else {
      throw freq.error("Không nhận “\(freq.value)”; chỉ có DAILY, WEEKLY, MONTHLY, YEARLY.")
    }
    self.init(frequency)
    if let part = parts["INTERVAL"] { interval = try part.integer(part.value, in: 1...9_999) }
    end = try Self.end(parts)
    if let part = parts["WKST"] {
      guard let day = Weekday(iCalendarCode: part.value) else {
        throw part.error("“\(part.value)” không phải thứ; dùng MO, TU, WE, TH, FR, SA, SU.")
      }
      weekStart = day
    }
    if let part = parts["BYMONTH"] { months = try part.integers(magnitude: 1...12, signed: false) }
    if let part = parts["BYMONTHDAY"] { monthDays = try part.integers(magnitude: 1...31, signed: true) }
    if let part = parts["BYDAY"] { days = try part.days() }
    if let part = parts["BYSETPOS"] { setPositions = try part.integers(magnitude: 1...366, signed: true) }
    try checkCombination(parts)
  }

  private static func end(_ parts: Parts) throws(RecurrenceRuleError) -> End {
    switch (parts["COUNT"], parts["UNTIL"]) {
    case (nil, nil): return .never
    case (let count?, nil): return .count(try count.integer(count.value, in: 1...99_999))
    case (nil, let until?):
      let digits = Array(until.value)
      guard digits.count == 8,
        let date = CivilDate(
          String(digits[0..<4]) + "-" + String(digits[4..<6]) + "-" + String(digits[6..<8]))
      else {
        throw until.error("Ngày cuối phải là năm, tháng, ngày liền nhau, không có giờ, ví dụ UNTIL=20271231.")
      }
      return .until(date)
    case (_, let until?):
      throw until.error("Không dùng COUNT và UNTIL cùng lúc (RFC 5545); hãy bỏ một.")
    }
  }

  /// Combinations that RFC 5545 forbids, and one on which implementations disagree.
  private func checkCombination(_ parts: Parts) throws(RecurrenceRuleError) {
    if let part = parts["BYMONTHDAY"], frequency == .weekly {
      throw part.error("Không dùng với FREQ=WEEKLY (RFC 5545); dùng MONTHLY, hoặc BYDAY.")
    }
    if let part = parts["BYDAY"] {
      let numbered = days.filter { $0.ordinal != nil }.count
      if numbered > 0, frequency == .daily || frequency == .weekly {
        throw part.error(
          "Thứ có số như 1MO chỉ dùng với FREQ=MONTHLY hoặc YEARLY (RFC 5545); bỏ số, hoặc đổi FREQ.")
      }
      if numbered > 0, numbered < days.count {
        throw part.error(
          "Không trộn thứ có số (1MO) với thứ không số (MO): các chương trình lịch hiểu khác nhau; tách thành hai quy tắc."
        )
      }
    }
    if let part = parts["BYSETPOS"], months.isEmpty, monthDays.isEmpty, days.isEmpty {
      throw part.error("Cần thêm BYMONTH, BYMONTHDAY hoặc BYDAY (RFC 5545).")
    }
  }
}

extension RecurrenceRule {
  /// The `NAME=VALUE` parts of a rule, each known and given once.
  private struct Parts {
    private var parts: [String: Part] = [:]

    subscript(name: String) -> Part? { parts[name] }

    init(_ text: String) throws(RecurrenceRuleError) {
      var column = 1
      var rest = text[...]
      if rest.prefix(6).uppercased() == "RRULE:" {
        rest = rest.dropFirst(6)
        column = 7
      }
      guard !rest.isEmpty else {
        throw RecurrenceRuleError(
          part: "RRULE", column: column, message: "Quy tắc trống; ví dụ FREQ=WEEKLY;BYDAY=MO,FR.")
      }
      for piece in rest.fields(separator: ";") {
        try add(piece, column: column)
        column += piece.count + 1
      }
    }

    private static let known = [
      "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS",
    ]
    private static let refused = [
      "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "RSCALE", "SKIP",
    ]

    private mutating func add(_ piece: Substring, column: Int) throws(RecurrenceRuleError) {
      let equals = piece.utf8.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      let name = piece[..<equals].uppercased()
      let value = piece[equals...].dropFirst()
      func error(_ message: String) -> RecurrenceRuleError {
        RecurrenceRuleError(part: name.isEmpty ? "RRULE" : name, column: column, message: message)
      }
      if Self.refused.contains(name) {
        throw error(
          "Chương trình không nhận phần này; giờ ghi ở mục giờ phát, ngày ghi bằng BYMONTH, BYMONTHDAY, BYDAY."
        )
      }
      guard Self.known.contains(name) else {
        throw error("Không có phần này; các phần được dùng: \(Self.known.joined(separator: ", ")).")
      }
      guard !value.isEmpty else { throw error("Thiếu giá trị; ghi \(name)=…") }
      guard parts[name] == nil else { throw error("Ghi hai lần; hãy bỏ một.") }
      parts[name] = Part(name: name, value: value.uppercased(), column: column)
    }
  }

  private struct Part {
    let name: String
    let value: String
    let column: Int

    func error(_ message: String) -> RecurrenceRuleError {
      RecurrenceRuleError(part: name, column: column, message: message)
    }

    func integer(_ text: some StringProtocol, in range: ClosedRange<Int>) throws(RecurrenceRuleError) -> Int {
      guard let value = Int(text), range.contains(value) else {
        throw error("“\(text)” phải là số nguyên từ \(range.lowerBound) đến \(range.upperBound).")
      }
      return value
    }

    func integers(magnitude: ClosedRange<Int>, signed: Bool) throws(RecurrenceRuleError) -> [Int] {
      var result: [Int] = []
      for item in value.fields(separator: ",") {
        guard let number = Int(item), magnitude.contains(abs(number)), signed || number > 0 else {
          let range = "\(magnitude.lowerBound) đến \(magnitude.upperBound)"
          throw error("“\(item)” phải là số nguyên từ \(range)\(signed ? ", hoặc số âm tính từ cuối" : "").")
        }
        result.append(number)
      }
      return result
    }

    func days() throws(RecurrenceRuleError) -> [Day] {
      var result: [Day] = []
      for item in value.fields(separator: ",") {
        let number = item.dropLast(2)
        let ordinal = Int(number)
        guard let weekday = Weekday(iCalendarCode: item.suffix(2)),
          number.isEmpty || (1...53).contains(abs(ordinal ?? 0))
        else {
          throw error(
            "“\(item)” không phải thứ; dùng MO, TU, WE, TH, FR, SA, SU, có thể có số đứng trước: 1MO, -1FR.")
        }
        result.append(Day(weekday, ordinal: ordinal))
      }
      return result
    }
  }
}

extension StringProtocol {
  /// The parts between separators, empty ones too; works on bytes, several times as fast as on characters.
  fileprivate func fields(separator: Unicode.Scalar) -> [SubSequence] {
    var fields: [SubSequence] = []
    var start = startIndex
    while let end = self[start...].utf8.firstIndex(of: UInt8(ascii: separator)) {
      fields.append(self[start..<end])
      start = utf8.index(after: end)
    }
    fields.append(self[start...])
    return fields
  }
}
