public import Foundation

/// A clock time on a date, as people in a place say it, without knowledge of the place.
public struct LocalTime: Hashable, Sendable, Comparable {
  public let date: CivilDate
  /// 24:00 is the midnight that ends the date.
  public let time: TimeOfDay

  public init(date: CivilDate, time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  public static func < (a: LocalTime, b: LocalTime) -> Bool { (a.date, a.time) < (b.date, b.time) }

  /// How a local time meets the clock changes of its zone.
  public enum Kind: Hashable, Sendable {
    case usual
    /// The clock jumps over this time; the instant is as much later as the clock jumps forward.
    case skipped
    /// The clock shows this time twice; the instant is the first.
    case repeated
  }

  /// The instant of this local time.
  ///
  /// Rule (RFC 5545 section 3.3.5): a time that occurs twice is the first of the two; a time that does not occur is read
  /// with the offset from UTC before the gap, so 02:30 in a gap 02:00–03:00 becomes 03:30.
  public func instant(in zone: TimeZone) -> (instant: WallTime, kind: Kind) {
    let asUTC = date.dayNumber * 86_400 + time.secondsSinceMidnight
    func offset(_ seconds: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    }
    // No offset from UTC exceeds a day, and no zone changes its clock twice within two.
    let before = offset(asUTC - 86_400)
    let after = offset(asUTC + 86_400)
    let holdsBefore = offset(asUTC - before) == before
    let holdsAfter = offset(asUTC - after) == after
    let kind: Kind =
      before == after || holdsBefore != holdsAfter ? .usual : holdsBefore ? .repeated : .skipped
    let valid = holdsBefore || !holdsAfter ? before : after
    return (WallTime(second: asUTC - valid), kind)
  }

  /// What the clocks of a zone show at an instant, to the whole second below.
  public init(_ instant: WallTime, in zone: TimeZone) {
    (date, time) = instant.local(in: zone)
  }
}

extension LocalTime: CustomStringConvertible {
  /// `2027-02-06 05:30`
  public var description: String { "\(date) \(time)" }
}
