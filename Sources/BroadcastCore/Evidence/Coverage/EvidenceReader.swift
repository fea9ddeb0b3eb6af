internal import Foundation
public import GRDB

/// Reads what a report stands on from a station's database.
public struct EvidenceReader: Sendable {
  private let database: any DatabaseReader
  private let path: String

  public init(_ database: DatabasePool) {
    self.database = database
    path = database.path
  }

  /// - Parameters:
  ///   - period: local dates; some more days are read on both sides for runs that begin before or end after.
  ///   - progress: 0…1.
  /// - Throws: `StoreError`.
  public func input(
    _ period: ClosedRange<CivilDate>, includesVirtual: Bool, progress: (Double) -> Void = { _ in }
  ) throws -> (input: CoverageInput, snapshot: StationStore.Snapshot) {
    try database.read { database in
      guard let snapshot = try StationStore.snapshot(in: database) else {
        throw StoreError(.noStation, path: path, cause: "table station is empty")
      }
      let holidays = try snapshot.station.holidayCatalogue()
      let zone = snapshot.station.foundationTimeZone
      let first = WallTime(local: period.lowerBound - Self.margin, .midnight, in: zone)
      let last = WallTime(local: period.upperBound + Self.margin + 1, .midnight, in: zone)
      var aired = AiredEntries(
        station: snapshot.station, includesVirtual: includesVirtual, purposes: try Self.purposes(database),
        titles: try Self.titles(database, first, last))
      let condition = "wall >= ? AND wall < ? AND kind IN ('accepted', 'ended', 'output')"
      let arguments: StatementArguments = [first.description, last.description]
      let count =
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM log_entry WHERE \(condition)", arguments: arguments) ?? 0
      // One line after another: a year's lines need not lie in memory together.
      let rows = try Row.fetchCursor(
        database, sql: "SELECT line, leaf, seq FROM log_entry WHERE \(condition) ORDER BY seq",
        arguments: arguments)
      var done = 0
      var unreadable: [Int64] = []
      while let row = try rows.next() {
        let text: String = row[0]
        let leaf: Data = row[1]
        do {
          aired.add(try LogLine(text), isIntact: MerkleLeaf.hash(text) == [UInt8](leaf))
        } catch {
          // Of a newer program or damaged: it proves nothing, and the report says that it is there.
          unreadable.append(row[2])
        }
        done += 1
        if done % 500 == 0 { progress(Double(done) / Double(max(1, count))) }
      }
      var input = CoverageInput(
        snapshot, holidays: holidays, entries: aired.entries, isTrial: includesVirtual)
      input.unreadable = unreadable
      return (input, snapshot)
    }
  }

  /// Days beside the period.
  private static let margin = 10

  /// Of every version of every announcement, by content hash.
  private static func purposes(_ database: Database) throws -> [String: AnnouncementPurpose] {
    var purposes: [String: AnnouncementPurpose] = [:]
    for text in try String.fetchAll(database, sql: "SELECT value FROM announcement_version") {
      let announcement = try JSONDecoder().decode(Announcement.self, from: Data(text.utf8))
      purposes[announcement.contentHash] = announcement.purpose
    }
    return purposes
  }

  private static func titles(_ database: Database, _ first: WallTime, _ last: WallTime) throws -> [Int64:
    String]
  {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT t.seq, t.text, t.salt, e.line FROM log_text t JOIN log_entry e ON e.seq = t.seq
        WHERE t.name = 'title' AND e.wall >= ? AND e.wall < ?
        """, arguments: [first.description, last.description])
    // A title that was changed beside the log is not printed in a report: the announcement's short name stands instead.
    let whole = rows.filter { row in
      let hash = SaltedText(row[1], salt: [UInt8](row[2] as Data)).hash
      return (row[3] as String).contains("\"title_hash\":\"\(hash)\"")
    }
    return Dictionary(whole.map { ($0[0] as Int64, $0[1] as String) }) { first, _ in first }
  }
}
