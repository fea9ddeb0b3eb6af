/// The Vietnamese alphabet: case, tone marks and base letters, over Unicode scalars in NFC.
enum Letters {
  /// The twelve vowels; each row is: level, huyền, sắc, hỏi, ngã, nặng.
  static let vowels: [[Unicode.Scalar]] = [
    "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
    "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ",
  ].map { Array($0.unicodeScalars) }

  static let tones = 6

  /// For a lower-case scalar below U+1F00: 1 + 6 · vowel + tone, or 0.
  private static let vowelCodes: [UInt8] = {
    var codes = [UInt8](repeating: 0, count: 0x1F00)
    for (v, row) in vowels.enumerated() {
      for (t, scalar) in row.enumerated() { codes[Int(scalar.value)] = UInt8(1 + v * tones + t) }
    }
    return codes
  }()

  /// The vowel (index into `vowels`) and tone of a lower-case letter.
  static func vowel(_ s: Unicode.Scalar) -> (vowel: Int, tone: Int)? {
    guard s.value < 0x1F00 else { return nil }
    let code = Int(vowelCodes[Int(s.value)])
    return code == 0 ? nil : ((code - 1) / tones, (code - 1) % tones)
  }

  /// `s` without its tone: "ế" → "ê".
  static func toneless(_ s: Unicode.Scalar) -> Unicode.Scalar {
    vowel(s).map { vowels[$0.vowel][0] } ?? s
  }

  /// The ASCII letter under a Vietnamese one: "ế" → "e", "đ" → "d".
  static func ascii(_ s: Unicode.Scalar) -> Unicode.Scalar {
    if let (v, _) = vowel(s) { return asciiVowels[v] }
    return s == "đ" ? "d" : s
  }
  private static let asciiVowels = Array("aaaeeiooouuy".unicodeScalars)

  /// Lower case of the Latin letters that Vietnamese uses; anything else unchanged.
  static func lowercased(_ s: Unicode.Scalar) -> Unicode.Scalar {
    let v = s.value
    switch v {
    case 0x41...0x5A: return Unicode.Scalar(UInt8(v + 32))
    case 0xC0...0xDE where v != 0xD7: return Unicode.Scalar(UInt8(v + 32))
    case 0x102, 0x110, 0x128, 0x168, 0x1A0: return Unicode.Scalar(v + 1) ?? s
    case 0x1AF: return "ư"
    case 0x1EA0...0x1EF8 where v & 1 == 0: return Unicode.Scalar(v + 1) ?? s
    default: return s
    }
  }

  /// Whether a lower-case scalar is a letter of Vietnamese or one of f, j, w, z.
  static func isLatin(_ lower: Unicode.Scalar) -> Bool {
    (0x61...0x7A).contains(lower.value) || lower == "đ" || vowel(lower) != nil
  }

  static func isVowel(_ lower: Unicode.Scalar) -> Bool { vowel(lower) != nil }
}
