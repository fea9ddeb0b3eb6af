internal import GRDB

/// Tables of set-up and content. Each row keeps its value as JSON; the columns beside it are for finding and approving.
enum StationSchema {
  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE station (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          value TEXT NOT NULL
        ) STRICT;
        CREATE TABLE programme (
          id TEXT PRIMARY KEY,
          value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE announcement (
          id TEXT PRIMARY KEY,
          value TEXT NOT NULL,
          content_hash TEXT NOT NULL,
          author TEXT NOT NULL,
          approver TEXT,
          approved_hash TEXT,
          CHECK ((approver IS NULL) = (approved_hash IS NULL))
        ) STRICT, WITHOUT ROWID;
        """)
  }

  /// Bulletins, events and criteria, in the order of their files.
  static func addSetup(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE setup (
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          position INTEGER NOT NULL,
          value TEXT NOT NULL,
          PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        """)
  }
}
