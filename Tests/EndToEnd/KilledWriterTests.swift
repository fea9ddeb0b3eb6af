import BroadcastCore
import Foundation
import GRDB
import TestSupport
import Testing

/// `kill -9` at any moment of a write leaves the old state or the new one.
@Suite struct KilledWriterTests {
  @Test func theStoreIsNeverHalfWritten() async throws {
    let root = try TemporaryFolder.make("e2e-kill")
    defer { try? FileManager.default.removeItem(at: root) }
    let state = root.path + "/state"
    let folder = Program.repository + "/schedules/ninh-giang"
    let whole = try await Program.run(["apply", "--state", state, folder])
    try #require(whole.code == 0, "\(whole.errors)")
    let expected = try StationStore(StationDatabase.openForReading(state: state)).snapshot()
    var applied = 0
    for round in 0..<12 {
      let writer = RunningProgram(["apply", "--state", state, folder])
      try writer.start()
      // A little later in its writing each time, by what it has written.
      let journal = state + "/station.sqlite-wal"
      let deadline = ContinuousClock.now + .seconds(20)
      while Self.size(journal) < round * 24_576, ContinuousClock.now < deadline, !writer.hasEnded {
        await Task.yield()
      }
      writer.signal(SIGKILL)
      if await writer.exitCode() == 0 { applied += 1 }
      let database = try StationDatabase.open(state: state)
      let found = try StationStore(database).snapshot()
      #expect(found == expected)
      let log = try PlaybackLog(database: database).entries()
      #expect(log.map(\.seq) == Array(0..<Int64(log.count)))
      #expect(log.allSatisfy { $0.isIntact })
      let check = try await database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
      #expect(check == "ok")
      try database.close()
    }
    #expect(applied < 12, "at least one was killed before its end")
  }

  private static func size(_ path: String) -> Int {
    (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
  }
}
