import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct PlaybackLogTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let log: PlaybackLog

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    log = PlaybackLog(database: database)
  }

  private let record = LogRecord(kind: .stationStarted, fields: ["station": "mau"])

  @Test func numbersAreGaplessAndGoOnAfterReopening() throws {
    try log.append([record, record], at: Sample.moment)
    try database.close()
    let reopened = PlaybackLog(database: try StationDatabase.open(state: folder.path))
    try reopened.append(record, at: Sample.moment)
    #expect(try reopened.entries().map(\.seq) == [0, 1, 2])
    #expect(try reopened.last(2).map(\.seq) == [1, 2])
  }

  @Test func rowIsLineAndLeaf() throws {
    let entry = try log.append(record, at: Sample.moment)
    #expect(entry.leaf == MerkleLeaf.hash(entry.line))
    #expect(entry.isIntact)
    let stored = try #require(try log.entries().first)
    #expect(stored == entry)
    let line = try LogLine(entry.line)
    #expect(line.seq == 0 && line.v == 1 && line.kind == "station-started")
    #expect(line.wall == "2026-11-21T09:59:50.000Z" && line.boot == "boot-1" && line.clockTrusted)
  }

  @Test func namesAndTextsStayOutOfTheLine() throws {
    let secret = LogRecord(kind: .accepted, fields: [:], texts: ["title": SaltedText("Tin buồn")])
    let entry = try log.append(secret, at: Sample.moment)
    #expect(!entry.line.contains("Tin buồn"))
    #expect(entry.line.contains(secret.texts["title"]!.hash))
    #expect(try log.entries().first?.texts == ["title": "Tin buồn"])
    // Erasing the text leaves the line and its hash alone.
    try database.write { try $0.execute(sql: "DELETE FROM log_text") }
    let erased = try #require(try log.entries().first)
    #expect(erased.isIntact && erased.texts.isEmpty)
  }

  @Test(
    "Plain SQL cannot change what is written",
    arguments: [
      "UPDATE log_entry SET line = json_set(line, '$.kind', 'ended') WHERE seq = 1",
      "DELETE FROM log_entry WHERE seq = 1",
      "INSERT OR REPLACE INTO log_entry (seq, line, leaf) SELECT seq, line, leaf FROM log_entry WHERE seq = 1",
      "INSERT INTO log_entry (seq, line, leaf) SELECT 9, json_set(line, '$.seq', 9, '$.event', 'x'), leaf FROM log_entry WHERE seq = 1",
      "INSERT INTO log_entry (seq, line, leaf) SELECT 3, line, leaf FROM log_entry WHERE seq = 1",
      "INSERT INTO log_entry (seq, line, leaf) SELECT 3, json_set(line, '$.seq', 3), leaf FROM log_entry WHERE seq = 1",
      "INSERT INTO log_entry (seq, line, leaf) VALUES (3, '{}', zeroblob(32))",
      "INSERT INTO log_entry (seq, line, leaf) SELECT 3, json_set(line, '$.seq', 3, '$.event', 'x'), x'00' FROM log_entry WHERE seq = 1",
    ])
  func appendOnly(sql: String) throws {
    try log.append([record, record, record], at: Sample.moment)
    let before = try log.entries()
    #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: sql) } }
    #expect(try log.entries() == before)
  }

  @Test func durabilitySettings() throws {
    let (mode, synchronous) = try database.write { database in
      (
        try String.fetchOne(database, sql: "PRAGMA journal_mode"),
        try Int.fetchOne(database, sql: "PRAGMA synchronous")
      )
    }
    #expect(mode == "wal")
    #expect(synchronous == 2, "2 is FULL")
  }

  @Test func aFailingChangeTakesTheEntryWithIt() throws {
    struct Refused: Error {}
    #expect(throws: Refused.self) {
      try log.append([record], at: Sample.moment) { _ in throw Refused() }
    }
    #expect(try log.count() == 0)
  }
}
