internal import GRDB

/// Accounts, and the failed tries to be one.
enum AccountSchema {
  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE account (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          name TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          roles TEXT NOT NULL,
          is_disabled INTEGER NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
          must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1)),
          unix_user INTEGER UNIQUE,
          password TEXT
        ) STRICT;
        CREATE TABLE login_throttle (
          only INTEGER PRIMARY KEY CHECK (only = 1),
          value TEXT NOT NULL
        ) STRICT;
        """)
  }

  static func addFormerUsers(in database: Database) throws {
    try database.execute(sql: "ALTER TABLE account ADD COLUMN former_unix_users TEXT NOT NULL DEFAULT ''")
  }
}
