internal import Foundation
public import GRDB

/// The alarms of a station: in memory for whoever looks, in the database for the next run.
///
/// A database that takes nothing is itself an alarm, so raising one never fails; what was not stored is stored with the
/// next change, or when asked to.
public struct AlarmDesk: Sendable {
  private let database: (any DatabaseWriter)?
  /// Not acknowledged, oldest first.
  public private(set) var open: [Alarm] = []
  /// Not stored yet, by id.
  private(set) var unsaved: [Int64: Alarm] = [:]
  private var lastID: Int64 = 0
  private var troubles: [String] = []

  /// More than this many at once only hide each other: the oldest is then taken for known.
  private static let most = 500

  /// - Parameter database: `nil` keeps them in memory alone.
  public init(_ database: (any DatabaseWriter)?) {
    self.database = database
    guard let database else { return }
    do {
      let (rows, last) = try database.read { database in
        (
          try Row.fetchAll(database, sql: "SELECT id, value FROM alarm WHERE is_open ORDER BY id"),
          try Int64.fetchOne(database, sql: "SELECT max(id) FROM alarm") ?? 0
        )
      }
      lastID = last
      for row in rows { open.append(AlarmDesk.alarm(of: row)) }
    } catch {
      // The next id then comes from the clock, so that none is given twice.
      lastID = -1
      troubles.append("không đọc được các cảnh báo cũ: \(error)")
    }
  }

  /// What went wrong with the table itself, once.
  mutating func takeTroubles() -> [String] {
    defer { troubles = [] }
    return troubles
  }

  /// An alarm whose row cannot be read stays an alarm: that it was one is known.
  private static func alarm(of row: Row) -> Alarm {
    let (id, value) = (row["id"] as Int64, row["value"] as String)
    do {
      return try JSONDecoder().decode(Alarm.self, from: Data(value.utf8))
    } catch {
      return Alarm(
        id: id, kind: .unreadable, severity: .error, subject: "\(id)", zones: [],
        cause: "Cảnh báo #\(id) của lần chạy trước không đọc được.",
        cure: "Xem nhật ký của những ngày trước; chạy «broadcaster doctor».",
        raisedAt: "", lastAt: "", count: 1)
    }
  }

  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE alarm (
          id INTEGER PRIMARY KEY,
          is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
          value TEXT NOT NULL
        ) STRICT;
        """)
  }

  /// - Returns: the alarm, and whether it is a new one; the same trouble again only counts up.
  mutating func raise(
    _ kind: Alarm.Kind, _ severity: Alarm.Severity, about subject: String, zones: [ZoneID], cause: String,
    cure: String, by actor: Actor? = nil, at time: WallTime
  ) -> (alarm: Alarm, isNew: Bool) {
    let now = time.description
    if let index = open.firstIndex(where: { $0.kind == kind && $0.subject == subject }) {
      open[index].count += 1
      open[index].lastAt = now
      open[index].cause = cause
      store([open[index]])
      return (open[index], false)
    }
    lastID = lastID < 0 ? time.nanoseconds / 1_000_000 : lastID + 1
    var alarm = Alarm(
      id: lastID, kind: kind, severity: severity, subject: subject, zones: zones.map(\.rawValue),
      cause: cause,
      cure: cure, raisedAt: now, lastAt: now, count: 1)
    alarm.by = actor?.description
    open.append(alarm)
    var changed = [alarm]
    if open.count > Self.most {
      var oldest = open.removeFirst()
      oldest.acknowledgedBy = "station"
      changed.append(oldest)
    }
    store(changed)
    return (alarm, true)
  }

  /// - Parameter id: `nil` takes all but those that an approver has to look at.
  /// - Returns: those that were open.
  mutating func acknowledge(_ id: Int64?, by actor: Actor) -> [Alarm] {
    take(by: actor) { (id == nil || $0.id == id) && $0.kind != .review }
  }

  /// An approver has looked at what was aired without approval.
  mutating func review(_ id: Int64, by actor: Actor) -> Alarm? {
    take(by: actor) { $0.id == id && $0.kind == .review }.first
  }

  private mutating func take(by actor: Actor, where isMeant: (Alarm) -> Bool) -> [Alarm] {
    var taken = open.filter(isMeant)
    open.removeAll(where: isMeant)
    for index in taken.indices { taken[index].acknowledgedBy = actor.description }
    store(taken)
    return taken
  }

  /// Tries again what the database would not take.
  mutating func retry() {
    if !unsaved.isEmpty { store([]) }
  }

  private mutating func store(_ alarms: [Alarm]) {
    guard let database else { return }
    for alarm in alarms { unsaved[alarm.id] = alarm }
    do {
      let rows = try unsaved.values.map { alarm in
        (
          alarm.id, alarm.acknowledgedBy == nil,
          String(decoding: try JSONEncoder().encode(alarm), as: UTF8.self)
        )
      }
      try database.write { database in
        for (id, isOpen, value) in rows {
          try database.execute(
            sql: """
              INSERT INTO alarm (id, is_open, value) VALUES (?, ?, ?)
              ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, value = excluded.value
              """, arguments: [id, isOpen, value])
        }
      }
      unsaved = [:]
    } catch {
      // Kept, and in memory it stands anyway; `Playout` raises `log-unwritten` for the same disk.
      troubles = ["chưa lưu được \(unsaved.count) cảnh báo: \(error)"]
    }
  }
}
