import BroadcastCore
import Foundation
import GRDB
import GRDBSQLite

/// Durable appends one by one: the log beside SQLite's own functions with a table of nothing but number and line, the
/// same settings, the same disk, rows of the same length, block after block in turn.
struct AppendRace {
  let folder: String

  struct Result {
    var ours: Double
    var raw: Double
    var bytes: Int
    /// Median over the blocks of ours to raw.
    var ratio: Double
  }

  struct Failure: Error {
    var code: Int32
  }

  func run(blocks: Int, each: Int) throws -> Result {
    let own = try SampleLog(folder: folder + "/race")
    let row = try own.log.append(SampleLog.record(0), at: SampleLog.moment(0)).line
    let raw = try RawTable(path: folder + "/raw.sqlite")
    defer { raw.close() }
    var (oursTime, rawTime) = (0.0, 0.0)
    var ratios: [Double] = []
    for block in 0..<blocks {
      let ours = try seconds {
        for index in 0..<each {
          try own.log.append(SampleLog.record(3 * (block * each + index + 1)), at: SampleLog.moment(0))
        }
      }
      let theirs = try seconds { for _ in 0..<each { try raw.append(row) } }
      (oursTime, rawTime) = (oursTime + ours, rawTime + theirs)
      ratios.append(theirs / ours)
    }
    let total = Double(blocks * each)
    return Result(
      ours: total / oursTime, raw: total / rawTime, bytes: row.utf8.count, ratio: ratios.sorted()[blocks / 2])
  }
}

/// A table by SQLite's C functions.
final class RawTable {
  private var connection: OpaquePointer?
  private var insert: OpaquePointer?

  init(path: String) throws {
    try check(sqlite3_open(path, &connection))
    for sql in [
      "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
      "CREATE TABLE entry (seq INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT",
    ] {
      try check(sqlite3_exec(connection, sql, nil, nil, nil))
    }
    try check(sqlite3_prepare_v2(connection, "INSERT INTO entry (line) VALUES (?)", -1, &insert, nil))
  }

  func append(_ line: String) throws {
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    try check(sqlite3_bind_text(insert, 1, line, -1, transient))
    guard sqlite3_step(insert) == SQLITE_DONE else {
      throw AppendRace.Failure(code: sqlite3_errcode(connection))
    }
    try check(sqlite3_reset(insert))
  }

  func close() {
    sqlite3_finalize(insert)
    sqlite3_close(connection)
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw AppendRace.Failure(code: code) }
  }
}
