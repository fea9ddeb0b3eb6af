/// Something about a plan that a person should know: what is wrong, and where to mend it.
public struct Finding: Hashable, Sendable, Codable {
  public var severity: Severity
  public var code: Code
  /// One sentence in Vietnamese.
  public var message: String
  /// Vietnamese: what to do about it, and where.
  public var cure: String
  public var subject: Subject
  /// The local date it is about, `nil` where it is about all of them.
  public var date: CivilDate?
  /// The broadcast it is about: one that moved, or one that is not in the plan.
  public var broadcast: BroadcastID?

  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case error, warning, hint

    public static func < (a: Severity, b: Severity) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
  }

  /// What the finding is about; a loader knows the file and line of each.
  public enum Subject: Hashable, Sendable {
    case station
    case programme(String)
    case announcement(String)
    case bulletin(String)
    case event(String)
    case holiday(String)
    case zone(ZoneID)
    case criterion(String)
  }

  /// Stable names for programs and documents.
  public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    case quietHours = "quiet-hours"
    case outsideSessions = "outside-sessions"
    case sessionFull = "session-full"
    case dayFull = "day-full"
    case noBroadcastDay = "no-broadcast-day"
    case hoursException = "hours-exception"
    case moved
    case conflict
    case askOrder = "ask-order"
    case notApproved = "not-approved"
    case greetingMissing = "greeting-missing"
    case greetingSpoken = "greeting-spoken"
    case threeDaysShort = "three-days-short"
    case threeDaysMissed = "three-days-missed"
    case threeDaysZones = "three-days-zones"
    case eventZones = "event-zones"
    case eventNoLastReminder = "event-no-last-reminder"
    case eventTooLate = "event-too-late"
    case bulletinTooLong = "bulletin-too-long"
    case neverAirs = "never-airs"
    case criterionUnknown = "criterion-unknown"
    case criterionUncovered = "criterion-uncovered"
    case clockSkipsTime = "clock-skips-time"
    case textUnavailable = "text-unavailable"
  }

  public init(
    _ severity: Severity, _ code: Code, _ subject: Subject, date: CivilDate? = nil,
    broadcast: BroadcastID? = nil, message: String, cure: String
  ) {
    self.severity = severity
    self.code = code
    self.subject = subject
    self.date = date
    self.broadcast = broadcast
    self.message = message
    self.cure = cure
  }
}
