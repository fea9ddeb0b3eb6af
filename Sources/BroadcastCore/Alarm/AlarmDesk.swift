internal import Foundation
public import GRDB

/// The alarms of a station: in memory for whoever looks, in the database for the next run.
///
/// A database that takes nothing is itself an alarm, so raising one never fails; what was not stored is stored with the
/// next change.
public struct AlarmDesk: Sendable {
  private let database: (any DatabaseWriter)?
  /// Not acknowledged, oldest first.
  public private(set) var open: [Alarm] = []
  private var lastID: Int64 = 0

  /// More than this many at once only hide each other.
  private static let most = 500

  /// - Parameter database: `nil` keeps them in memory alone.
  public init(_ database: (any DatabaseWriter)?) {
    self.database = database
    guard let database else { return }
    let rows = try? database.read { database in
      try String.fetchAll(database, sql: "SELECT value FROM alarm WHERE is_open ORDER BY id")
    }
    open = (rows ?? []).compactMap { try? JSONDecoder().decode(Alarm.self, from: Data($0.utf8)) }
    lastID =
      (try? database.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM alarm") }) ?? open.last?.id ?? 0
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
    cure: String, at time: WallTime
  ) -> (alarm: Alarm, isNew: Bool) {
    let now = time.description
    if let index = open.firstIndex(where: { $0.kind == kind && $0.subject == subject }) {
      open[index].count += 1
      open[index].lastAt = now
      open[index].cause = cause
      store(open[index])
      return (open[index], false)
    }
    lastID += 1
    let alarm = Alarm(
      id: lastID, kind: kind, severity: severity, subject: subject, zones: zones.map(\.rawValue),
      cause: cause,
      cure: cure, raisedAt: now, lastAt: now, count: 1)
    open.append(alarm)
    if open.count > Self.most { open.removeFirst() }
    store(alarm)
    return (alarm, true)
  }

  /// - Returns: those that were open; `nil` for `id` acknowledges all.
  mutating func acknowledge(_ id: Int64?, by actor: Actor) -> [Alarm] {
    var taken = open.filter { id == nil || $0.id == id }
    open.removeAll { id == nil || $0.id == id }
    for index in taken.indices {
      taken[index].acknowledgedBy = actor.description
      store(taken[index])
    }
    return taken
  }

  private func store(_ alarm: Alarm) {
    guard let database, let value = try? JSONEncoder().encode(alarm) else { return }
    // In memory it stands anyway.
    try? database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO alarm (id, is_open, value) VALUES (?, ?, ?)",
        arguments: [alarm.id, alarm.acknowledgedBy == nil, String(decoding: value, as: UTF8.self)])
    }
  }
}
