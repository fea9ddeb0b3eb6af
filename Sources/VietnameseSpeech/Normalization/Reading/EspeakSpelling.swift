/// Spellings that make eSpeak NG 1.51 say what is written, for a voice's input only: never shown, never normalised.
public enum EspeakSpelling {
  /// An apostrophe after the first consonant keeps eSpeak's rules for "hu" + vowel (southern voice: hung, hun, hum, hua lose
  /// their vowel) and its English word list ("veo") from applying.
  ///
  /// - Parameters:
  ///   - spoken: normalised text.
  ///   - isSouthern: for the voice `vi-vn-x-south`.
  public static func mended(_ spoken: String, isSouthern: Bool) -> String {
    var result = String.UnicodeScalarView()
    var word = String.UnicodeScalarView()
    func flush() {
      if needsBreak(word, isSouthern), let first = word.first {
        result.append(first)
        result.append("'")
        result.append(contentsOf: word.dropFirst())
      } else {
        result.append(contentsOf: word)
      }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in spoken.unicodeScalars {
      if Letters.isLatin(Letters.lowercased(scalar)) {
        word.append(scalar)
      } else {
        flush()
        result.append(scalar)
      }
    }
    flush()
    return String(result)
  }

  private static func needsBreak(_ word: String.UnicodeScalarView, _ isSouthern: Bool) -> Bool {
    let lower = word.map(Letters.lowercased)
    if lower == Array("veo".unicodeScalars) { return true }
    guard isSouthern, lower.starts(with: "hu".unicodeScalars) else { return false }
    let rest = String(String.UnicodeScalarView(lower.dropFirst(2).map(Letters.toneless)))
    return ["", "a", "i", "m", "n", "ng"].contains(rest) || rest.hasPrefix("ô")
  }
}
