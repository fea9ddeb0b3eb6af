public import GRDB

/// That one checkpoint's log is the beginning of another's, with the proof of it (RFC 6962 §2.1.2).
public struct Growth: Hashable, Sendable {
  public let old: Checkpoint
  public let new: Checkpoint
  public let path: [MerkleHash]

  /// The proof as the station's own log gives it.
  public init(from old: Checkpoint, to new: Checkpoint, in database: Database) throws {
    self.old = old
    self.new = new
    path = try MerkleProof.consistency(from: old.size, to: new.size) { try LogTree.node($0, in: database) }
  }

  /// - Throws: `GrowthError` where the log did more than grow.
  public func check() throws(GrowthError) {
    guard old.origin == new.origin else { throw GrowthError(.otherLog, old: old, new: new) }
    guard old.size <= new.size else { throw GrowthError(.shorter, old: old, new: new) }
    guard MerkleProof.verifies(path, that: old.root, of: old.size, grewTo: new.root, of: new.size) else {
      throw GrowthError(.changed, old: old, new: new)
    }
  }
}

/// The log is not what it was when an earlier checkpoint was signed.
public struct GrowthError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// Entries that the old checkpoint covers are not what they were.
    case changed
    /// Entries that the old checkpoint covers are missing at the end.
    case shorter
    case otherLog
  }

  public let code: Code
  public let old: Checkpoint
  public let new: Checkpoint

  init(_ code: Code, old: Checkpoint, new: Checkpoint) {
    self.code = code
    self.old = old
    self.new = new
  }

  public var description: String {
    switch code {
    case .changed:
      "NHẬT KÝ ĐÃ BỊ SỬA: \(old.size) mục đầu không còn đúng như điểm chốt cũ; hãy giữ nguyên máy và báo cấp trên."
    case .shorter:
      "NHẬT KÝ BỊ CẮT NGẮN: điểm chốt cũ có \(old.size) mục, nay chỉ còn \(new.size); hãy giữ nguyên máy và báo cấp trên."
    case .otherLog: "Điểm chốt của một nhật ký khác: «\(old.origin)», không phải «\(new.origin)»."
    }
  }
}
