internal import Foundation
public import GRDB

/// The Merkle tree over the log's leaves.
///
/// Every eighth level is stored (as in C2SP tlog-tiles): one node in 256 appends costs nothing to speak of, and any root
/// or proof reads at most 256 hashes a stored level.
public enum LogTree {
  static let tileLevels = 8
  static var tileWidth: Int64 { 1 << tileLevels }

  /// The table, and the nodes over what the log holds already.
  public static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE log_node (
          level INTEGER NOT NULL,
          idx INTEGER NOT NULL,
          hash BLOB NOT NULL CHECK (length(hash) = 32),
          PRIMARY KEY (level, idx)
        ) STRICT, WITHOUT ROWID;
        """)
    let count = try Int64.fetchOne(database, sql: "SELECT coalesce(max(seq), -1) + 1 FROM log_entry") ?? 0
    for tile in 0..<count / tileWidth { try extend(to: (tile + 1) * tileWidth, in: database) }
  }

  /// Stores the nodes that entry `count` − 1 completes.
  ///
  /// In the entry's own transaction: a crash keeps both or neither, so the nodes never run ahead of the leaves or fall
  /// behind them.
  static func extend(to count: Int64, in database: Database) throws {
    var (width, level) = (tileWidth, tileLevels)
    while count > 0, count % width == 0 {
      let index = count / width - 1
      let hash = try fold(level: level - tileLevels, first: index * tileWidth, count: tileWidth, in: database)
      try database.execute(
        sql: "INSERT INTO log_node (level, idx, hash) VALUES (?, ?, ?)", arguments: [level, index, hash.data])
      (width, level) = (width * tileWidth, level + tileLevels)
    }
  }

  /// Hash of a complete subtree of the stored log.
  public static func node(_ id: MerkleNodeID, in database: Database) throws -> MerkleHash {
    let stored = id.level / tileLevels * tileLevels
    let count = Int64(1) << (id.level - stored)
    return try fold(level: stored, first: id.index * count, count: count, in: database)
  }

  /// Root of the first `size` entries.
  public static func root(size: Int64, in database: Database) throws -> MerkleHash {
    try MerkleProof.root(size: size) { try node($0, in: database) }
  }

  /// The hash over `count` (a power of two) neighbouring nodes of a stored level.
  private static func fold(level: Int, first: Int64, count: Int64, in database: Database) throws -> MerkleHash
  {
    let rows = try Row.fetchCursor(
      database.cachedStatement(
        sql: level == 0
          ? "SELECT leaf FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq"
          : "SELECT hash FROM log_node WHERE idx >= ? AND idx < ? AND level = \(level) ORDER BY idx"),
      arguments: [first, first + count])
    var range = MerkleRange()
    while let row = try rows.next() {
      guard let hash = MerkleHash(row[0] as Data) else { throw LogTreeError(level: level, index: first) }
      range.append(hash)
    }
    guard range.count == count else { throw LogTreeError(level: level, index: first) }
    return range.root
  }
}

/// Hashes that belong to the tree are not in the database: it was damaged or tampered with.
public struct LogTreeError: Error, Hashable, Sendable, CustomStringConvertible {
  public let level: Int
  public let index: Int64

  public var description: String {
    "Nhật ký thiếu mã băm (tầng \(level), từ vị trí \(index)): cơ sở dữ liệu bị hỏng hoặc đã bị sửa; "
      + "hãy chạy «broadcaster log verify» và khôi phục từ bản sao lưu."
  }
}
