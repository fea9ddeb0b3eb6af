internal import Foundation
internal import GRDB

/// A broadcast that the run before did not bring to its end: it sounded when the process ended, or had been cut off and
/// waited for its zones.
struct Unfinished: Hashable, Sendable {
  var broadcast: BroadcastID
  var announcement: String
  /// `Broadcast.content` of what sounded.
  var content: String
  var airClass: AirClass
  var planned: WallTime
  /// Where it did not come to its end.
  var zones: Set<ZoneID>
  var hearing: Set<ZoneID>
  /// Seconds of its sound that have left on every output, at least.
  var position: Double
  /// When it fell silent, as far as is known.
  var since: WallTime
  /// A run between has known of it already.
  var isOldNews = false

  /// Longer than anything airs, in seconds.
  private static let longest = 4.0 * 3_600

  /// By the log, in the order in which they were planned.
  static func read(_ log: PlaybackLog, lastWall: WallTime) throws -> [Unfinished] {
    let lines = try log.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT line FROM log_entry WHERE wall >= ? AND
            (kind IN ('accepted', 'ended', 'refused', 'station-started')
              OR (kind = 'changed' AND json_extract(line, '$.object') = 'playout'))
          ORDER BY seq
          """, arguments: [(lastWall + -longest).description])
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return of(try lines.map { try decoder.decode(Told.self, from: Data($0.utf8)) })
  }

  /// - Parameter told: entries in their order.
  static func of(_ told: [Told]) -> [Unfinished] {
    var turns: [String: Turn] = [:]
    for entry in told {
      guard let id = entry.broadcast else {
        if entry.kind == "station-started" {
          for id in turns.keys { turns[id]?.isOldNews = true }
        } else if entry.action == "stop" {
          stop(entry.id ?? "*", &turns)
        }
        continue
      }
      switch entry.kind {
      case "accepted":
        // All outputs of one turn are accepted in one moment.
        if turns[id]?.moment != entry.monoNs { turns[id] = Turn(moment: entry.monoNs) }
        if entry.part == nil || entry.part == "message" { turns[id]?.accepted.append(entry) }
      case "ended": if let airing = entry.airing { turns[id]?.ended[airing] = entry }
      // Its rest was given up; the refusal of single zones is written before the turn is accepted.
      case "refused": turns[id] = nil
      default: break
      }
    }
    return turns.values.compactMap(\.unfinished).sorted {
      ($0.planned, $0.broadcast) < ($1.planned, $1.broadcast)
    }
  }

  /// What someone stopped is over.
  private static func stop(_ zones: String, _ turns: inout [String: Turn]) {
    let silent = Set(zones.split(separator: " ").map { ZoneID(rawValue: String($0)) })
    for (id, turn) in turns {
      let hearing = Set(turn.accepted.flatMap { $0.hearing ?? $0.zones ?? [] })
      if zones == "*" || hearing.isSubset(of: silent) {
        turns[id] = nil
      } else {
        turns[id]?.silent.formUnion(silent)
      }
    }
  }

  /// The fields of a line that tell of an airing's fate.
  struct Told: Decodable {
    struct Frames: Decodable {
      var left: [Int64]?
    }

    var kind: String
    var wall: String
    var monoNs: Int64
    var action: String?
    var id: String?
    var broadcast: String?
    var announcement: String?
    var content: String?
    var `class`: String?
    var planned: String?
    var airing: String?
    var part: String?
    var zones: [ZoneID]?
    var hearing: [ZoneID]?
    var rate: Int?
    var offset: Int64?
    var frames: Frames?
    var outcome: String?
    var reason: String?
  }

  private struct Turn {
    var moment: Int64
    var accepted: [Told] = []
    var ended: [String: Told] = [:]
    var silent: Set<ZoneID> = []
    var isOldNews = false

    var unfinished: Unfinished? {
      var result: Unfinished?
      for begun in accepted {
        guard let end = begun.airing.flatMap({ ended[$0] }),
          end.outcome == Outcome.interrupted.rawValue || end.reason == "preempted"
            || end.reason == "shutdown",
          let rate = begun.rate, rate > 0, let planned = begun.planned.flatMap({ WallTime($0) }),
          let wall = WallTime(begun.wall), let id = begun.broadcast
        else { continue }
        let heard = Double(end.frames?.left?.first ?? 0) / Double(rate)
        let position = Double(begun.offset ?? 0) / Double(rate) + heard
        let since = max(wall, planned) + heard
        var one =
          result
          ?? Unfinished(
            broadcast: BroadcastID(rawValue: id), announcement: begun.announcement ?? "",
            content: begun.content ?? "",
            airClass: begun.class.flatMap { AirClass(rawValue: $0) } ?? .routine,
            planned: planned, zones: [], hearing: [], position: position, since: since)
        one.zones.formUnion(Set(begun.zones ?? []).subtracting(silent))
        one.hearing.formUnion(Set(begun.hearing ?? []).subtracting(silent))
        one.position = min(one.position, position)
        one.isOldNews = isOldNews
        result = one
      }
      return result.flatMap { $0.zones.isEmpty ? nil : $0 }
    }
  }
}
