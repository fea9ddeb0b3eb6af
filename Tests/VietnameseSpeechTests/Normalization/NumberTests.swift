import Testing
import VietnameseSpeech

/// Numbers said by the normaliser are understood by a reader that shares no code with it.
@Suite struct NumberTests {
  static let regions = NormalizationSettings.Region.allCases

  @Test(arguments: regions) func smallNumbersRoundTrip(_ region: NormalizationSettings.Region) throws {
    let normalizer = try Normalizer.standard(NormalizationSettings(region: region))
    for value in 0...9_999 {
      #expect(NumberReader.value(of: normalizer.spoken(String(value))) == value)
    }
  }

  @Test(arguments: regions) func largeNumbersRoundTrip(_ region: NormalizationSettings.Region) throws {
    let normalizer = try Normalizer.standard(NormalizationSettings(region: region))
    var random = SplitMix64(state: 4)
    var values = [999_999_999_999, 1_000_000_000, 100_000_000_000, 10_000, 1_000_001, 1_000_000_001]
    for digits in 1...12 {
      let limit = (0..<digits).reduce(1) { product, _ in product * 10 }
      values += (0..<100).map { _ in Int.random(in: 0..<limit, using: &random) }
    }
    for value in values {
      #expect(NumberReader.value(of: normalizer.spoken("có \(grouped(value)) hộ")) == value, "\(value)")
      #expect(NumberReader.value(of: normalizer.spoken("có \(value) hộ")) == value, "\(value)")
    }
  }

  /// Rules of thumb that the round trip cannot see.
  @Test(arguments: [
    (15, "mười lăm"), (21, "hai mươi mốt"), (11, "mười một"), (24, "hai mươi tư"), (14, "mười bốn"),
    (105, "một trăm linh năm"),
    (5049, "năm nghìn không trăm bốn mươi chín"), (1_000_000, "một triệu"),
  ]) func saysTheCustomaryForm(_ value: Int, _ spoken: String) throws {
    #expect(try Normalizer.standard().spoken(String(value)) == spoken + ".")
  }

  private func grouped(_ value: Int) -> String {
    let digits = Array(String(value))
    return digits.indices.map { i in
      (i > 0 && (digits.count - i) % 3 == 0 ? "." : "") + String(digits[i])
    }.joined()
  }
}

/// Understands Vietnamese numerals by their grammar: number = [number "tỷ"] millions thousands units.
enum NumberReader {
  private static let digits: [String: Int] = [
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6,
    "bảy": 7, "tám": 8,
    "chín": 9,
  ]

  static func value(of text: String) -> Int? {
    var total = 0
    var group = 0
    var digit: Int?
    for word in text.split(whereSeparator: { " .,".contains($0) }).map(String.init)
    where !["có", "hộ"].contains(word) {
      if let found = digits[word] {
        guard digit == nil else { return nil }
        digit = found
        continue
      }
      let count = digit ?? 0
      digit = nil
      switch word {
      case "mười": group += 10
      case "mươi": group += count * 10
      case "trăm": group += count * 100
      case "linh", "lẻ": break
      case "nghìn", "ngàn":
        total += (group + count) * 1_000
        group = 0
      case "triệu":
        total += (group + count) * 1_000_000
        group = 0
      case "tỷ":
        total = (total + group + count) * 1_000_000_000
        group = 0
      default: return nil
      }
    }
    return total + group + (digit ?? 0)
  }
}
