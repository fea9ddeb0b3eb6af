/// A run of leaves of an RFC 6962 tree as the complete subtrees that cover it, largest first: all that is needed to go
/// on hashing. At most 64 hashes, however long the run.
///
/// A range that begins at leaf 0 has a root; see `root`.
public struct MerkleRange: Hashable, Sendable {
  /// A complete subtree of 2^`level` leaves.
  struct Node: Hashable, Sendable {
    var level: Int
    var hash: MerkleHash
  }

  /// Leaves covered.
  public private(set) var count: Int64 = 0
  private(set) var nodes: [Node] = []

  public init() {}

  /// Adds a leaf's hash.
  public mutating func append(_ leaf: MerkleHash) {
    _ = append(leaf, level: 0)
  }

  /// Adds a complete subtree of 2^`level` leaves.
  ///
  /// - Returns: false, and nothing is added, where a subtree of that size cannot stand at this place.
  public mutating func append(_ hash: MerkleHash, level: Int) -> Bool {
    guard (0..<62).contains(level), count & ((1 << level) - 1) == 0 else { return false }
    var node = Node(level: level, hash: hash)
    while let last = nodes.last, last.level == node.level {
      node = Node(level: node.level + 1, hash: MerkleHash(last.hash, node.hash))
      nodes.removeLast()
    }
    nodes.append(node)
    count += 1 << level
    return true
  }

  /// MTH of RFC 6962 §2.1 over the leaves so far.
  public var root: MerkleHash {
    guard var root = nodes.last?.hash else { return .empty }
    for node in nodes.dropLast().reversed() { root = MerkleHash(node.hash, root) }
    return root
  }

  /// The complete subtrees that cover leaves `from` up to, not including, `to`, in order: what stands before and after a
  /// part of a log, so that the part can be checked against the root of the whole.
  public static func cover(_ from: Int64, _ to: Int64) -> [MerkleNodeID] {
    var nodes: [MerkleNodeID] = []
    var at = from
    while at < to {
      // As large as the place allows and as fits.
      var level = at == 0 ? 61 : at.trailingZeroBitCount
      while 1 << level > to - at { level -= 1 }
      nodes.append(MerkleNodeID(level: level, index: at >> level))
      at += 1 << level
    }
    return nodes
  }
}

/// The place of a complete subtree: the leaves from `index` · 2^`level` on, 2^`level` of them.
public struct MerkleNodeID: Hashable, Sendable {
  public var level: Int
  public var index: Int64

  public init(level: Int, index: Int64) {
    self.level = level
    self.index = index
  }
}
