internal import Foundation
internal import GRDB

/// The queue in the database; each change together with its entry in the log.
struct QueueStore: Sendable {
  private let log: PlaybackLog

  init(_ log: PlaybackLog) {
    self.log = log
  }

  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE queue_item (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
          value TEXT NOT NULL
        ) STRICT;
        """)
  }

  /// Those that are to air, in the order in which they were added.
  func open() throws -> [QueueItem] {
    try log.read { try QueueStore.items(where: "is_open", in: $0) }
  }

  /// Also one that is over.
  func item(_ id: String) throws -> QueueItem? {
    try log.read { try QueueStore.items(where: "1", in: $0).last { $0.id == id } }
  }

  /// Gives the item its number.
  func add(_ item: QueueItem, by actor: Actor, at moment: Moment) throws -> (QueueItem, [LogEntry]) {
    try log.write { database in
      try database.execute(sql: "INSERT INTO queue_item (value) VALUES ('')")
      let number = database.lastInsertedRowID
      var item = item
      item.id = "q-\(number)"
      try QueueStore.update(item, number, isOpen: true, in: database)
      return (item, try QueueStore.note(nil, item, "add", by: actor, at: moment, in: database))
    }
  }

  func change(
    _ before: QueueItem, to after: QueueItem, _ action: String, isOpen: Bool = true, by actor: Actor,
    at moment: Moment
  ) throws -> [LogEntry] {
    try log.write { database in
      try QueueStore.update(after, QueueStore.number(of: after), isOpen: isOpen, in: database)
      return try QueueStore.note(before, after, action, by: actor, at: moment, in: database)
    }
  }

  /// It has come to its end; the log says how.
  func close(_ id: String) throws {
    try log.write {
      try $0.execute(
        sql: "UPDATE queue_item SET is_open = 0 WHERE number = ?", arguments: [Int64(id.dropFirst(2)) ?? -1])
    }
  }

  private static func number(of item: QueueItem) -> Int64 { Int64(item.id.dropFirst(2)) ?? -1 }

  private static func items(where condition: String, in database: Database) throws -> [QueueItem] {
    try String.fetchAll(database, sql: "SELECT value FROM queue_item WHERE \(condition) ORDER BY number").map
    {
      try JSONDecoder().decode(QueueItem.self, from: Data($0.utf8))
    }
  }

  private static func update(_ item: QueueItem, _ number: Int64, isOpen: Bool, in database: Database) throws {
    let value = String(decoding: try JSONEncoder().encode(item), as: UTF8.self)
    try database.execute(
      sql: "UPDATE queue_item SET value = ?, is_open = ? WHERE number = ?",
      arguments: [value, isOpen, number])
  }

  private static func note(
    _ before: QueueItem?, _ after: QueueItem, _ action: String, by actor: Actor, at moment: Moment,
    in database: Database
  ) throws -> [LogEntry] {
    try PlaybackLog.append(
      [.changed(Change("queue", after.id, action, before: before?.summary, after: after.summary), by: actor)],
      at: moment, in: database)
  }
}

extension QueueItem {
  /// For the audit.
  var summary: String {
    "\(announcement) · \(start) · \(zones.map(\.rawValue).joined(separator: " "))"
      + (isHeld ? " · tạm giữ" : "")
  }
}
