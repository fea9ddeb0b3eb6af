import AudioEngine
import Foundation
import GRDB

@testable import BroadcastCore

/// A small log in a folder of its own: one broadcast from start to end, with its key.
struct SampleLog {
  let folder: TemporaryFolder
  let database: DatabasePool
  let log: PlaybackLog
  let key: LogKey
  let maker: CheckpointMaker

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path + "/state")
    log = PlaybackLog(database: database)
    key = LogKey(folder: folder.path + "/state/keys", log: log)
    maker = CheckpointMaker(log: log, key: key)
    _ = try key.open(name: "broadcaster/mau", at: SampleLog.moment(0))
  }

  static func moment(_ seconds: Int64, boot: String = "boot-1") -> Moment {
    Moment(
      wall: WallTime(nanoseconds: Sample.moment.wall.nanoseconds + seconds * 1_000_000_000),
      monotonic: MonotonicTime(nanoseconds: 1_000_000_000 + seconds * 1_000_000_000), boot: boot,
      isClockTrusted: true)
  }

  static func accepted(_ airing: String, total: Int64 = 480_000, kind: String = "device") -> LogRecord {
    LogRecord(
      kind: .accepted,
      fields: [
        "airing": .string(airing), "frames": .object(["total": .integer(total)]), "rate": 48_000,
        "output": .object(["id": "loa", "kind": .string(kind)]), "zones": .array(["thon-1"]),
        "hearing": .array(["thon-1", "thon-2"]), "criteria": .array(["TC2.5"]), "class": "routine",
      ], texts: ["title": SaltedText("Tin buồn", salt: Array(repeating: 7, count: 32))])
  }

  static func started(_ airing: String) -> LogRecord {
    LogRecord(kind: .started, fields: ["airing": .string(airing)])
  }

  static func ended(
    _ airing: String, total: Int64 = 480_000, rendered: Int64 = 480_000, written: Int64 = 480_000,
    left: [Int64] = [480_000, 480_000], outcome: String = "completed"
  ) -> LogRecord {
    LogRecord(
      kind: .ended,
      fields: [
        "airing": .string(airing), "outcome": .string(outcome), "zones": .array(["thon-1"]),
        "frames": .object([
          "total": .integer(total), "rendered": .integer(rendered), "written": .integer(written),
          "left": .array(left.map { .integer($0) }),
        ]),
      ])
  }

  static let began = LogRecord(kind: .stationStarted, fields: ["station": "mau"])

  /// One broadcast of ten seconds.
  func air(_ airing: String, at seconds: Int64) throws {
    try log.append(SampleLog.accepted(airing), at: SampleLog.moment(seconds))
    try log.append(SampleLog.started(airing), at: SampleLog.moment(seconds + 1))
    try log.append(SampleLog.ended(airing), at: SampleLog.moment(seconds + 11))
  }

  /// Rewrites lines as whoever owns the file can, with fitting hashes.
  func tamper(_ sql: String, rehash: Bool = true) throws {
    try database.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA foreign_keys = OFF;
          DROP TRIGGER IF EXISTS log_entry_no_update; DROP TRIGGER IF EXISTS log_entry_no_delete;
          DROP TRIGGER IF EXISTS log_entry_only_next; PRAGMA ignore_check_constraints = ON;
          """)
      try database.execute(sql: sql)
      guard rehash else { return }
      for row in try Row.fetchAll(database, sql: "SELECT seq, line FROM log_entry") {
        try database.execute(
          sql: "UPDATE log_entry SET leaf = ? WHERE seq = ?",
          arguments: [Data(MerkleLeaf.hash(row["line"])), row["seq"] as Int64])
      }
    }
  }

  func bundle(
    _ name: String = "bundle", from: Int64 = 0, to: Int64 = .max, withTexts: Bool = false
  ) throws -> String {
    let path = folder.path + "/" + name
    let kept = try maker.make(.export, at: SampleLog.moment(100))
    _ = try BundleWriter(log: log, key: key).write(
      path, from: from, to: to, checkpoint: kept, withTexts: withTexts)
    return path
  }
}
