/// Proofs of RFC 6962 §2.1.1 and §2.1.2, made from complete subtrees.
public enum MerkleProof {
  /// Gives the hash of a complete subtree.
  public typealias Subtrees = (MerkleNodeID) throws -> MerkleHash

  /// MTH(D[0:size]).
  public static func root(size: Int64, _ subtrees: Subtrees) throws -> MerkleHash {
    try hash(0, size, subtrees)
  }

  /// PATH(index, D[0:size]); empty unless 0 ≤ index < size.
  public static func inclusion(of index: Int64, in size: Int64, _ subtrees: Subtrees) throws -> [MerkleHash] {
    guard (0..<size).contains(index) else { return [] }
    var path: [MerkleHash] = []
    var (from, to) = (Int64(0), size)
    while to - from > 1 {
      let middle = from + split(to - from)
      if index < middle {
        path.append(try hash(middle, to, subtrees))
        to = middle
      } else {
        path.append(try hash(from, middle, subtrees))
        from = middle
      }
    }
    return path.reversed()
  }

  /// PROOF(old, D[0:size]); empty unless 0 < old < size.
  public static func consistency(from old: Int64, to size: Int64, _ subtrees: Subtrees) throws -> [MerkleHash]
  {
    guard old > 0, old < size else { return [] }
    var path: [MerkleHash] = []
    var (from, to) = (Int64(0), size)
    // RFC 6962's b: the old root is known to whoever checks, so it is not repeated.
    var isWhole = true
    while old != to {
      let middle = from + split(to - from)
      if old <= middle {
        path.append(try hash(middle, to, subtrees))
        to = middle
      } else {
        path.append(try hash(from, middle, subtrees))
        from = middle
        isWhole = false
      }
    }
    if !isWhole { path.append(try hash(from, to, subtrees)) }
    return path.reversed()
  }

  /// Whether `path` leads from `leaf` to `root`; RFC 9162 §2.1.3.2.
  public static func verifies(
    _ path: [MerkleHash], that leaf: MerkleHash, at index: Int64, isIn root: MerkleHash, of size: Int64
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var (fn, sn, hash) = (index, size - 1, leaf)
    for sibling in path {
      guard sn > 0 else { return false }
      if fn & 1 == 1 || fn == sn {
        hash = MerkleHash(sibling, hash)
        while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        hash = MerkleHash(hash, sibling)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 && hash == root
  }

  /// Whether `path` proves that the tree of `old` leaves is the beginning of the tree of `size`; RFC 9162 §2.1.4.2.
  public static func verifies(
    _ path: [MerkleHash], that oldRoot: MerkleHash, of old: Int64, grewTo root: MerkleHash, of size: Int64
  ) -> Bool {
    guard old >= 0, old <= size else { return false }
    if old == size { return path.isEmpty && oldRoot == root }
    if old == 0 { return path.isEmpty && oldRoot == .empty }
    // Where the old tree is complete, its root is the first node.
    var path = old & (old - 1) == 0 ? [oldRoot] + path : path
    guard !path.isEmpty else { return false }
    var (fn, sn) = (old - 1, size - 1)
    while fn & 1 == 1 { (fn, sn) = (fn >> 1, sn >> 1) }
    var oldHash = path.removeFirst()
    var hash = oldHash
    for sibling in path {
      guard sn > 0 else { return false }
      if fn & 1 == 1 || fn == sn {
        oldHash = MerkleHash(sibling, oldHash)
        hash = MerkleHash(sibling, hash)
        while fn & 1 == 0, fn != 0 { (fn, sn) = (fn >> 1, sn >> 1) }
      } else {
        hash = MerkleHash(hash, sibling)
      }
      (fn, sn) = (fn >> 1, sn >> 1)
    }
    return sn == 0 && oldHash == oldRoot && hash == root
  }

  /// The largest power of two smaller than `count`, which is at least 2.
  private static func split(_ count: Int64) -> Int64 {
    1 << (63 - (count - 1).leadingZeroBitCount)
  }

  /// MTH(D[from:to]) of a subtree of the whole.
  private static func hash(_ from: Int64, _ to: Int64, _ subtrees: Subtrees) throws -> MerkleHash {
    let nodes = try MerkleRange.cover(from, to).map(subtrees)
    guard var root = nodes.last else { return .empty }
    for node in nodes.dropLast().reversed() { root = MerkleHash(node, root) }
    return root
  }
}
