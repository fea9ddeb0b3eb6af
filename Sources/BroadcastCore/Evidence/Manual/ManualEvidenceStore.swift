internal import Foundation
public import GRDB

/// Manual evidence in the station's database; each addition is an entry of the log too, so that it cannot be backdated.
public struct ManualEvidenceStore: Sendable {
  private let database: DatabasePool

  public init(_ database: DatabasePool) {
    self.database = database
  }

  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE manual_evidence (
          id INTEGER PRIMARY KEY,
          criterion TEXT NOT NULL,
          kind TEXT NOT NULL,
          date TEXT NOT NULL,
          title TEXT NOT NULL,
          author TEXT NOT NULL,
          hash TEXT NOT NULL CHECK (length(hash) = 64)
        ) STRICT;
        """)
  }

  /// - Returns: what was stored, with its number.
  @discardableResult
  public func add(_ evidence: ManualEvidence, by actor: Actor, at moment: Moment) throws -> ManualEvidence {
    try database.write { database in
      try database.execute(
        sql:
          "INSERT INTO manual_evidence (criterion, kind, date, title, author, hash) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          evidence.criterion, evidence.kind.rawValue, evidence.date.description, evidence.title,
          evidence.author, evidence.hash,
        ])
      var stored = evidence
      stored.id = database.lastInsertedRowID
      let change = Change(
        "manual-evidence", "\(stored.id)", "add",
        after: "\(stored.criterion) \(stored.date) \(stored.hash) \(stored.title)")
      try PlaybackLog.append([.changed(change, by: actor)], at: moment, in: database)
      return stored
    }
  }

  /// In the order of their dates.
  public static func all(in pool: DatabasePool) throws -> [ManualEvidence] {
    try pool.read { database in
      // A station that an older program made has no such table before its next start.
      guard try database.tableExists("manual_evidence") else { return [] }
      return try Row.fetchAll(database, sql: "SELECT * FROM manual_evidence ORDER BY date, id").compactMap {
        row in
        guard let kind = ManualEvidence.Kind(rawValue: row["kind"]),
          let date = CivilDate(row["date"] as String)
        else { return nil }
        return ManualEvidence(
          id: row["id"], criterion: row["criterion"], kind: kind, date: date, title: row["title"],
          author: row["author"], hash: row["hash"])
      }
    }
  }
}
