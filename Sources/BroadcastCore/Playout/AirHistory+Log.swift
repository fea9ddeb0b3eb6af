internal import Foundation
internal import GRDB

extension AirHistory {
  /// What the log says of programmes of days in a row; nothing is read where the station has none.
  ///
  /// What is complete, and the date on which it sounded, are what the evidence takes them for.
  ///
  /// - Parameter countsVirtual: whether what went to no sound card counts as aired.
  public static func read(
    _ log: PlaybackLog, of programmes: [Programme], station: Station, today: CivilDate, countsVirtual: Bool
  ) throws -> AirHistory {
    var history = AirHistory(today: today)
    var lines: [Int64: String] = [:]
    // Zones that did not get it completely though it sounded in others, by number of the entry.
    var incomplete: [Int64: Set<ZoneID>] = [:]
    for programme in programmes {
      guard case .inARow(let from, _) = programme.days, from <= today else { continue }
      let rows = try log.read { database in
        // Ids of a programme's broadcasts lie between "id@" and "idA", the letter after "@".
        try Row.fetchAll(
          database,
          sql: """
            SELECT seq, line, json_extract(line, '$.incomplete') AS incomplete FROM log_entry
            WHERE kind IN ('accepted', 'ended') AND broadcast >= ? AND broadcast < ?
            """,
          arguments: ["\(programme.id)@\(from)", "\(programme.id)A"]
        ).map { row -> (seq: Int64, line: String, incomplete: String?) in
          (row["seq"], row["line"], row["incomplete"])
        }
      }
      for row in rows {
        lines[row.seq] = row.line
        if let zones = row.incomplete {
          incomplete[row.seq] = Set(try JSONDecoder().decode([ZoneID].self, from: Data(zones.utf8)))
        }
      }
    }
    guard let first = lines.keys.min(), let last = lines.keys.max() else { return history }
    for (seq, line) in try silences(log, first...last, since: today - 2 * RowProgress.patience) {
      lines[seq] = line
    }
    var aired = AiredEntries(station: station, includesVirtual: countsVirtual)
    for (_, text) in lines.sorted(by: { $0.key < $1.key }) { aired.add(try LogLine(text)) }
    for entry in aired.entries
    where entry.standing.counts || (countsVirtual && entry.standing == .file) {
      guard let programme = entry.programme else { continue }
      for zone in Set(entry.zones).subtracting(incomplete[entry.seq] ?? []) {
        history.completions.insert(
          Completion(programme: programme, content: entry.content, zone: zone, date: entry.date))
      }
    }
    return history
  }

  /// Channels that fell silent while something sounded; what lies further back than days in a row are tried matters to none.
  private static func silences(
    _ log: PlaybackLog, _ span: ClosedRange<Int64>, since: CivilDate
  ) throws -> [(Int64, String)] {
    try log.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT seq, line FROM log_entry WHERE wall >= ? AND seq BETWEEN ? AND ? AND kind = 'output'
            AND json_extract(line, '$.event_name') = 'silent'
          """,
        arguments: [since.description, span.lowerBound, span.upperBound]
      ).map { ($0["seq"], $0["line"]) }
    }
  }
}
