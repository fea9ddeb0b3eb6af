internal import Foundation
internal import GRDB

extension PlaybackLog {
  /// Erases salts and private texts of entry `seq`, and says so in an entry; the tree stays as it is, and without its
  /// salt nothing can be guessed back from a hash.
  ///
  /// - Parameters:
  ///   - reason: kept as a private text of the new entry.
  ///   - who: an account's id.
  /// - Throws: `ErasureError` where there is nothing to erase.
  @discardableResult
  public func erase(_ seq: Int64, reason: String, by who: String, at moment: Moment) throws -> LogEntry {
    let entry = try write { database in
      let names = try String.fetchAll(
        database, sql: "SELECT name FROM log_text WHERE seq = ? ORDER BY name", arguments: [seq])
      guard !names.isEmpty else { throw ErasureError(seq: seq) }
      // Otherwise the bytes would stay in the file's free pages.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "DELETE FROM log_text WHERE seq = ?", arguments: [seq])
      // One transaction: no erasure without its entry.
      return try PlaybackLog.append(
        [.erased(seq, names: names, reason: reason, by: who)], at: moment, in: database)[0]
    }
    try emptyWriteAheadLog()
    return entry
  }

  /// The write-ahead log still holds the pages as they were: they go into the database, and the file is cut to nothing.
  ///
  /// - Throws: where a reader of another process is in the way; the erasure itself has taken place.
  private func emptyWriteAheadLog() throws {
    try writeWithoutTransaction { database in
      let busy = try Int.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      if busy != 0 { throw ErasureError(seq: nil) }
    }
  }
}

/// Nothing was erased, or traces are left.
public struct ErasureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The entry without private texts; `nil` where they were erased, but copies of pages are left.
  public let seq: Int64?

  public var description: String {
    if let seq { return "Mục #\(seq) không có nội dung riêng nào, hoặc đã được xóa." }
    return
      "Đã xóa, nhưng bản sao cũ còn trong tệp station.sqlite-wal vì đài đang đọc: hãy dừng đài rồi chạy lại đài."
  }
}

extension LogRecord {
  static func erased(_ seq: Int64, names: [String], reason: String, by who: String) -> LogRecord {
    LogRecord(
      kind: .erased,
      fields: [
        "erased_seq": .integer(seq), "names": .array(names.map { .string($0) }), "by": .string(who),
      ], texts: ["reason": SaltedText(reason)])
  }
}
