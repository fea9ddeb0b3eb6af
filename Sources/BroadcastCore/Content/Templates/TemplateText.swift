/// The text of a template, cut at its variables `{{name}}`.
public struct TemplateText: Hashable, Sendable {
  public enum Piece: Hashable, Sendable {
    case literal(String)
    case variable(TemplateVariable)
  }

  public let source: String
  public let pieces: [Piece]
  /// Variables that do not end, by line of the text from 1.
  public let unclosed: [Int]

  public init(_ source: String) {
    self.source = source
    var pieces: [Piece] = []
    var unclosed: [Int] = []
    var rest = source[...]
    while let open = rest.firstRange(of: "{{") {
      let line = source[..<open.lowerBound].reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
      guard let close = rest[open.upperBound...].firstRange(of: "}}"),
        !rest[open.upperBound..<close.lowerBound].contains(where: { $0.isNewline })
      else {
        unclosed.append(line)
        break
      }
      pieces.append(.literal(String(rest[..<open.lowerBound])))
      let name = rest[open.upperBound..<close.lowerBound]
      pieces.append(.variable(TemplateVariable(name: name.trimmed, line: line)))
      rest = rest[close.upperBound...]
    }
    pieces.append(.literal(String(rest)))
    self.pieces = pieces
    self.unclosed = unclosed
  }

  public var variables: [TemplateVariable] {
    pieces.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }

  /// With a value for every variable: with a capital at the start of a line or an item, in capitals in a title.
  func filled(_ value: (TemplateVariable) -> String) -> String {
    var result = ""
    for piece in pieces {
      switch piece {
      case .literal(let text): result += text
      case .variable(let variable):
        let value = value(variable)
        let line = result[
          (result.lastIndex(of: "\n").map { result.index(after: $0) } ?? result.startIndex)...]
        let letters = line.filter(\.isLetter)
        if letters.count > 3, letters.allSatisfy(\.isUppercase) {
          result += value.uppercased()
        } else if line.allSatisfy({ " -".contains($0) }) {
          result += value.prefix(1).uppercased() + value.dropFirst()
        } else {
          result += value
        }
      }
    }
    return result
  }
}

extension TemplateText: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(source)
  }
}

/// A variable where it stands.
public struct TemplateVariable: Hashable, Sendable {
  /// `meeting_date.weekday`.
  public var name: String
  /// Line of the text, from 1.
  public var line: Int
}
