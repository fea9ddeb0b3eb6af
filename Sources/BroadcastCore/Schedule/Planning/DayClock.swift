internal import Foundation

/// One local date as instants, in whole seconds since 1970, with the station's hours on it.
struct DayClock: Sendable {
  /// Start included, end not.
  typealias Span = Range<Int>

  let date: CivilDate
  /// 00:00 and 24:00.
  let day: Span
  /// Quiet hours of the date, the one before and the one after, in order.
  let quiet: [Span]
  /// Sessions that take place on the date, by position in `Hours.sessions`.
  let sessions: [(index: Int, span: Span)]
  /// Whether the station has any at all.
  let hasSessions: Bool
  private let zone: TimeZone
  /// Seconds east of UTC where no clock is changed around the date.
  private let offset: Int?

  init(_ date: CivilDate, zone: TimeZone, hours: Hours) {
    self.date = date
    self.zone = zone
    let noon = date.dayNumber * 86_400 + 43_200
    let offsets = [-2, 0, 2].map { days in
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(noon + days * 86_400)))
    }
    offset = Set(offsets).count == 1 ? offsets[0] : nil
    let offset = offset
    func instant(_ date: CivilDate, _ time: TimeOfDay) -> Int {
      DayClock.instant(date, time, zone: zone, offset: offset).second
    }
    day = instant(date, .midnight)..<instant(date + 1, .midnight)
    quiet = (-1...1).map { days in
      let span = hours.quiet
      let start = instant(date + days, span.start)
      return start..<max(start, instant(date + (span.start < span.end ? days : days + 1), span.end))
    }
    hasSessions = !hours.sessions.isEmpty
    let weekday = date.weekday
    sessions = hours.sessions.enumerated().compactMap { index, session in
      guard session.weekdays.contains(weekday) else { return nil }
      let start = instant(date, session.span.start)
      return (index, start..<max(start, instant(date, session.span.end)))
    }
  }

  /// The instant at which the clocks show a time on the date.
  func instant(_ time: TimeOfDay) -> (second: Int, kind: LocalTime.Kind) {
    DayClock.instant(date, time, zone: zone, offset: offset)
  }

  private static func instant(
    _ date: CivilDate, _ time: TimeOfDay, zone: TimeZone, offset: Int?
  ) -> (second: Int, kind: LocalTime.Kind) {
    if let offset { return (date.dayNumber * 86_400 + time.secondsSinceMidnight - offset, .usual) }
    let (instant, kind) = LocalTime(date: date, time: time).instant(in: zone)
    return (Int(instant.seconds), kind)
  }

  /// What the clocks show.
  func time(at second: Int) -> TimeOfDay {
    guard let offset else { return WallTime(second: second).local(in: zone).time }
    let inDay = (second + offset) % 86_400
    return TimeOfDay(secondsSinceMidnight: inDay < 0 ? inDay + 86_400 : inDay) ?? .midnight
  }

  func isQuiet(_ span: Span) -> Bool { quiet.contains { $0.overlaps(span) } }
}
