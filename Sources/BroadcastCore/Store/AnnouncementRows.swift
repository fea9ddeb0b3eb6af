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

  /// By id.
  static func all(in database: Database) throws -> [StoredAnnouncement] {
    try Row.fetchAll(database, sql: "SELECT * FROM announcement ORDER BY id").map(stored)
  }

  /// Puts the announcement in place of what was there, and keeps its version.
  static func put(_ stored: StoredAnnouncement, in database: Database) throws {
    let value = try encode(stored.announcement)
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO announcement
          (id, value, content_hash, author, approver, approved_hash, state, version, source, note, approved_spoken,
           approved_sound, approved_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        stored.announcement.id, value, stored.announcement.contentHash, stored.author,
        stored.approval?.approver,
        stored.approval?.contentHash, stored.state.rawValue, stored.version, stored.source.rawValue,
        stored.note,
        stored.approval?.spokenHash, stored.approval?.soundHash, stored.approval?.at?.description,
      ])
    try database.execute(
      sql: "INSERT OR IGNORE INTO announcement_version (id, version, value, author) VALUES (?, ?, ?, ?)",
      arguments: [stored.announcement.id, stored.version, value, stored.author])
  }

  /// Oldest first.
  static func versions(of id: String, in database: Database) throws -> [AnnouncementVersion] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM announcement_version WHERE id = ? ORDER BY version", arguments: [id]
    ).map {
      AnnouncementVersion(
        number: $0["version"], announcement: try decode($0["value"]), author: $0["author"])
    }
  }

  private static func stored(_ row: Row) throws -> StoredAnnouncement {
    var approval: Approval?
    if let approver: String = row["approver"], let hash: String = row["approved_hash"] {
      approval = Approval(
        approver: approver, contentHash: hash, spokenHash: row["approved_spoken"],
        soundHash: row["approved_sound"],
        at: (row["approved_at"] as String?).flatMap { WallTime($0) })
    }
    return StoredAnnouncement(
      announcement: try decode(row["value"]), author: row["author"], approval: approval,
      state: AnnouncementState(rawValue: row["state"]) ?? .draft, version: row["version"],
      source: StoredAnnouncement.Source(rawValue: row["source"]) ?? .setup, note: row["note"])
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
