/// Text from people on its way to a terminal or a list.
///
/// Line ends, tabs and escape sequences could draw a false row in a list, so they stop here.
public enum PlainLine {
  /// Characters of a title.
  static let limit = 200

  /// Not empty, at most `limit` characters, nothing that draws.
  static func isPlain(_ text: String) -> Bool {
    text.count <= limit && text.unicodeScalars.count <= 2 * limit && text.contains { !$0.isWhitespace }
      && isHarmless(text)
  }

  /// No control, format or line-separating characters.
  static func isHarmless(_ text: String) -> Bool { !text.unicodeScalars.contains(where: draws) }

  /// The words of a text of several lines in one.
  static func joined(_ text: String) -> String {
    harmless(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  /// The text with a mark in place of what draws.
  ///
  /// - Parameter kept: what may stay, such as the line ends of a message of several lines.
  public static func harmless(_ text: String, keeping kept: Set<Unicode.Scalar> = []) -> String {
    guard text.unicodeScalars.contains(where: { draws($0) && !kept.contains($0) }) else { return text }
    let scalars = text.unicodeScalars.map { draws($0) && !kept.contains($0) ? "\u{FFFD}" : $0 }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func draws(_ scalar: Unicode.Scalar) -> Bool {
    // All of ASCII but its controls, without a look into tables: every line that is printed comes through here.
    if scalar.value < 0x80 { return scalar.value < 0x20 || scalar.value == 0x7F }
    // Khmer parts its words with U+200B, and joiners shape other scripts.
    if (0x200B...0x200D).contains(scalar.value) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }
}
