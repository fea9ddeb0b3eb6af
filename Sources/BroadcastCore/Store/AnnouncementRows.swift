internal import Foundation
internal import GRDB

/// Announcements and their versions as rows.
enum AnnouncementRows {
  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE announcement ADD COLUMN state TEXT NOT NULL DEFAULT 'submitted';
        ALTER TABLE announcement ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE announcement ADD COLUMN source TEXT NOT NULL DEFAULT 'setup';
        ALTER TABLE announcement ADD COLUMN note TEXT NOT NULL DEFAULT '';
        ALTER TABLE announcement ADD COLUMN approved_spoken TEXT;
        ALTER TABLE announcement ADD COLUMN approved_sound TEXT;
        ALTER TABLE announcement ADD COLUMN approved_at TEXT;
        UPDATE announcement SET state = 'approved' WHERE approved_hash IS NOT NULL;
        CREATE TABLE announcement_version (
          id TEXT NOT NULL,
          version INTEGER NOT NULL,
          value TEXT NOT NULL,
          author TEXT NOT NULL,
          PRIMARY KEY (id, version)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO announcement_version (id, version, value, author)
        SELECT id, version, value, author FROM announcement;
        CREATE INDEX log_entry_content ON log_entry (seq) WHERE kind IN ('applied', 'changed');
        """)
  }

  /// Who approved which version, and which clips they heard.
  static func addApprovals(in database: Database) throws {
    try database.execute(
      sql: """
        ALTER TABLE announcement ADD COLUMN approved_clips TEXT;
        ALTER TABLE announcement DROP COLUMN approved_sound;
        ALTER TABLE announcement_version ADD COLUMN approver TEXT;
        UPDATE announcement_version AS v SET approver =
          (SELECT approver FROM announcement AS a WHERE a.id = v.id AND a.version = v.version);
        ALTER TABLE announcement_version ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE bulletin_approval ADD COLUMN spoken_hash TEXT;
        ALTER TABLE setup ADD COLUMN author TEXT NOT NULL DEFAULT '';
        """)
  }

  /// By id.
  static func all(in database: Database) throws -> [StoredAnnouncement] {
    let isReal = try hasAccounts(in: database)
    return try Row.fetchAll(database, sql: "SELECT * FROM announcement ORDER BY id").map { row in
      var stored = try stored(row)
      // A station with people is no sample any more: what nobody approved does not air.
      if isReal, stored.approval?.approver == Approval.sampleApprover {
        stored.approval = nil
        if stored.state == .approved { stored.state = .submitted }
      }
      return stored
    }
  }

  /// Whether the station has people who answer for what airs.
  static func hasAccounts(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM account)") ?? false
  }

  /// Puts the announcement in place of what was there, and keeps its version.
  ///
  /// A number that another content already has is not used again: an approver must find under it what airs.
  ///
  /// - Returns: the announcement with the number that it got.
  @discardableResult
  static func put(_ new: StoredAnnouncement, in database: Database) throws -> StoredAnnouncement {
    var stored = new
    let value = try encode(stored.announcement)
    let kept = try String.fetchOne(
      database, sql: "SELECT value FROM announcement_version WHERE id = ? AND version = ?",
      arguments: [stored.announcement.id, stored.version])
    if let kept, try decode(kept) != stored.announcement {
      let last = try Int.fetchOne(
        database, sql: "SELECT max(version) FROM announcement_version WHERE id = ?",
        arguments: [stored.announcement.id])
      stored.version = (last ?? stored.version) + 1
    }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO announcement
          (id, value, content_hash, author, approver, approved_hash, state, version, source, note, approved_spoken,
           approved_clips, approved_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        stored.announcement.id, value, stored.announcement.contentHash, stored.author,
        stored.approval?.approver,
        stored.approval?.contentHash, stored.state.rawValue, stored.version, stored.source.rawValue,
        stored.note,
        stored.approval?.spokenHash, stored.approval?.sound.map(text(of:)), stored.approval?.at?.description,
      ])
    try database.execute(
      sql: """
        INSERT INTO announcement_version (id, version, value, author, approver) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET approver = coalesce(excluded.approver, approver)
        """,
      arguments: [
        stored.announcement.id, stored.version, value, stored.author,
        stored.isApproved ? stored.approval?.approver : nil,
      ])
    return stored
  }

  /// Notes that a second person has approved a version, or that an approval was taken back.
  static func settle(_ id: String, version: Int, _ isSettled: Bool, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE announcement_version SET settled = ?, approver = CASE WHEN ? THEN approver END
        WHERE id = ? AND version = ?
        """, arguments: [isSettled, isSettled, id, version])
  }

  /// `Actor`s whose words no second person has approved yet.
  static func unsettledAuthors(of stored: StoredAnnouncement, in database: Database) throws -> [String] {
    let versions = try versions(of: stored.announcement.id, in: database)
    let settled = versions.last { $0.number < stored.version && $0.isSettled }?.number ?? 0
    return versions.filter { $0.number > settled }.map(\.author) + [stored.author]
  }

  /// Oldest first.
  static func versions(of id: String, in database: Database) throws -> [AnnouncementVersion] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM announcement_version WHERE id = ? ORDER BY version", arguments: [id]
    ).map {
      AnnouncementVersion(
        number: $0["version"], announcement: try decode($0["value"]), author: $0["author"],
        approver: $0["approver"], isSettled: $0["settled"])
    }
  }

  private static func stored(_ row: Row) throws -> StoredAnnouncement {
    var approval: Approval?
    if let approver: String = row["approver"], let hash: String = row["approved_hash"] {
      approval = Approval(
        approver: approver, contentHash: hash, spokenHash: row["approved_spoken"],
        sound: (row["approved_clips"] as String?).map(clips),
        at: (row["approved_at"] as String?).flatMap { WallTime($0) })
    }
    return StoredAnnouncement(
      announcement: try decode(row["value"]), author: row["author"], approval: approval,
      state: AnnouncementState(rawValue: row["state"]) ?? .draft, version: row["version"],
      source: StoredAnnouncement.Source(rawValue: row["source"]) ?? .setup, note: row["note"])
  }

  private static func text(of clips: [ClipHash]) -> String { clips.map(\.rawValue).joined(separator: " ") }

  private static func clips(_ text: String) -> [ClipHash] {
    text.split(separator: " ").map { ClipHash(rawValue: String($0)) }
  }

  private static func encode(_ announcement: Announcement) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(announcement), as: UTF8.self)
  }

  private static func decode(_ text: String) throws -> Announcement {
    try JSONDecoder().decode(Announcement.self, from: Data(text.utf8))
  }
}
