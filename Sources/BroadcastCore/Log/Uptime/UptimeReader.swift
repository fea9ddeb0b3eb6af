public import Foundation
internal import GRDB

extension PlaybackLog {
  /// Minutes and faults of every zone on the dates of `period`, in order; read from the last start before it.
  ///
  /// - Parameter now: when a station that still runs was looked at.
  /// - Throws: a `DecodingError` where an entry that tells of starts, stops or devices cannot be read.
  public func uptime(_ period: ClosedRange<CivilDate>, in timeZone: TimeZone, now: WallTime) throws
    -> [ZoneUptime.Day]
  {
    let first = WallTime(local: period.lowerBound, .midnight, in: timeZone).description
    let last = WallTime(local: period.upperBound + 1, .midnight, in: timeZone).description
    return try read { database in
      let start = try Int64.fetchOne(
        database, sql: "SELECT max(seq) FROM log_entry WHERE kind = 'station-started' AND wall < ?",
        arguments: [first])
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT kind, wall, CASE WHEN kind IN ('station-started', 'station-stopped', 'output') THEN line END
          FROM log_entry WHERE seq >= ? AND wall < ? ORDER BY seq
          """, arguments: [start ?? 0, last])
      var uptime = ZoneUptime(timeZone: timeZone)
      while let row = try rows.next() {
        if let line: String = row[2] { uptime.take(try LogLine(line)) } else { uptime.pass(row[1]) }
      }
      // A station that stopped telling within the period ran no longer than to its end.
      let end = WallTime(last) ?? now
      return uptime.report(now: min(now, end)).filter { period.contains($0.date) }
    }
  }
}
