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
        after: ManualEvidenceStore.text(of: stored))
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

  /// What the log holds of it, as a salted hash.
  private static func text(of evidence: ManualEvidence) -> String {
    [
      evidence.criterion, "\(evidence.date)", evidence.hash, evidence.kind.rawValue, evidence.author,
      evidence.title,
    ].joined(separator: " ")
  }

  /// Holds every row against the log's entry of when it was added, and against the file itself.
  ///
  /// - Parameter documents: where the files lie.
  /// - Returns: what does not fit, a sentence each.
  public static func problems(in pool: DatabasePool, documents: DocumentLibrary) throws -> [String] {
    let items = try all(in: pool)
    let added = try pool.read { database -> [String: Row] in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT e.seq, json_extract(e.line, '$.id') AS id, json_extract(e.line, '$.after_hash') AS hash, t.salt
          FROM log_entry e LEFT JOIN log_text t ON t.seq = e.seq AND t.name = 'after'
          WHERE e.kind = 'changed' AND json_extract(e.line, '$.object') = 'manual-evidence'
          ORDER BY e.seq
          """)
      return Dictionary(rows.map { ($0["id"] as String, $0) }) { first, _ in first }
    }
    var problems: [String] = []
    for item in items {
      let name = "Minh chứng nhập tay số \(item.id) «\(item.title)»"
      guard let row = added["\(item.id)"] else {
        problems.append("\(name) không có lần nhập nào trong nhật ký")
        continue
      }
      // Whose text was erased cannot be held against anything any more.
      guard let salt = Data.fromDatabaseValue(row["salt"]) else { continue }
      if SaltedText(text(of: item), salt: [UInt8](salt)).hash != row["hash"] as String? {
        problems.append("\(name) khác với lúc nhập (mục #\(row["seq"] as Int64))")
      } else if !documents.isIntact(item.hash) {
        problems.append("\(name): tệp của nó không còn, hoặc đã đổi")
      }
    }
    let kept = Set(items.map { "\($0.id)" })
    for (id, row) in added.sorted(by: { ($0.value["seq"] as Int64) < ($1.value["seq"] as Int64) })
    where !kept.contains(id) {
      problems.append("Minh chứng nhập tay số \(id) (mục #\(row["seq"] as Int64)) đã bị xóa khỏi bảng")
    }
    return problems
  }
}
