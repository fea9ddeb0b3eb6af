internal import Foundation

/// When a broadcast may sound: the one rule that the running station and the simulation share.
public struct AirRules: Hashable, Sendable {
  public var hours: Hours
  /// IANA name.
  public var timeZone: String
  /// For silent days that follow a holiday.
  public var holidays: HolidayCatalogue
  /// True where nobody can hear a test: all outputs are files.
  public var testsAreSilent: Bool

  public init(hours: Hours, timeZone: String, holidays: HolidayCatalogue, testsAreSilent: Bool) {
    self.hours = hours
    self.timeZone = timeZone
    self.holidays = holidays
    self.testsAreSilent = testsAreSilent
  }

  private var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }

  /// Whether the hard lock forbids a moment: quiet hours let only an emergency pass, and around its own time what was
  /// given leave with a reason.
  public func forbid(_ broadcast: Broadcast, at time: WallTime) -> Bool {
    if passesHours(broadcast, at: time) { return false }
    return hours.quiet.contains(time.local(in: zone).time)
  }

  /// What stands against a broadcast that would begin at `start` and last `seconds`; `nil` where nothing does.
  ///
  /// At its own time the planner, or an operator, has looked at sessions and silent days, and only the hard lock is looked
  /// at again. One of the plan that is made up for later has to fit into the hours of the moment at which it would sound.
  public func refusal(
    of broadcast: Broadcast, from start: WallTime, seconds: Double
  ) -> (reason: Refusal, cause: String?)? {
    let isLate = start - broadcast.start > AirPatience.sameTime
    let end = start + max(1, seconds)
    if let deadline = broadcast.overBy, start >= deadline || (isLate && end > deadline) {
      return (.eventBegan, nil)
    }
    if passesHours(broadcast, at: start) { return nil }
    let clock = DayClock(start.local(in: zone).date, zone: zone, hours: hours)
    let first = Int(start.seconds)
    let span = first..<max(first + 1, Int((Double(end.nanoseconds) / 1e9).rounded(.up)))
    if let quiet = clock.quiet.first(where: { $0.overlaps(span) }) {
      return (
        .quietHours, quiet.contains(first) ? nil : "dài \(Int(seconds)) giây, sẽ lấn vào giờ yên lặng"
      )
    }
    guard isLate, broadcast.programme != nil else { return nil }
    if isSilent(clock.date) { return (.outsideHours, "ngày không phát") }
    return clock.problem(span).map { (.outsideHours, $0.words(clock)) }
  }

  private func passesHours(_ broadcast: Broadcast, at time: WallTime) -> Bool {
    switch broadcast.airClass {
    case .emergency: true
    case .test: testsAreSilent
    default: broadcast.pastHours != nil && abs(time - broadcast.start) <= AirPatience.exception
    }
  }

  private func isSilent(_ date: CivilDate) -> Bool {
    hours.silentDays.map { !$0.dates(in: date...date, holidays: holidays).isEmpty } ?? false
  }
}
