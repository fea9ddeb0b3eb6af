internal import Foundation

/// When a class may sound: the station's hours, looked at in its own time zone.
public struct AirRules: Hashable, Sendable {
  public var hours: Hours
  /// IANA name.
  public var timeZone: String
  /// True where nobody can hear a test: all outputs are files.
  public var testsAreSilent: Bool

  public init(hours: Hours, timeZone: String, testsAreSilent: Bool) {
    self.hours = hours
    self.timeZone = timeZone
    self.testsAreSilent = testsAreSilent
  }

  /// Quiet hours are a lock that only an emergency passes, or what was given leave with a reason.
  public func forbid(_ broadcast: Broadcast, at time: WallTime) -> Bool {
    if broadcast.airClass == .emergency || broadcast.pastHours != nil { return false }
    if broadcast.airClass == .test, testsAreSilent { return false }
    return hours.quiet.contains(time.local(in: TimeZone(identifier: timeZone) ?? .gmt).time)
  }
}
