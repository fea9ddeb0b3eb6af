internal import Foundation
internal import GRDB

extension AirHistory {
  /// What the log says of programmes of days in a row; nothing is read where the station has none.
  ///
  /// - Parameter countsVirtual: whether what went to no sound card counts as aired.
  public static func read(
    _ log: PlaybackLog, of programmes: [Programme], today: CivilDate, countsVirtual: Bool
  ) throws -> AirHistory {
    var history = AirHistory(today: today)
    for programme in programmes {
      guard case .inARow(let from, _) = programme.days, from <= today else { continue }
      let id = programme.id
      let lines = try log.read { database in
        // Ids of a programme's broadcasts lie between "id@" and "idA", the letter after "@".
        try String.fetchAll(
          database,
          sql: """
            SELECT line FROM log_entry WHERE kind = 'ended' AND broadcast >= ? AND broadcast < ?
              AND json_extract(line, '$.outcome') = 'completed'
            """,
          arguments: ["\(id)@\(from)", "\(id)A"])
      }
      for text in lines {
        let line = try LogLine(text)
        guard let broadcast = line.broadcast, countsVirtual || line.output?.kind == "device",
          let date = CivilDate(String(broadcast.dropFirst(id.count + 1).prefix(10)))
        else { continue }
        for zone in Set((line.zones ?? []) + (line.hearing ?? [])) {
          history.completions.insert(Completion(programme: id, zone: ZoneID(rawValue: zone), date: date))
        }
      }
    }
    return history
  }
}
