internal import Foundation
internal import GRDB

/// Whether an event id was there before. Of a large bundle the ids lie in a temporary file of SQLite, so that memory does not
/// grow with the log.
final class EventRegister {
  private static let inMemory = 1 << 16

  private var few: Set<String> = []
  private var queue: DatabaseQueue?
  private var waiting: [(event: String, seq: Int64)] = []

  /// - Returns: the entries of the last so many whose id was there before.
  func take(_ event: String, _ seq: Int64) throws -> [Int64] {
    if queue == nil {
      guard few.count >= Self.inMemory else { return few.insert(event).inserted ? [] : [seq] }
      // An empty path is SQLite's own temporary file, gone with the connection.
      let queue = try DatabaseQueue(path: "")
      try queue.writeWithoutTransaction { database in
        try database.execute(
          sql: """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
            CREATE TABLE event (id TEXT PRIMARY KEY) WITHOUT ROWID
            """)
      }
      self.queue = queue
      waiting = few.map { ($0, -1) }
      few = []
      _ = try flush()
    }
    waiting.append((event, seq))
    return waiting.count < 4096 ? [] : try flush()
  }

  func finish() throws -> [Int64] { try flush() }

  private func flush() throws -> [Int64] {
    guard let queue else { return [] }
    let batch = waiting
    waiting = []
    return try queue.write { database in
      let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO event (id) VALUES (?)")
      var twice: [Int64] = []
      for (event, seq) in batch {
        try insert.execute(arguments: [event])
        if database.changesCount == 0 { twice.append(seq) }
      }
      return twice
    }
  }
}
