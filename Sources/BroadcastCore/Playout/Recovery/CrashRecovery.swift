internal import AudioEngine
internal import Foundation
internal import GRDB

/// Closes what the last run left open.
enum CrashRecovery {
  /// Writes `ended`, outcome `interrupted`, for every airing that was accepted and never ended.
  ///
  /// The frames are an interval. Lower bound: what was last known to have left. Upper bound: a device plays no faster
  /// than its rate, so within one boot not more than the time since acceptance allows; never more than the whole.
  static func closeInterrupted(log: PlaybackLog, at moment: Moment) throws -> [LogEntry] {
    try log.write { database in
      let open = try String.fetchAll(
        database,
        sql: """
          SELECT line FROM log_entry AS a WHERE kind = 'accepted' AND NOT EXISTS
            (SELECT 1 FROM log_entry AS e WHERE e.airing = a.airing AND e.kind = 'ended')
          ORDER BY seq
          """)
      let records = try open.map { line in
        try record(closing: line, at: moment, in: database)
      }
      let entries = try PlaybackLog.append(records, at: moment, in: database)
      try database.execute(sql: "DELETE FROM playout_progress")
      return entries
    }
  }

  private static func record(closing line: String, at moment: Moment, in database: Database) throws
    -> LogRecord
  {
    let accepted = try LogLine(line)
    let airing = accepted.airing ?? ""
    let progress = try PlaybackLog.progress(of: airing, in: database)
    // Without a length it sounded until someone would have stopped it: no longer than since it was accepted.
    let total = accepted.frames?.total ?? endlessLength(accepted, until: moment)
    let lower = min(progress?.framesLeft ?? 0, total)
    var upper = total
    if accepted.boot == moment.boot, let rate = accepted.rate {
      let seconds = Double(moment.monotonic.nanoseconds - accepted.monoNs) / 1e9
      upper = min(total, max(lower, FrameCount((seconds * Double(rate) * 1.001).rounded(.up))))
    }
    var frames: [String: CanonicalJSON] = [
      "total": .integer(total), "left": .array([.integer(lower), .integer(upper)]),
    ]
    if let written = progress?.framesWritten { frames["written_at_least"] = .integer(written) }
    var fields: [String: CanonicalJSON] = [
      "airing": .string(airing), "broadcast": .string(accepted.broadcast ?? ""),
      "announcement": .string(accepted.announcement ?? ""), "class": .string(accepted.class ?? ""),
      "zones": .array((accepted.zones ?? []).map { .string($0) }),
      "outcome": .string(Outcome.interrupted.rawValue), "reason": "process-ended", "frames": .object(frames),
    ]
    if let output = accepted.output {
      fields["output"] = .object([
        "id": .string(output.id), "device": .string(output.device ?? ""), "kind": .string(output.kind ?? ""),
      ])
    }
    return LogRecord(kind: .ended, fields: fields)
  }

  private static func endlessLength(_ accepted: LogLine, until moment: Moment) -> FrameCount {
    let seconds = WallTime(accepted.wall).map { moment.wall - $0 } ?? 0
    return FrameCount(max(0, seconds) * Double(accepted.rate ?? 0))
  }

  /// Broadcasts that the log already knows, by id, of the days before `moment`.
  ///
  /// A refusal of what is still to come, made while the clock ran ahead, does not count.
  static func known(log: PlaybackLog, since start: WallTime, now: WallTime) throws -> [BroadcastID: WallTime]
  {
    try log.read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT broadcast, max(json_extract(line, '$.planned')) AS planned FROM log_entry
          WHERE broadcast IS NOT NULL AND wall >= ?
            AND (kind = 'accepted' OR (kind = 'refused' AND json_extract(line, '$.planned') <= ?))
          GROUP BY broadcast
          """,
        arguments: [start.description, now.description])
      return Dictionary(
        uniqueKeysWithValues: rows.map {
          (
            BroadcastID(rawValue: $0["broadcast"]),
            ($0["planned"] as String?).flatMap { WallTime($0) } ?? start
          )
        })
    }
  }

  /// Wall time of the last entry; `nil` for an empty log.
  static func lastWall(log: PlaybackLog) throws -> WallTime? {
    try log.read { database in
      try String.fetchOne(database, sql: "SELECT wall FROM log_entry ORDER BY seq DESC LIMIT 1").flatMap {
        WallTime($0)
      }
    }
  }
}
