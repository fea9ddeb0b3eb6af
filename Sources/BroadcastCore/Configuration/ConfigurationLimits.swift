internal import Yams

/// What a set-up file may ask of its reader at most: YAML's aliases let a small file stand for an endless one.
enum ConfigurationLimits {
  /// A larger file is no set-up file.
  static let bytes = 1 << 20
  /// With more, ten lines could unfold to millions of values ("billion laughs").
  static let aliases = 8
  static let depth = 32
  static let values = 100_000
  /// Nobody mends more at a time.
  static let problems = 200

  /// Words that may be aliases (`*tên`), counted before anything is unfolded; in doubt too many.
  static func aliases(in text: String) -> [(line: Int, column: Int)] {
    var found: [(line: Int, column: Int)] = []
    var (line, column) = (1, 0)
    var previous = UInt8(ascii: " ")
    var star: (line: Int, column: Int)?
    for byte in text.utf8 {
      if byte & 0xC0 != 0x80 { column += 1 }
      if let place = star, !isBlank(byte), byte != UInt8(ascii: "*") { found.append(place) }
      let starts = isBlank(previous) || "[{,:-?".utf8.contains(previous)
      star = byte == UInt8(ascii: "*") && starts ? (line, column) : nil
      if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 0) }
      previous = byte
    }
    return found
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  /// The first value past a limit, and which.
  static func excess(in root: Node) -> (what: String, cure: String, mark: Mark?)? {
    var remaining = values
    return excess(in: root, depth: 1, remaining: &remaining)
  }

  private static func excess(
    in node: Node, depth: Int, remaining: inout Int
  ) -> (what: String, cure: String, mark: Mark?)? {
    remaining -= 1
    if remaining < 0 { return ("tệp có hơn \(values) mục", "hãy tách thành nhiều tệp nhỏ", node.mark) }
    if depth > self.depth {
      return ("các mục lồng nhau quá \(self.depth) bậc", "hãy viết phẳng hơn", node.mark)
    }
    let children = node.sequence.map(Array.init) ?? node.mapping?.flatMap { [$0.key, $0.value] } ?? []
    for child in children {
      if let excess = excess(in: child, depth: depth + 1, remaining: &remaining) { return excess }
    }
    return nil
  }
}
