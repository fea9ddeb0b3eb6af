import Foundation
import Yams

/// The YAML of a lexicon, checked line by line.
///
/// ```yaml
/// viết tắt:
///   UBND: Ủy ban nhân dân
///   TT:
///     - đọc: thường trực
///       khi sau là: [Đảng ủy, HĐND]
///     - đọc: trung tâm
/// nước ngoài:
///   zalo: da lô
/// ```
/// A spelling with a word in capitals fits capitals only; any other fits every case. `<tên>`, `<số>`, `<số ngắn>`, `<đầu>`,
/// `<cuối>` in a condition mean a capitalised word, a number, one of at most three digits, and the edges of the line.
struct LexiconFile {
  private(set) var entries: [LexiconEntry] = []
  private(set) var documentTypes: [UInt64: String] = [:]
  private let source: String

  private static let kinds: [String: SpokenToken.Kind] = [
    "viết tắt": .abbreviation, "nước ngoài": .foreign, "địa danh": .place, "cách đọc": .respelling,
  ]
  private static let documentTypesSection = "loại văn bản"

  init(yaml: String, source: String) throws(LexiconError) {
    self.source = source
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw LexiconError(
        source: source, line: LexiconFile.line(of: error), message: "YAML viết sai: \(error)")
    }
    guard let root else { return }
    guard case .mapping(let sections) = root else {
      throw fail(root, "phải gồm các phần: \(LexiconFile.sectionNames)")
    }
    for (name, content) in sections {
      guard let title = name.scalar?.string else { throw fail(name, "tên phần phải là chữ") }
      // A section without entries yet.
      if case .scalar(let scalar) = content, scalar.string.isEmpty || scalar.string == "~" { continue }
      guard case .mapping(let list) = content else {
        throw fail(content, "phần \"\(title)\" phải gồm các dòng \"chữ viết: cách đọc\"")
      }
      if title == LexiconFile.documentTypesSection {
        for (key, value) in list { try addDocumentType(key, value) }
      } else if let kind = LexiconFile.kinds[title] {
        for (key, value) in list { try addEntry(key, value, kind) }
      } else {
        throw fail(name, "không có phần \"\(title)\"; các phần là: \(LexiconFile.sectionNames)")
      }
    }
  }

  private static let sectionNames =
    (kinds.keys.sorted() + [documentTypesSection]).map { "\"\($0)\"" }.joined(separator: ", ")

  private mutating func addDocumentType(_ key: Node, _ value: Node) throws(LexiconError) {
    guard let code = key.scalar?.string, let name = value.scalar?.string else {
      throw fail(value, "loại văn bản phải viết: ký hiệu: tên")
    }
    documentTypes[WordHash(code.precomposedStringWithCanonicalMapping).value] = try spoken(name, value)
  }

  private mutating func addEntry(_ key: Node, _ value: Node, _ kind: SpokenToken.Kind) throws(LexiconError) {
    guard let written = key.scalar?.string.precomposedStringWithCanonicalMapping else {
      throw fail(key, "chữ viết phải là một chuỗi")
    }
    guard LexiconFile.tokens(written).contains(where: { $0.kind == .word || $0.kind == .number }) else {
      throw fail(key, "\"\(written)\" không có chữ nào")
    }
    var alternatives: [LexiconEntry.Alternative] = []
    switch value {
    case .scalar(let scalar):
      alternatives = [.init(spoken: try spoken(scalar.string, value), line: line(value))]
    case .sequence(let list):
      for item in list { alternatives.append(try alternative(item, written)) }
    case .mapping: alternatives = [try alternative(value, written)]
    case .alias: throw fail(value, "không dùng bí danh YAML ở đây")
    }
    guard !alternatives.isEmpty else { throw fail(key, "\"\(written)\" thiếu cách đọc") }
    entries.append(
      LexiconEntry(written: written, kind: kind, alternatives: alternatives, source: source, line: line(key)))
  }

  private func alternative(_ node: Node, _ written: String) throws(LexiconError) -> LexiconEntry.Alternative {
    guard case .mapping(let fields) = node else {
      throw fail(node, "\"\(written)\": mỗi cách đọc phải có \"đọc: …\"")
    }
    var found: LexiconEntry.Alternative?
    var followedBy: [LexiconEntry.Phrase] = []
    var precededBy: [LexiconEntry.Phrase] = []
    for (key, value) in fields {
      switch key.scalar?.string {
      case "đọc": found = .init(spoken: try spoken(value.scalar?.string ?? "", value), line: line(value))
      case "khi sau là": followedBy = try phrases(value)
      case "khi trước là": precededBy = try phrases(value)
      default:
        throw fail(
          key, "không có mục \"\(key.scalar?.string ?? "?")\"; chỉ có: đọc, khi sau là, khi trước là")
      }
    }
    guard var found else { throw fail(node, "\"\(written)\" thiếu \"đọc: …\"") }
    found.followedBy = followedBy
    found.precededBy = precededBy
    return found
  }

  private func phrases(_ node: Node) throws(LexiconError) -> [LexiconEntry.Phrase] {
    let nodes = node.sequence.map(Array.init) ?? [node]
    var phrases: [LexiconEntry.Phrase] = []
    for node in nodes {
      guard let text = node.scalar?.string.precomposedStringWithCanonicalMapping else {
        throw fail(node, "điều kiện phải là chữ hoặc danh sách chữ")
      }
      let terms = text.replacing("<số ngắn>", with: "<số-ngắn>").split(separator: " ").flatMap {
        word -> [LexiconEntry.Term] in
        switch word {
        case "<tên>": [.name]
        case "<số>": [.number]
        case "<số-ngắn>": [.shortNumber]
        case "<đầu>", "<cuối>": [.edge]
        default: LexiconFile.tokens(String(word)).map { .token($0.identity) }
        }
      }
      guard !terms.isEmpty else { throw fail(node, "điều kiện trống") }
      phrases.append(.init(text: text, terms: terms))
    }
    return phrases
  }

  /// Only what a Vietnamese voice reads: syllables and commas.
  private func spoken(_ text: String, _ node: Node) throws(LexiconError) -> String {
    let text = text.precomposedStringWithCanonicalMapping
    let scalars = SourceText(text).scalars
    let tokens = LexiconFile.tokens(text)
    guard !tokens.isEmpty else { throw fail(node, "thiếu cách đọc") }
    for token in tokens {
      let isComma = token.kind == .symbol && token.symbol == ","
      if isComma || token.kind == .word && token.syllable == 0 { continue }
      let piece = String(String.UnicodeScalarView(scalars[token.start..<token.end]))
      throw fail(
        node, "giọng đọc không đọc được \"\(piece)\"; hãy viết bằng âm tiết tiếng Việt, ví dụ \"da lô\"")
    }
    // Capitals are no reading of their own, and would be abbreviations when read again.
    return text.split(separator: " ").map { word in
      word == word.uppercased() && (word.count > 1 || word == "I") ? word.lowercased() : String(word)
    }.joined(separator: " ")
  }

  private static func tokens(_ text: String) -> [Token] {
    let scalars = SourceText(text).scalars
    var tokens: [Token] = []
    Tokenizer().tokenize(scalars, 0..<scalars.count, into: &tokens)
    return tokens
  }

  private func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

  private func fail(_ node: Node, _ message: String) -> LexiconError {
    LexiconError(source: source, line: node.mark?.line, message: message)
  }

  private static func line(of error: any Error) -> Int? {
    guard let error = error as? YamlError else { return nil }
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      return mark.line
    case .duplicatedKeysInMapping(_, let context): return context.mark.line
    default: return nil
    }
  }
}
