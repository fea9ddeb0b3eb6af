import GRDB
import Testing

@testable import BroadcastCore

@Suite struct AlarmDeskTests {
  private let now = Sample.moment.wall

  private func raise(_ desk: inout AlarmDesk, _ subject: String) -> Alarm {
    desk.raise(.failed, .error, about: subject, zones: [], cause: "c", cure: "x", at: now).alarm
  }

  @Test("Alarms stay until acknowledged, also over a restart, and no number is given twice")
  func persist() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    var desk = AlarmDesk(database)
    #expect(raise(&desk, "a").id == 1)
    #expect(raise(&desk, "b").id == 2)
    #expect(raise(&desk, "a").count == 2)
    #expect(desk.acknowledge(2, by: .unixUser(0)).map(\.subject) == ["b"])
    var next = AlarmDesk(database)
    #expect(next.open.map(\.subject) == ["a"] && next.open[0].count == 2)
    #expect(raise(&next, "b").id == 3)
  }

  @Test("A row that cannot be read is still an alarm, and its number stays taken")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    var desk = AlarmDesk(database)
    _ = raise(&desk, "a")
    _ = raise(&desk, "b")
    try database.write { try $0.execute(sql: "UPDATE alarm SET value = '{' WHERE id = 2") }
    var next = AlarmDesk(database)
    #expect(next.open.map(\.id) == [1, 2])
    #expect(next.open[1].kind == .unreadable && next.open[1].cause.contains("#2"))
    #expect(raise(&next, "c").id == 3)
  }

  @Test("What the database did not take is kept, and stored when it takes again")
  func unsaved() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    var desk = AlarmDesk(database)
    try database.write {
      try $0.execute(
        sql:
          "CREATE TRIGGER refuse BEFORE INSERT ON alarm BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
      )
    }
    _ = raise(&desk, "a")
    #expect(desk.unsaved.count == 1 && desk.takeTroubles().count == 1)
    desk.retry()
    #expect(desk.unsaved.count == 1)
    try database.write { try $0.execute(sql: "DROP TRIGGER refuse") }
    desk.retry()
    #expect(desk.unsaved.isEmpty)
    #expect(AlarmDesk(database).open.map(\.subject) == ["a"])
  }

  @Test("A table that cannot be read at all is trouble; numbers then come from the clock")
  func unreadableTable() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    try database.write { try $0.execute(sql: "ALTER TABLE alarm RENAME TO elsewhere") }
    var desk = AlarmDesk(database)
    #expect(desk.takeTroubles().count == 1)
    #expect(raise(&desk, "a").id == now.nanoseconds / 1_000_000)
    #expect(desk.open.count == 1)
  }
}
