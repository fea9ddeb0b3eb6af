/// A text whose marks were followed: plain words for the normaliser, and where the voice is to do what.
public struct MarkedText: Hashable, Sendable {
  /// Without marks; what is to be spelt stands there as names of letters.
  public private(set) var plain = ""
  /// Parts of `plain` to be said slower, as UTF-8 offsets, in order.
  private(set) var slow: [Range<Int>] = []
  /// Parts of `plain` to be said again after "Xin nhắc lại", not overlapping, in order.
  private(set) var repeated: [Range<Int>] = []
  private(set) var pauses: [Pause] = []
  /// Where the pieces of `plain` come from, in order.
  private var origins: [Origin] = []

  struct Pause: Hashable, Sendable {
    /// UTF-8 offset in `plain`.
    var at: Int
    var milliseconds: Int
  }

  private struct Origin: Hashable, Sendable {
    var plain: Int
    var source: Int
    /// Whether the piece was copied letter by letter.
    var isCopy: Bool
  }

  /// - Throws: every mark that is unknown, unclosed or empty.
  public init(_ source: String) throws(MarkupError) {
    guard source.utf8.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
      plain = source
      origins = [Origin(plain: 0, source: 0, isCopy: true)]
      return
    }
    for node in try MarkupParser.parse(source) { append(node) }
  }

  /// The UTF-8 offset in the source of a UTF-8 offset in `plain`; inserted words point at their mark.
  public func sourceOffset(of offset: Int) -> Int {
    guard let origin = origins.last(where: { $0.plain <= offset }) else { return offset }
    return origin.isCopy ? origin.source + offset - origin.plain : origin.source
  }

  private var end: Int { plain.utf8.count }

  private mutating func append(_ node: Markup.Node) {
    switch node {
    case .text(let text, let at): insert(String(text), from: at, isCopy: true)
    case .pause(let milliseconds, let at):
      rest(",", from: at)
      pauses.append(Pause(at: end, milliseconds: milliseconds))
    case .slow(let content, let at):
      rest(",", from: at)
      slowly { $0.append(contentsOf: content) }
      rest(",", from: at)
    case .repeated(let content, let at):
      rest(",", from: at)
      let start = end
      append(contentsOf: content)
      // One inside another is said again with it.
      repeated.removeAll { $0.lowerBound >= start }
      repeated.append(start..<end)
      rest(".", from: at)
    case .spelled(let letters, let at):
      rest(",", from: at)
      slowly { $0.insert(Spelling.spoken(letters), from: at) }
      rest(",", from: at)
    }
  }

  private mutating func append(contentsOf nodes: [Markup.Node]) {
    for node in nodes { append(node) }
  }

  private mutating func slowly(_ body: (inout MarkedText) -> Void) {
    let start = end
    body(&self)
    slow.append(start..<end)
  }

  private mutating func insert(_ text: String, from source: Int, isCopy: Bool = false) {
    origins.append(Origin(plain: end, source: source, isCopy: isCopy))
    plain += text
  }

  /// A clause has to end at the edge of a mark. At the start of a line nothing is there to end.
  private mutating func rest(_ mark: Character, from source: Int) {
    let line = plain.suffix(while: { !$0.isNewline })
    let needsMark = line.contains { $0.isLetter || $0.isNumber }
    insert(needsMark ? " \(mark) " : " ", from: source)
  }
}

extension String {
  fileprivate func suffix(while holds: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, holds(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
