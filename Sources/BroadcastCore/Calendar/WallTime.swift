public import Foundation

/// An instant of civil time, UTC, to the nanosecond: what names a moment, never what paces one.
///
/// Reaches from 1677 to 2262; what lies beyond is the first or last instant, because a clock set wrong must not end the
/// program.
public struct WallTime: Hashable, Sendable, Comparable, Codable {
  /// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The nearest that there is to whole seconds since 1970.
  public init(second: Int) {
    let (nanoseconds, overflows) = Int64(second).multipliedReportingOverflow(by: 1_000_000_000)
    self.init(nanoseconds: overflows ? (second < 0 ? -Self.farthest : Self.farthest) : nanoseconds)
  }

  /// The last whole second on either side of 1970.
  private static let farthest: Int64 = 9_223_372_036_000_000_000

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    nanoseconds >= 0 ? nanoseconds / 1_000_000_000 : -((-1 - nanoseconds) / 1_000_000_000) - 1
  }

  public static func < (a: WallTime, b: WallTime) -> Bool { a.nanoseconds < b.nanoseconds }
  public static func + (time: WallTime, seconds: Double) -> WallTime {
    let step = Int64(exactly: (seconds * 1e9).rounded(.towardZero)) ?? (seconds < 0 ? -farthest : farthest)
    let (sum, overflows) = time.nanoseconds.addingReportingOverflow(step)
    return WallTime(nanoseconds: overflows ? (step < 0 ? -farthest : farthest) : sum)
  }
  /// The difference in seconds.
  public static func - (a: WallTime, b: WallTime) -> Double {
    let (difference, overflows) = a.nanoseconds.subtractingReportingOverflow(b.nanoseconds)
    return overflows ? Double(a.nanoseconds) / 1e9 - Double(b.nanoseconds) / 1e9 : Double(difference) / 1e9
  }
}

extension WallTime: CustomStringConvertible, LosslessStringConvertible {
  /// RFC 3339 in UTC to the millisecond, rounded down: `2026-11-21T02:04:05.678Z`.
  public var description: String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let inDay = Int(seconds) - days * 86_400
    let milliseconds = Int((nanoseconds - seconds * 1_000_000_000) / 1_000_000)
    func padded(_ value: Int, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return CivilDate(dayNumber: days).description + "T" + padded(inDay / 3600, 2) + ":"
      + padded(inDay / 60 % 60, 2)
      + ":" + padded(inDay % 60, 2) + "." + padded(milliseconds, 3) + "Z"
  }

  /// Only the form that `description` gives.
  public init?(_ description: String) {
    guard description.utf8.count == 24, description.hasSuffix("Z"),
      let date = CivilDate(String(description.prefix(10))),
      let time = TimeOfDay(String(description.dropFirst(11).prefix(8))),
      let milliseconds = Int64(description.dropFirst(20).prefix(3))
    else { return nil }
    let seconds = Int64(date.dayNumber) * 86_400 + Int64(time.secondsSinceMidnight)
    self.init(nanoseconds: (seconds * 1000 + milliseconds) * 1_000_000)
  }
}

extension WallTime {
  /// The local date and clock time in a zone.
  public func local(in zone: TimeZone) -> (date: CivilDate, time: TimeOfDay) {
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    let local = Int(seconds) + offset
    let day = Int((Double(local) / 86_400).rounded(.down))
    let inDay = local - day * 86_400
    return (CivilDate(dayNumber: day), TimeOfDay(secondsSinceMidnight: inDay) ?? .midnight)
  }

  /// RFC 3339 in the time of a zone: `2026-11-21T17:00:00+07:00`.
  public func rfc3339(in zone: TimeZone) -> String {
    let (date, time) = local(in: zone)
    let clock = time.description
    let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    let away = TimeOfDay(secondsSinceMidnight: min(abs(offset) / 60 * 60, 86_400)) ?? .midnight
    return "\(date)T\(clock.utf8.count == 5 ? clock + ":00" : clock)\(offset < 0 ? "-" : "+")\(away)"
  }

  /// The instant of a local date and time; see `LocalTime.instant(in:)` for times that the clock skips or repeats.
  public init(local date: CivilDate, _ time: TimeOfDay, in zone: TimeZone) {
    self = LocalTime(date: date, time: time).instant(in: zone).instant
  }
}

extension TimeOfDay {
  public static let midnight = TimeOfDay(secondsSinceMidnight: 0)!
}
