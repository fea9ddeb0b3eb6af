/// A piece of HTML; whatever is put into it is escaped, unless it is HTML itself.
struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
  private(set) var text: String

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""
    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: HTML) { text += value.text }
    mutating func appendInterpolation(_ value: [HTML]) { for piece in value { text += piece.text } }
    mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
    mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
  }

  init(stringLiteral value: String) { text = value }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }
  init(escaping value: String) { text = HTML.escaped(value) }

  static func += (a: inout HTML, b: HTML) { a.text += b.text }

  static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\n": text += "\n"
      // No control character is allowed in HTML, and a title may hold anything.
      case "\u{00}"..."\u{1F}", "\u{7F}": text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
