internal import Foundation
public import GRDB

/// The station's set-up and content in its database.
public struct StationStore: Sendable {
  private let database: any DatabaseWriter
  private let path: String

  public init(_ database: DatabasePool) {
    self.database = database
    self.path = database.path
  }

  /// Everything the schedule is made of, as one consistent reading.
  public struct Snapshot: Hashable, Sendable {
    public var station: Station
    public var programmes: [Programme]
    public var announcements: [StoredAnnouncement]
    public var bulletins: [Bulletin]
    public var events: [CommunityEvent]
    public var criteria: [Criterion]
    /// By `Bulletin.id`: each bulletin is approved as one, with the very items that it had then.
    public var bulletinApprovals: [String: Approval] = [:]
    /// By `Bulletin.id`: `Actor`s who put it together since a second person approved it.
    public var bulletinAuthors: [String: [String]] = [:]

    public init(
      station: Station, programmes: [Programme], announcements: [StoredAnnouncement],
      bulletins: [Bulletin] = [], events: [CommunityEvent] = [], criteria: [Criterion] = []
    ) {
      self.station = station
      self.programmes = programmes
      self.announcements = announcements
      self.bulletins = bulletins
      self.events = events
      self.criteria = criteria
    }

    /// What the planner makes a plan of.
    public func planInput(lengths: SoundLengths, holidays: HolidayCatalogue) -> PlanInput {
      var input = PlanInput(
        station: station, programmes: programmes, announcements: announcements, bulletins: bulletins,
        events: events, criteria: criteria, holidays: holidays, lengths: lengths)
      input.bulletinApprovals = bulletinApprovals.mapValues(\.contentHash)
      return input
    }

    public func announcement(_ id: String) -> StoredAnnouncement? {
      announcements.first { $0.announcement.id == id }
    }

    /// What a broadcast is made of: one announcement, or the items of a bulletin in its order.
    ///
    /// `nil` where it is no longer there.
    public func items(of broadcast: Broadcast) -> (bulletin: Bulletin?, items: [StoredAnnouncement])? {
      guard broadcast.isBulletin else { return announcement(broadcast.announcement).map { (nil, [$0]) } }
      guard let bulletin = bulletins.first(where: { $0.id == broadcast.announcement }) else { return nil }
      let items = bulletin.items.compactMap(announcement)
      return items.count == bulletin.items.count ? (bulletin, items) : nil
    }
  }

  /// - Throws: `noStation` before the first `apply`.
  public func snapshot() throws(StoreError) -> Snapshot {
    let snapshot: Snapshot?
    do {
      snapshot = try database.read { try StationStore.snapshot(in: $0) }
    } catch {
      throw StoreError(of: error, path: path)
    }
    guard let snapshot else { throw StoreError(.noStation, path: path, cause: "table station is empty") }
    return snapshot
  }

  static func snapshot(in database: Database) throws -> Snapshot? {
    guard let text = try String.fetchOne(database, sql: "SELECT value FROM station") else { return nil }
    let programmes = try String.fetchAll(database, sql: "SELECT value FROM programme ORDER BY id")
    var snapshot = Snapshot(
      station: try decode(Station.self, text),
      programmes: try programmes.map { try decode(Programme.self, $0) },
      announcements: try AnnouncementRows.all(in: database),
      bulletins: try values(Bulletin.self, of: .bulletin, in: database),
      events: try values(CommunityEvent.self, of: .event, in: database),
      criteria: try values(Criterion.self, of: .criterion, in: database))
    snapshot.bulletinApprovals = try BulletinApprovals.all(in: database)
    let authors = try Row.fetchAll(
      database, sql: "SELECT id, author FROM setup WHERE kind = ?", arguments: [SetupKind.bulletin.rawValue])
    snapshot.bulletinAuthors = Dictionary(
      uniqueKeysWithValues: authors.map { row in
        (row["id"], (row["author"] as String).split(separator: " ").map(String.init))
      })
    return snapshot
  }

  /// Kinds of set-up that nothing but their id is asked of.
  private enum SetupKind: String {
    case bulletin, event, criterion
  }

  private static func values<Value: Decodable>(
    _ type: Value.Type, of kind: SetupKind, in database: Database
  ) throws -> [Value] {
    try String.fetchAll(
      database, sql: "SELECT value FROM setup WHERE kind = ? ORDER BY position", arguments: [kind.rawValue]
    ).map { try decode(type, $0) }
  }

  private static func insert<Value: Encodable & Identifiable<String>>(
    _ values: [Value], as kind: SetupKind, authors: [String: [String]] = [:], in database: Database
  ) throws {
    for (position, value) in values.enumerated() {
      try database.execute(
        sql: "INSERT INTO setup (kind, id, position, value, author) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          kind.rawValue, value.id, position, try encode(value),
          (authors[value.id] ?? []).joined(separator: " "),
        ])
    }
  }

  /// Replaces the whole set-up, inside a write transaction of the caller.
  static func replace(with snapshot: Snapshot, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM station; DELETE FROM programme; DELETE FROM announcement; DELETE FROM setup;")
    try database.execute(
      sql: "INSERT INTO station (only, value) VALUES (1, ?)", arguments: [try encode(snapshot.station)])
    for programme in snapshot.programmes {
      try database.execute(
        sql: "INSERT INTO programme (id, value) VALUES (?, ?)",
        arguments: [programme.id, try encode(programme)])
    }
    for stored in snapshot.announcements { try AnnouncementRows.put(stored, in: database) }
    try insert(
      snapshot.bulletins, as: .bulletin, authors: snapshot.bulletinAuthors, in: database)
    try BulletinApprovals.replace(with: snapshot.bulletinApprovals, in: database)
    try insert(snapshot.events, as: .event, in: database)
    try insert(snapshot.criteria, as: .criterion, in: database)
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}
