import Foundation

/// A text as the rules see it: one scalar a letter, whatever composition the source used, and where each came from.
///
/// Compatibility forms (full-width and mathematical letters, ㎡, ①, ½) become what they stand for; combining marks that
/// Vietnamese has no use for are dropped. The superscripts ² and ³ stay, since units need them.
struct SourceText {
  private(set) var scalars: [Unicode.Scalar] = []
  /// Offset of each scalar, and of the end, in the source.
  private(set) var utf8: [Int32] = []
  private(set) var utf16: [Int32] = []

  init(_ text: String) {
    scalars.reserveCapacity(text.utf8.count)
    utf8.reserveCapacity(text.utf8.count + 1)
    utf16.reserveCapacity(text.utf8.count + 1)
    var at8: Int32 = 0
    var at16: Int32 = 0
    if text.unicodeScalars.allSatisfy(SourceText.standsAlone) {
      for scalar in text.unicodeScalars {
        append(SourceText.unified(scalar), at8, at16)
        at8 += Int32(UTF8.width(scalar))
        at16 += Int32(UTF16.width(scalar))
      }
    } else {
      for character in text {
        appendCluster(character, at8, at16)
        at8 += Int32(character.utf8.count)
        at16 += Int32(character.utf16.count)
      }
    }
    utf8.append(at8)
    utf16.append(at16)
  }

  /// Where in the source the scalars before `end` stop: several may stand for one character of it.
  func span(_ start: Int, _ end: Int) -> SourceSpan {
    var stop = end
    while stop < scalars.count, utf8[stop] == utf8[end - 1] { stop += 1 }
    return SourceSpan(utf8: Int(utf8[start])..<Int(utf8[stop]), utf16: Int(utf16[start])..<Int(utf16[stop]))
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ at8: Int32, _ at16: Int32) {
    scalars.append(scalar)
    utf8.append(at8)
    utf16.append(at16)
  }

  private mutating func appendCluster(_ cluster: Character, _ at8: Int32, _ at16: Int32) {
    let parts = cluster.unicodeScalars
    guard let first = parts.first else { return }
    if cluster == "\r\n" { return append("\n", at8, at16) }
    if parts.count == 1, SourceText.standsAlone(first) { return append(SourceText.unified(first), at8, at16) }
    if SourceText.standsAlone(first), let letter = SourceText.compose(parts) {
      return append(letter, at8, at16)
    }
    let canonical = String(cluster).decomposedStringWithCanonicalMapping.unicodeScalars
    if let letter = SourceText.compose(canonical) { return append(letter, at8, at16) }
    let plain = String(cluster).decomposedStringWithCompatibilityMapping.unicodeScalars
    // "3½" is not 31/2.
    if let last = scalars.last, Tokenizer.isDigit(last), let next = plain.first, Tokenizer.isDigit(next) {
      append(" ", at8, at16)
    }
    for scalar in plain {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: continue
      default: append(SourceText.unified(scalar), at8, at16)
      }
    }
  }

  /// Scalars that no following scalar but a combining mark can change, and that no compatibility form hides: the bulk of
  /// any Vietnamese text.
  private static func standsAlone(_ s: Unicode.Scalar) -> Bool {
    switch s.value {
    case 0x0D, 0xA8, 0xAA, 0xAF, 0xB4, 0xB8, 0xBA, 0xBC...0xBE: false
    case 0...0x131, 0x160...0x17E, 0x1A0, 0x1A1, 0x1AF, 0x1B0: true
    case 0x1EA0...0x1EF9: true
    case 0x2010, 0x2012...0x2015, 0x2018...0x2023, 0x2026, 0x2030, 0x20AB, 0x20AC: true
    case 0x2190...0x2193, 0x2248, 0x2264, 0x2265, 0x25A0...0x25FF, 0x2700...0x27BF: true
    default: false
    }
  }

  /// Look-alikes that pasted Vietnamese is full of, and foreign accents, to the one letter the rules know.
  private static func unified(_ s: Unicode.Scalar) -> Unicode.Scalar {
    switch s.value {
    case 0xD0, 0x189: return "Đ"
    case 0xF0: return "đ"
    case 0...0x7F: return s
    case 0xC0...0x17F:
      if Letters.isLatin(Letters.lowercased(s)) { return s }
      return foreignBase(s)
    default:
      if s.value > 0x2FF, s.properties.numericType == .decimal, let value = s.properties.numericValue {
        return Unicode.Scalar(UInt8(48 + Int(value) % 10))
      }
      return s
    }
  }

  /// "ü" → "u", "Ç" → "C"; a letter without decomposition (ø, ß) stays and is nobody's letter.
  private static func foreignBase(_ s: Unicode.Scalar) -> Unicode.Scalar {
    String(s).decomposedStringWithCanonicalMapping.unicodeScalars.first ?? s
  }

  /// A base letter with the marks of Vietnamese in any order. Order must not matter: canonically equal texts differ in it.
  private static func compose(_ parts: String.UnicodeScalarView) -> Unicode.Scalar? {
    guard let base = parts.first else { return nil }
    let lower = Letters.lowercased(base)
    guard var (shape, tone) = Letters.vowel(lower) else { return nil }
    let plain = plainVowels[shape]
    for mark in parts.dropFirst() {
      switch mark.value {
      case 0x300: tone = max(tone, 1)
      case 0x301: tone = max(tone, 2)
      case 0x309: tone = max(tone, 3)
      case 0x303: tone = max(tone, 4)
      case 0x323: tone = max(tone, 5)
      case 0x302 where plain == 0: shape = max(shape, 2)
      case 0x302 where plain == 3 || plain == 6: shape = max(shape, plain + 1)
      case 0x306 where plain == 0: shape = max(shape, 1)
      case 0x31B where plain == 6: shape = max(shape, 8)
      case 0x31B where plain == 9: shape = max(shape, 10)
      default: return nil
      }
    }
    let letter = Letters.vowels[shape][tone]
    return lower == base ? letter : String(letter).uppercased().unicodeScalars.first
  }

  /// The vowel without its shape mark, by index into `Letters.vowels`: ă â → a.
  private static let plainVowels = [0, 0, 0, 3, 3, 5, 6, 6, 6, 9, 9, 11]
}
