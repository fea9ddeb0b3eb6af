extension SpeechWriter {
  private static let digitWords = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]

  static func digit(_ d: Int) -> String { digitWords[d] }

  /// A whole number as a count: 115 → một trăm mười lăm. Empty hundreds of a later group are said (5049 → năm nghìn không
  /// trăm bốn mươi chín), empty groups are not.
  mutating func cardinal(_ value: UInt64) {
    if value == 0 { return say("không") }
    group(value, leading: true)
  }

  private mutating func group(_ value: UInt64, leading: Bool) {
    var leading = leading
    var rest = value
    if rest >= 1_000_000_000 {
      group(rest / 1_000_000_000, leading: leading)
      say("tỷ")
      rest %= 1_000_000_000
      leading = false
    }
    for (unit, name) in [(1_000_000, "triệu"), (1_000, words.thousand.rawValue), (1, "")]
      as [(UInt64, String)]
    {
      let three = Int(rest / unit)
      rest %= unit
      if three == 0 { continue }
      hundreds(three, leading: leading)
      say(name)
      leading = false
    }
  }

  private mutating func hundreds(_ value: Int, leading: Bool) {
    let (h, t, u) = (value / 100, value / 10 % 10, value % 10)
    let hasHundreds = h > 0 || !leading
    if hasHundreds {
      say(SpeechWriter.digit(h))
      say("trăm")
    }
    switch (t, u) {
    case (0, 0): break
    case (0, _):
      if hasHundreds { say(words.zeroTens.rawValue) }
      say(SpeechWriter.digit(u))
    case (1, _):
      say("mười")
      if u > 0 { say(u == 5 ? "lăm" : SpeechWriter.digit(u)) }
    default:
      say(SpeechWriter.digit(t))
      say("mươi")
      switch u {
      case 0: break
      case 1: say("mốt")
      case 4: say(words.four.rawValue)
      case 5: say("lăm")
      default: say(SpeechWriter.digit(u))
      }
    }
  }

  /// Digit by digit, never mốt, tư, lăm: 1022 → một không hai hai.
  mutating func digits(_ scalars: ArraySlice<Unicode.Scalar>) {
    for scalar in scalars where Tokenizer.isDigit(scalar) { say(SpeechWriter.digit(Int(scalar.value) - 48)) }
  }

  /// Digit by digit with a rest after each group of `sizes`, the last size repeating.
  mutating func digits(_ scalars: ArraySlice<Unicode.Scalar>, groups sizes: [Int]) {
    var at = scalars.startIndex
    var group = 0
    while at < scalars.endIndex {
      let size = sizes[min(group, sizes.count - 1)]
      // No lone digit is left for a last group.
      let end = scalars.endIndex - at - size <= 1 ? scalars.endIndex : at + size
      if group > 0 { pause(.comma) }
      digits(scalars[at..<end])
      at = end
      group += 1
    }
  }
}
