/// Figures as official documents write them.
enum VietnameseFigures {
  /// `12.345`
  static func count(_ value: Int) -> String {
    var text = String(abs(value))
    var parts: [String] = []
    while text.count > 3 {
      parts.insert(String(text.suffix(3)), at: 0)
      text.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([text] + parts).joined(separator: ".")
  }

  /// Minutes to one decimal: `1.234,5`.
  static func minutes(_ seconds: Int) -> String {
    let tenths = (seconds * 10 + 30) / 60
    return count(tenths / 10) + (tenths % 10 == 0 ? "" : ",\(tenths % 10)")
  }

  /// `12–15, 18`: numbers in order, runs drawn together.
  static func ranges(_ numbers: [Int64]) -> [String] {
    var parts: [String] = []
    var start: Int64?
    var last: Int64 = 0
    func close() {
      if let start { parts.append(start == last ? "\(start)" : "\(start)–\(last)") }
    }
    for number in Set(numbers).sorted() {
      if start != nil, number == last + 1 {
        last = number
        continue
      }
      close()
      (start, last) = (number, number)
    }
    close()
    return parts
  }

  /// Entry numbers for a narrow place; beyond `limit` runs it says how many, and where all of them stand.
  static func entries(_ numbers: [Int64], limit: Int = 8) -> String {
    let parts = ranges(numbers)
    guard parts.count > limit, let first = numbers.min(), let last = numbers.max() else {
      return parts.isEmpty ? "" : "số " + parts.joined(separator: ", ")
    }
    return "\(count(Set(numbers).count)) mục từ số \(first) đến số \(last) (đủ ở bảng tính)"
  }

  /// `01–07/3, 15/3/2026`: dates in order, runs drawn together.
  static func dates(_ dates: [CivilDate], limit: Int = 10) -> String {
    let runs = DateRuns(dates).runs
    guard runs.count <= limit, !runs.isEmpty else {
      guard let first = runs.first, let last = runs.last else { return "" }
      return
        "\(Set(dates).count) ngày từ \(first.lowerBound.vietnamese) đến \(last.upperBound.vietnamese)"
    }
    return runs.map { run in
      run.lowerBound == run.upperBound
        ? run.lowerBound.vietnamese : "\(run.lowerBound.vietnamese) đến \(run.upperBound.vietnamese)"
    }.joined(separator: "; ")
  }
}

/// Dates drawn together to runs of days in a row.
struct DateRuns {
  let runs: [ClosedRange<CivilDate>]

  init(_ dates: [CivilDate]) {
    var runs: [ClosedRange<CivilDate>] = []
    for date in Set(dates).sorted() {
      if let last = runs.last, last.upperBound + 1 == date {
        runs[runs.count - 1] = last.lowerBound...date
      } else {
        runs.append(date...date)
      }
    }
    self.runs = runs
  }
}
