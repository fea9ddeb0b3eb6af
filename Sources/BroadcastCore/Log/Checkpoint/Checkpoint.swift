internal import Foundation

/// What the log was at one moment (điểm chốt): how many entries, and the hash of them all. Its text is that of C2SP
/// tlog-checkpoint.
public struct Checkpoint: Hashable, Sendable {
  /// The log's name, also the name of the key.
  public var origin: String
  public var size: Int64
  public var root: MerkleHash

  public init(origin: String, size: Int64, root: MerkleHash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Three lines: origin, size, root in Base64.
  public var text: String { "\(origin)\n\(size)\n\(root.data.base64EncodedString())\n" }

  /// Only the form that `text` gives, without extension lines.
  public init?(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty, let size = Int64(lines[1]), size >= 0,
      String(size) == lines[1], let data = StrictBase64.decode(lines[2]), let root = MerkleHash(data)
    else { return nil }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  /// The checkpoint of a signed note, not yet verified.
  public init(in note: SignedNote) throws(NoteError) {
    guard let checkpoint = Checkpoint(text: note.text) else { throw .malformed }
    self = checkpoint
  }
}
