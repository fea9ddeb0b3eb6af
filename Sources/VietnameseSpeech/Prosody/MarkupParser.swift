internal import Foundation

/// Reads the marks of a text; every mistake is noted with its place, and reading goes on after it.
struct MarkupParser {
  private let source: String
  private var index: String.Index
  private var problems: [MarkupError.Problem] = []

  init(_ source: String) {
    self.source = source
    index = source.startIndex
  }

  static func parse(_ source: String) throws(MarkupError) -> [Markup.Node] {
    var parser = MarkupParser(source)
    let nodes = parser.nodes(inside: nil)
    guard parser.problems.isEmpty else { throw MarkupError(problems: parser.problems) }
    return nodes
  }

  /// Up to the closing brace of the mark that began at `opening`, or to the end of the text.
  private mutating func nodes(inside opening: String.Index?) -> [Markup.Node] {
    var nodes: [Markup.Node] = []
    var start = index
    func flush(_ parser: MarkupParser, _ nodes: inout [Markup.Node]) {
      guard start < parser.index else { return }
      nodes.append(.text(parser.source[start..<parser.index], at: parser.utf8(start)))
    }
    while index < source.endIndex {
      switch source[index] {
      case "{" where source[index...].hasPrefix("{{"):
        skipVariable()
      case "{":
        flush(self, &nodes)
        if let node = mark() { nodes.append(node) }
        start = index
      case "}":
        flush(self, &nodes)
        if opening == nil {
          note(at: index, "có dấu } mà không có dấu { mở trước nó; hãy bỏ đi hoặc thêm dấu mở")
        }
        index = source.index(after: index)
        if opening != nil { return nodes }
        start = index
      default:
        index = source.index(after: index)
      }
    }
    flush(self, &nodes)
    if let opening { note(at: opening, "dấu này chưa đóng; hãy thêm } ở chỗ hết phần cần đánh dấu") }
    return nodes
  }

  private mutating func skipVariable() {
    let rest = source[index...]
    index = rest.firstRange(of: "}}")?.upperBound ?? source.index(index, offsetBy: 2)
  }

  /// From "{" on; leaves `index` after the mark.
  private mutating func mark() -> Markup.Node? {
    let opening = index
    let at = utf8(opening)
    index = source.index(after: index)
    let nameStart = index
    while index < source.endIndex, !":{}".contains(source[index]), !source[index].isNewline {
      index = source.index(after: index)
    }
    let name = source[nameStart..<index].precomposedStringWithCanonicalMapping.lowercased()
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if name.hasPrefix("nghỉ") { return pause(String(name.dropFirst("nghỉ".count)), opening) }
    guard index < source.endIndex, source[index] == ":" else {
      let isKnown = Markup.names.contains(name)
      note(
        at: opening,
        isKnown
          ? "sau «\(name)» phải có dấu hai chấm, ví dụ {\(name): nội dung}"
          : "không có dấu này; hãy dùng một trong: {nghỉ 2}, {chậm: …}, {nhắc lại: …}, {đánh vần: …}")
      skipToEnd()
      return nil
    }
    index = source.index(after: index)
    if name == "đánh vần" { return spelled(opening) }
    let known = ["chậm", "nhắc lại"].contains(name)
    if !known {
      note(
        at: opening,
        "không có dấu «\(name)»; hãy dùng một trong: \(Markup.names.joined(separator: ", "))")
    }
    let content = nodes(inside: opening)
    guard known else { return nil }
    guard content.contains(where: Self.hasWords) else {
      note(at: opening, "trong dấu này không có chữ nào; hãy viết nội dung sau dấu hai chấm")
      return nil
    }
    return name == "chậm" ? .slow(content, at: at) : .repeated(content, at: at)
  }

  private mutating func pause(_ amount: String, _ opening: String.Index) -> Markup.Node? {
    let number = amount.replacing("giây", with: "").replacing("s", with: "").replacing(",", with: ".")
      .trimmingCharacters(in: .whitespaces)
    let isClosed = index < source.endIndex && source[index] == "}"
    guard isClosed, let seconds = Double(number), (0.1...30).contains(seconds) else {
      note(
        at: opening,
        isClosed
          ? "chờ số giây từ 0,1 đến 30, ví dụ {nghỉ 2}" : "dấu này chưa đóng; hãy viết như {nghỉ 2}")
      skipToEnd()
      return nil
    }
    index = source.index(after: index)
    return .pause(milliseconds: Int((seconds * 1000).rounded()), at: utf8(opening))
  }

  private mutating func spelled(_ opening: String.Index) -> Markup.Node? {
    let start = index
    while index < source.endIndex, source[index] != "}", source[index] != "{", !source[index].isNewline {
      index = source.index(after: index)
    }
    let content = source[start..<index]
    guard index < source.endIndex, source[index] == "}",
      content.contains(where: { $0.isLetter || $0.isNumber })
    else {
      note(at: opening, "chờ các chữ cần đánh vần trên một dòng rồi dấu }, ví dụ {đánh vần: VNeID}")
      skipToEnd()
      return nil
    }
    index = source.index(after: index)
    return .spelled(content, at: utf8(start))
  }

  /// After a mistake: past the next closing brace of this line.
  private mutating func skipToEnd() {
    while index < source.endIndex, !source[index].isNewline {
      let isEnd = source[index] == "}"
      index = source.index(after: index)
      if isEnd { return }
    }
  }

  private static func hasWords(_ node: Markup.Node) -> Bool {
    switch node {
    case .text(let text, _): text.contains { $0.isLetter || $0.isNumber }
    case .pause: false
    case .slow, .repeated, .spelled: true
    }
  }

  private func utf8(_ index: String.Index) -> Int {
    source.utf8.distance(from: source.startIndex, to: index)
  }

  private mutating func note(at place: String.Index, _ message: String) {
    let before = source[..<place]
    let line = before.reduce(1) { $1.isNewline ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(where: \.isNewline).map { source.index(after: $0) } ?? source.startIndex
    let rest = source[place...].prefix { !$0.isNewline }
    let mark = rest.firstIndex(of: "}").map { rest[...$0] } ?? rest
    problems.append(
      MarkupError.Problem(
        line: line, column: source.distance(from: lineStart, to: place) + 1, mark: String(mark.prefix(40)),
        message: message))
  }
}
