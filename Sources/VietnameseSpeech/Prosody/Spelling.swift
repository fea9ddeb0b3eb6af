internal import Foundation

/// Words said letter by letter, with their tones: "Hòa" → "hát, o, huyền, a".
enum Spelling {
  private static let tones = ["", "huyền", "sắc", "hỏi", "ngã", "nặng"]
  private static let digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
  private static let symbols: [Character: String] = [
    ".": "chấm", "-": "gạch ngang", "_": "gạch dưới", "/": "xuyệt", "@": "a còng", ":": "hai chấm",
  ]

  /// Other characters are left out.
  static func spoken(_ text: Substring) -> String {
    var names: [String] = []
    for character in String(text).precomposedStringWithCanonicalMapping {
      if let symbol = symbols[character] {
        names.append(symbol)
      } else if let digit = character.wholeNumberValue, digits.indices.contains(digit) {
        names.append(digits[digit])
      } else if let scalar = character.unicodeScalars.first {
        let lower = Letters.lowercased(scalar)
        guard Letters.isLatin(lower) else { continue }
        names.append(LetterNames.name(Letters.toneless(lower)))
        if let tone = Letters.vowel(lower)?.tone, tone > 0 { names.append(tones[tone]) }
      }
    }
    return names.joined(separator: ", ")
  }
}
