import ArgumentParser

/// When a sound begins in a mix: seconds (`90`, `1.5`) or a clock's notation (`1:30`, `01:02:03.5`).
struct StartTime: ExpressibleByArgument {
  /// 0 ... 86,400.
  let seconds: Double

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), let last = parts.last.flatMap({ Self.number($0) }) else {
      return nil
    }
    var total = 0.0
    for (index, part) in parts.dropLast().enumerated() {
      // Only what stands before the first colon may be 60 or more.
      guard part.allSatisfy(\.isNumber), let value = Double(part), index == 0 || value < 60 else {
        return nil
      }
      total = (total + value) * 60
    }
    guard parts.count == 1 || last < 60, total + last <= 86_400 else { return nil }
    seconds = total + last
  }

  /// Digits and a decimal point, or a decimal comma as Vietnamese writes it.
  private static func number(_ text: Substring) -> Double? {
    let text = text.replacing(",", with: ".")
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
    return Double(text)
  }
}
