internal import Foundation
public import GRDB

/// The append-only playback log (nhật ký phát sóng) in the station's database.
///
/// `append` returns only after SQLite has synced the write-ahead log (synchronous=FULL): what it acknowledged survives
/// a power cut.
public struct PlaybackLog: Sendable {
  private let database: any DatabaseWriter

  public init(database: any DatabaseWriter) {
    self.database = database
  }

  func write<Value: Sendable>(_ change: @Sendable (Database) throws -> Value) throws -> Value {
    try database.write(change)
  }

  func writeWithoutTransaction<Value: Sendable>(_ change: @Sendable (Database) throws -> Value) throws
    -> Value
  {
    try database.writeWithoutTransaction(change)
  }

  func read<Value: Sendable>(_ look: @Sendable (Database) throws -> Value) throws -> Value {
    try database.read(look)
  }

  /// Appends records as consecutive entries in one transaction.
  ///
  /// - Parameter also: changes of other tables that must be kept or lost together with the entries.
  @discardableResult
  public func append(
    _ records: [LogRecord], at moment: Moment, also change: (@Sendable (Database) throws -> Void)? = nil
  ) throws -> [LogEntry] {
    try database.write { database in
      let entries = try PlaybackLog.append(records, at: moment, in: database)
      try change?(database)
      return entries
    }
  }

  @discardableResult
  public func append(_ record: LogRecord, at moment: Moment) throws -> LogEntry {
    try append([record], at: moment)[0]
  }

  /// Appends under names that the caller gave, so that they can be looked for where the outcome is not known.
  func append(_ records: [LogRecord], events: [String], at moment: Moment) throws -> [LogEntry] {
    try database.write { try PlaybackLog.append(records, events: events, at: moment, in: $0) }
  }

  /// The entry of that event id, if it was written, read through a connection that knows nothing of earlier failures.
  func entry(event: String) throws -> LogEntry? {
    // What a failed write has left in the pool's readers must not answer.
    (database as? DatabasePool)?.invalidateReadOnlyConnections()
    return try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT seq, line, leaf FROM log_entry WHERE event = ?", arguments: [event]
      ).map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// Appends inside a transaction that the caller has opened for writing.
  ///
  /// - Parameter events: their event ids; random ones where there are none.
  @discardableResult
  public static func append(
    _ records: [LogRecord], events: [String] = [], at moment: Moment, in database: Database
  ) throws -> [LogEntry] {
    let last = try database.cachedStatement(sql: "SELECT coalesce(max(seq), -1) + 1 FROM log_entry")
    var seq = try Int64.fetchOne(last) ?? 0
    var entries: [LogEntry] = []
    for (index, record) in records.enumerated() {
      let event = index < events.count ? events[index] : EventID.make()
      let line = record.line(seq: seq, event: event, moment: moment)
      let leaf = MerkleLeaf.hash(line)
      try database.cachedStatement(sql: "INSERT INTO log_entry (seq, line, leaf) VALUES (?, ?, ?)")
        .execute(arguments: [seq, line, Data(leaf)])
      for (name, text) in record.texts {
        try database.execute(
          sql: "INSERT INTO log_text (seq, name, salt, text) VALUES (?, ?, ?, ?)",
          arguments: [seq, name, Data(text.salt), text.text])
      }
      entries.append(LogEntry(seq: seq, line: line, leaf: leaf, texts: record.texts.mapValues(\.text)))
      seq += 1
      try LogTree.extend(to: seq, in: database)
    }
    return entries
  }

  /// Entries `from` up to `limit`, in order.
  public func entries(from seq: Int64 = 0, limit: Int = .max) throws -> [LogEntry] {
    try database.read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT seq, line, leaf FROM log_entry WHERE seq >= ? ORDER BY seq LIMIT ?",
        arguments: [seq, Int64(clamping: limit)])
      return try rows.map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// The last `count` entries, in order.
  public func last(_ count: Int) throws -> [LogEntry] {
    let next = try self.count()
    return try entries(from: max(0, next - Int64(clamping: count)))
  }

  /// How many entries there are; also the number of the next one.
  public func count() throws -> Int64 {
    try database.read { try Int64.fetchOne($0, sql: "SELECT coalesce(max(seq), -1) + 1 FROM log_entry") ?? 0 }
  }

  /// Number of the last entry that changed set-up or content; −1 before the first.
  func lastSetup() throws -> Int64 {
    try read {
      try Int64.fetchOne($0, sql: "SELECT max(seq) FROM log_entry WHERE kind IN ('applied', 'changed')") ?? -1
    }
  }

  static func entry(of row: Row, in database: Database) throws -> LogEntry {
    let seq: Int64 = row["seq"]
    let line: String = row["line"]
    let texts = try Row.fetchAll(
      database, sql: "SELECT name, salt, text FROM log_text WHERE seq = ?", arguments: [seq])
    let leaf: Data = row["leaf"]
    let altered = texts.filter { text in
      let salted = SaltedText(text["text"], salt: [UInt8](text["salt"] as Data))
      return !line.contains("\"\(text["name"] as String)_hash\":\"\(salted.hash)\"")
    }
    return LogEntry(
      seq: seq, line: line, leaf: [UInt8](leaf),
      texts: Dictionary(uniqueKeysWithValues: texts.map { ($0["name"] as String, $0["text"] as String) }),
      alteredTexts: Set(altered.map { $0["name"] as String }))
  }
}
