/// One entry as stored: its canonical line and leaf hash.
public struct LogEntry: Hashable, Sendable {
  /// 0, 1, 2 … without a gap.
  public let seq: Int64
  /// Canonical JSON, no newline.
  public let line: String
  /// `MerkleLeaf.hash(line)` as it was when the entry was written.
  public let leaf: [UInt8]
  /// Private texts by name that have not been erased.
  public let texts: [String: String]
  /// Names of texts that do not have the hash that the line gives: they were changed, and are not to be believed.
  public let alteredTexts: Set<String>

  public init(
    seq: Int64, line: String, leaf: [UInt8], texts: [String: String], alteredTexts: Set<String> = []
  ) {
    self.seq = seq
    self.line = line
    self.leaf = leaf
    self.texts = texts
    self.alteredTexts = alteredTexts
  }

  /// False where the line is not the one that was written.
  public var isIntact: Bool { MerkleLeaf.hash(line) == leaf }
}
