/// The files of a bundle and their hashes, as a signed note. The lines of the files are those of `sha256sum`.
struct BundleManifest: Hashable, Sendable {
  static let title = "broadcaster evidence bundle v1"

  var origin: String
  /// By name, in order.
  var hashes: [(name: String, sha256: String)]

  static func == (a: BundleManifest, b: BundleManifest) -> Bool { a.text == b.text }
  func hash(into hasher: inout Hasher) { hasher.combine(text) }

  var text: String {
    "\(BundleManifest.title)\n\(origin)\n" + hashes.map { "\($0.sha256)  \($0.name)\n" }.joined()
  }

  init(origin: String, hashes: [(name: String, sha256: String)]) {
    self.origin = origin
    self.hashes = hashes.sorted { $0.name < $1.name }
  }

  /// Only the form that `text` gives.
  init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 3, lines[0] == BundleManifest.title, lines.last == "" else { return nil }
    var hashes: [(name: String, sha256: String)] = []
    for line in lines.dropFirst(2).dropLast() {
      guard line.utf8.count > 66 else { return nil }
      hashes.append((String(line.dropFirst(66)), String(line.prefix(64))))
    }
    self.init(origin: String(lines[1]), hashes: hashes)
    guard Array(self.text.utf8) == Array(text.utf8) else { return nil }
  }
}

/// Which entries a bundle holds of which log, and what is needed to reach the root of the whole.
struct BundleRange: Hashable, Sendable {
  var from: Int64
  /// Not included.
  var to: Int64
  /// Entries of the whole log, as in the checkpoint.
  var size: Int64
  /// Complete subtrees before `from`, and from `to` on; see `MerkleRange.cover`.
  var before: [MerkleHash]
  var after: [MerkleHash]

  var line: String {
    CanonicalJSON.object([
      "v": 1, "from": .integer(from), "to": .integer(to), "size": .integer(size),
      "before": .array(before.map { .string($0.hex) }), "after": .array(after.map { .string($0.hex) }),
    ]).line + "\n"
  }

  init(from: Int64, to: Int64, size: Int64, before: [MerkleHash], after: [MerkleHash]) {
    (self.from, self.to, self.size, self.before, self.after) = (from, to, size, before, after)
  }

  /// Only the form that `line` gives, with as many hashes as the places ask for.
  init?(line: [UInt8]) {
    guard let members = CanonicalScanner.members(of: line), let from = members.integer("from"),
      let to = members.integer("to"), let size = members.integer("size"), 0 <= from, from <= to, to <= size,
      size < 1 << 60, let before = members.hashes("before"), let after = members.hashes("after"),
      before.count == MerkleRange.cover(0, from).count, after.count == MerkleRange.cover(to, size).count
    else { return nil }
    self.init(from: from, to: to, size: size, before: before, after: after)
    guard Array(self.line.utf8) == line + [0x0A] else { return nil }
  }
}

extension CanonicalScanner.Members {
  /// An array of SHA-256 in hexadecimal.
  fileprivate func hashes(_ name: StaticString) -> [MerkleHash]? {
    guard case .array(let range)? = self[name] else { return nil }
    var hashes: [MerkleHash] = []
    for item in bytes[range].dropFirst().dropLast().split(separator: UInt8(ascii: ",")) {
      guard item.count == 66,
        let hash = MerkleHash(hex: String(decoding: item.dropFirst().dropLast(), as: UTF8.self))
      else { return nil }
      hashes.append(hash)
    }
    return hashes
  }
}
