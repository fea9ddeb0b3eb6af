/// What the letters are called when a word is spelt.
enum LetterNames {
  /// - Parameter letter: lower case.
  static func name(_ letter: Unicode.Scalar) -> String {
    switch letter {
    case "b": "bê"
    case "c": "xê"
    case "d": "dê"
    case "đ": "đê"
    case "f": "ép"
    case "g": "giê"
    case "h": "hát"
    case "j": "di"
    case "k": "ca"
    case "l": "lờ"
    case "m": "mờ"
    case "n": "nờ"
    case "p": "pê"
    case "q": "quy"
    case "r": "rờ"
    case "s": "sờ"
    case "t": "tê"
    case "v": "vê"
    case "w": "vê kép"
    case "x": "ích"
    case "z": "dét"
    case "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ": "á"
    case "â", "ầ", "ấ", "ẩ", "ẫ", "ậ": "ớ"
    default: String(letter)
    }
  }
}

extension SpeechWriter {
  /// Spells a word of the source letter by letter.
  mutating func spell(_ scalars: ArraySlice<Unicode.Scalar>) {
    for scalar in scalars { say(LetterNames.name(Letters.lowercased(scalar))) }
  }
}
