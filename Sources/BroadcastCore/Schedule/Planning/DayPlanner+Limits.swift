/// The minutes that a zone may hear.
extension DayPlanner {
  /// The limits in minutes of session and day; only what the hours do not bind passes them.
  mutating func hasRoom(_ candidate: Candidate, session: Int?) -> Bool {
    let hours = planner.input.station.hours
    let item = planner.items[candidate.item]
    var full = ZoneMask(zoneCount: planner.zones.count)
    if let session, let limit = hours.sessions[session].limitMinutes {
      candidate.hearing.forEach { zone in
        if usedSession[session][zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .sessionFull,
          "\(hours.sessions[session].name) ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của buổi này, rút gọn bản tin, hoặc tăng «limit» của buổi.")
        return false
      }
    }
    if let limit = hours.dayLimitMinutes {
      candidate.hearing.forEach { zone in
        if usedDay[zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .dayFull,
          "Ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của ngày này, rút gọn bản tin, hoặc tăng số phút của ngày trong hours của station.yaml."
        )
        return false
      }
    }
    return true
  }
}
