public import GRDB

/// Tables of the playback log.
///
/// The line is the truth; every other column SQLite derives from it. The triggers stop whoever edits by mistake or with
/// plain SQL; they are not the proof, the hashes are.
public enum LogSchema {
  public static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE log_entry (
          seq INTEGER PRIMARY KEY,
          line TEXT NOT NULL,
          leaf BLOB NOT NULL CHECK (length(leaf) = 32),
          event TEXT NOT NULL GENERATED ALWAYS AS (json_extract(line, '$.event')) STORED UNIQUE,
          kind TEXT NOT NULL GENERATED ALWAYS AS (json_extract(line, '$.kind')) STORED,
          wall TEXT NOT NULL GENERATED ALWAYS AS (json_extract(line, '$.wall')) STORED,
          broadcast TEXT GENERATED ALWAYS AS (json_extract(line, '$.broadcast')) STORED,
          airing TEXT GENERATED ALWAYS AS (json_extract(line, '$.airing')) STORED,
          CHECK (json_extract(line, '$.seq') = seq)
        ) STRICT;
        CREATE INDEX log_entry_by_broadcast ON log_entry (broadcast, kind) WHERE broadcast IS NOT NULL;
        CREATE INDEX log_entry_by_airing ON log_entry (airing, kind) WHERE airing IS NOT NULL;
        CREATE INDEX log_entry_applied ON log_entry (seq) WHERE kind = 'applied';
        CREATE INDEX log_entry_by_wall ON log_entry (wall);

        CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only: no update'); END;
        CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only: no delete'); END;
        -- INSERT OR REPLACE passes the two above; this one also refuses gaps.
        CREATE TRIGGER log_entry_only_next BEFORE INSERT ON log_entry
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), -1) + 1 FROM log_entry)
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only: only the next seq'); END;

        CREATE TABLE log_text (
          seq INTEGER NOT NULL REFERENCES log_entry (seq),
          name TEXT NOT NULL,
          salt BLOB NOT NULL CHECK (length(salt) = 32),
          text TEXT NOT NULL,
          PRIMARY KEY (seq, name)
        ) STRICT, WITHOUT ROWID;

        -- Not evidence: what was last known of broadcasts that sound now, for the entry after a crash.
        CREATE TABLE playout_progress (
          airing TEXT PRIMARY KEY,
          boot TEXT NOT NULL,
          mono_ns INTEGER NOT NULL,
          frames_left INTEGER NOT NULL,
          frames_written INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """)
  }
}
