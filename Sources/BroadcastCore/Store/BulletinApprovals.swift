internal import GRDB

/// Who approved which bulletin, as rows.
enum BulletinApprovals {
  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE bulletin_approval (
          id TEXT PRIMARY KEY,
          content_hash TEXT NOT NULL,
          approver TEXT NOT NULL,
          approved_at TEXT
        ) STRICT, WITHOUT ROWID;
        """)
  }

  static func all(in database: Database) throws -> [String: Approval] {
    let isReal = try AnnouncementRows.hasAccounts(in: database)
    let rows = try Row.fetchAll(database, sql: "SELECT * FROM bulletin_approval")
      .filter { !isReal || $0["approver"] != Approval.sampleApprover }
    return Dictionary(
      uniqueKeysWithValues: rows.map {
        (
          $0["id"] as String,
          Approval(
            approver: $0["approver"], contentHash: $0["content_hash"], spokenHash: $0["spoken_hash"],
            at: ($0["approved_at"] as String?).flatMap { WallTime($0) })
        )
      })
  }

  static func replace(with approvals: [String: Approval], in database: Database) throws {
    try database.execute(sql: "DELETE FROM bulletin_approval")
    for (id, approval) in approvals { try put(approval, for: id, in: database) }
  }

  static func put(_ approval: Approval, for id: String, in database: Database) throws {
    try database.execute(
      sql:
        "INSERT OR REPLACE INTO bulletin_approval (id, content_hash, spoken_hash, approver, approved_at) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        id, approval.contentHash, approval.spokenHash, approval.approver, approval.at?.description,
      ])
  }

  static func remove(_ id: String, in database: Database) throws {
    try database.execute(sql: "DELETE FROM bulletin_approval WHERE id = ?", arguments: [id])
  }
}
