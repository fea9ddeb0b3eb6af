internal import Foundation
public import GRDB

/// Makes and keeps the log's signed checkpoints.
public struct CheckpointMaker: Sendable {
  /// Why one was made. The raw value stands in the table.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    case dayClose = "day-close"
    case entries
    case shutdown
    case export
    case command
  }

  /// A kept checkpoint.
  public struct Kept: Hashable, Sendable {
    public var note: SignedNote
    public var checkpoint: Checkpoint
    public var reason: String
    /// UTC to the millisecond.
    public var wall: String
  }

  private let log: PlaybackLog
  private let key: LogKey

  public init(log: PlaybackLog, key: LogKey) {
    self.log = log
    self.key = key
  }

  /// The table of what was signed.
  public static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE log_checkpoint (
          id INTEGER PRIMARY KEY,
          size INTEGER NOT NULL,
          wall TEXT NOT NULL,
          reason TEXT NOT NULL,
          note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX log_entry_key ON log_entry (seq) WHERE kind = 'key';
        CREATE TRIGGER log_checkpoint_no_update BEFORE UPDATE ON log_checkpoint
        BEGIN SELECT RAISE(ABORT, 'log_checkpoint is append-only: no update'); END;
        CREATE TRIGGER log_checkpoint_no_delete BEFORE DELETE ON log_checkpoint
        BEGIN SELECT RAISE(ABORT, 'log_checkpoint is append-only: no delete'); END;
        """)
  }

  /// Signs the log as it is, and keeps the checkpoint.
  ///
  /// - Throws: `GrowthError` where the log no longer begins with what was signed last: then nothing is signed.
  @discardableResult
  public func make(_ reason: Reason, at moment: Moment) throws -> Kept {
    let signer = try key.current()
    let last = try newest()
    // One reading, so that size and root belong together. SQLite shows a transaction to readers only after it has synced
    // it (synchronous=FULL), so nothing is signed that a power cut could still take away.
    let checkpoint = try log.read { database in
      let size = try Int64.fetchOne(database, sql: "SELECT coalesce(max(seq), -1) + 1 FROM log_entry") ?? 0
      let checkpoint = Checkpoint(
        origin: signer.verifier.name, size: size, root: try LogTree.root(size: size, in: database))
      // Two signed checkpoints that contradict each other would prove us liars; better none.
      if let last { try Growth(from: last.checkpoint, to: checkpoint, in: database).check() }
      return checkpoint
    }
    if let last, last.checkpoint == checkpoint, (try? last.note.verify(by: signer.verifier)) != nil {
      return last
    }
    let note = try SignedNote(checkpoint.text, by: signer)
    let kept = Kept(
      note: note, checkpoint: checkpoint, reason: reason.rawValue, wall: moment.wall.description)
    // Kept before anyone gets it: what others hold, we can be asked for.
    try log.write { database in
      try database.execute(
        sql: "INSERT INTO log_checkpoint (size, wall, reason, note) VALUES (?, ?, ?, ?)",
        arguments: [checkpoint.size, kept.wall, kept.reason, note.description])
    }
    return kept
  }

  /// The last that was made; `nil` before the first.
  public func newest() throws -> Kept? {
    try log.read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM log_checkpoint ORDER BY id DESC LIMIT 1").map(
        CheckpointMaker.kept)
    }
  }

  /// All, oldest first.
  public func all() throws -> [Kept] {
    try log.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM log_checkpoint ORDER BY id").map(CheckpointMaker.kept)
    }
  }

  private static func kept(_ row: Row) throws -> Kept {
    let note = try SignedNote(reading: row["note"])
    return Kept(note: note, checkpoint: try Checkpoint(in: note), reason: row["reason"], wall: row["wall"])
  }
}
