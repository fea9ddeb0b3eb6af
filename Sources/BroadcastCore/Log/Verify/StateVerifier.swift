internal import Foundation
public import GRDB

/// Checks a station's own log: every line against its hash, all of them against every checkpoint that was ever kept.
public struct StateVerifier: Sendable {
  private let database: any DatabaseReader
  private let trusted: VerifierKey?
  private let known: [SignedNote]
  private let readsEntries: Bool

  /// - Parameters:
  ///   - known: checkpoints that someone else has kept.
  ///   - readsEntries: whether to look at what the entries say; without it only hashes and checkpoints are checked, and
  ///     no key can be told from another.
  public init(
    _ database: any DatabaseReader, trusted: VerifierKey? = nil, known: [SignedNote] = [],
    readsEntries: Bool = true
  ) {
    self.database = database
    self.trusted = trusted
    self.known = known
    self.readsEntries = readsEntries
  }

  /// One reading of the database: what is appended meanwhile is not looked at.
  public func verify() throws -> VerificationReport {
    try database.read { database in
      var report = VerificationReport()
      try walk(database, into: &report)
      return report
    }
  }

  private func walk(_ database: Database, into report: inout VerificationReport) throws {
    let size = try Int64.fetchOne(database, sql: "SELECT coalesce(max(seq), -1) + 1 FROM log_entry") ?? 0
    let kept = try String.fetchAll(database, sql: "SELECT note FROM log_checkpoint ORDER BY id")
    var notes = known
    for text in kept {
      do throws(NoteError) {
        notes.append(try SignedNote(reading: text))
      } catch {
        report.add(Fault(.badCheckpoint, file: "log_checkpoint", "\(error)"))
      }
    }
    let origin = notes.first.flatMap { Checkpoint(text: $0.text) }?.origin ?? ""
    var checkpoints = KnownCheckpoints(notes, origin: origin, size: size, into: &report)
    var checker = EntryChecker(first: 0, keys: KeyHistory(trusted: trusted))
    var tree = MerkleRange()
    let rows = try Row.fetchCursor(
      database, sql: "SELECT seq, CAST(line AS BLOB), leaf FROM log_entry ORDER BY seq")
    while let row = try rows.next() {
      let line = try row.withUnsafeData(atIndex: 1) { [UInt8]($0 ?? Data()) }
      let hash = MerkleHash(leaf: line)
      let isIntact = try row.withUnsafeData(atIndex: 2) { leaf in
        leaf.map { $0.elementsEqual(hash.bytes) } ?? false
      }
      if !isIntact { report.add(Fault(.changed, seq: row[0])) }
      if readsEntries { checker.check(line, into: &report) } else { report.entries += 1 }
      tree.append(hash)
      checkpoints.reached(tree.count, root: tree, into: &report)
    }
    checker.finish(into: &report)
    if readsEntries { checkpoints.finish(keys: checker.keys, signer: nil, into: &report) }
    report.checkpoint = notes.last.flatMap { Checkpoint(text: $0.text) }
    let tail = size - (notes.compactMap { Checkpoint(text: $0.text)?.size }.max() ?? 0)
    if tail > 0 { report.add(note: "\(tail) mục cuối chưa có điểm chốt nào.") }
    do {
      // What new checkpoints are signed from must be what the lines say.
      let stored = try LogTree.root(size: size, in: database)
      if stored != tree.root, tree.count == size { report.add(Fault(.rootDiffers, file: "log_node")) }
    } catch let error as LogTreeError {
      report.add(Fault(.rootDiffers, file: "log_node", "\(error.level)/\(error.index)"))
    }
    if readsEntries, let trusted {
      // The newest one holds all that came before; older ones may be of keys that have gone.
      let newest = notes.max {
        (Checkpoint(text: $0.text)?.size ?? 0) < (Checkpoint(text: $1.text)?.size ?? 0)
      }
      if !(newest.map(checker.keys.vouch) ?? false) {
        report.add(Fault(.wrongKey, file: "log_checkpoint", "\(trusted)"))
      }
    }
    if readsEntries {
      try checkEvents(database, into: &report)
      try checkTexts(database, into: &report)
    }
  }

  /// The database keeps them unique, unless someone made the table anew. SQLite sorts them on its disk where the index is gone.
  private func checkEvents(_ database: Database, into report: inout VerificationReport) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT max(seq), event FROM log_entry GROUP BY event HAVING count(*) > 1 ORDER BY 1 LIMIT 100")
    while let row = try rows.next() { report.add(Fault(.eventTwice, seq: row[0], row[1] as String)) }
  }

  private func checkTexts(_ database: Database, into report: inout VerificationReport) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT t.seq, t.name, t.salt, t.text, json_extract(e.line, '$.' || t.name || '_hash') AS hash
        FROM log_text t LEFT JOIN log_entry e ON e.seq = t.seq ORDER BY t.seq, t.name
        """)
    while let row = try rows.next() {
      // SQLite types a column by its value: who tampered may have left something else there.
      let salt = Data.fromDatabaseValue(row["salt"]) ?? Data()
      let text = SaltedText(String.fromDatabaseValue(row["text"]) ?? "", salt: [UInt8](salt))
      if text.hash != row["hash"] as String? {
        report.add(Fault(.textDiffers, seq: row["seq"], file: "log_text", row["name"] as String))
      }
    }
  }
}
