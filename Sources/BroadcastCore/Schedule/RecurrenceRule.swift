/// A recurrence rule of RFC 5545 section 3.3.10 on whole days.
///
/// The accepted subset: FREQ of DAILY, WEEKLY, MONTHLY or YEARLY, with INTERVAL, COUNT or UNTIL (a date), WKST, BYMONTH,
/// BYMONTHDAY, BYDAY with ordinals, and BYSETPOS. `RecurrenceRule(parsing:)` refuses any other part by name.
public struct RecurrenceRule: Hashable, Sendable {
  public enum Frequency: String, CaseIterable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// What ends the rule; both ends are part of it.
  public enum End: Hashable, Sendable {
    case never
    /// After so many occurrences, at least 1.
    case count(Int)
    case until(CivilDate)
  }

  /// `MO`, or `1MO` (the first) and `-1MO` (the last) of the month or year.
  public struct Day: Hashable, Sendable {
    /// ±1…±53, `nil` for every such weekday.
    public let ordinal: Int?
    public let weekday: Weekday

    public init(_ weekday: Weekday, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  public var frequency: Frequency
  /// Every nth day, week, month or year; at least 1.
  public var interval: Int = 1
  public var end: End = .never
  /// The day on which a week starts, which matters to WEEKLY with INTERVAL or BYSETPOS.
  public var weekStart: Weekday = .monday
  /// 1…12, empty for all.
  public var months: [Int] = []
  /// ±1…±31, negative from the end of the month.
  public var monthDays: [Int] = []
  public var days: [Day] = []
  /// ±1…±366: which of one period's dates to keep; empty for all.
  public var setPositions: [Int] = []

  public init(_ frequency: Frequency) {
    self.frequency = frequency
  }

  /// Whether its parts say on which days of a period it falls; otherwise DTSTART does (RFC 5545 section 3.3.10).
  public var namesItsDays: Bool { frequency == .daily || !days.isEmpty || !monthDays.isEmpty }
}

extension RecurrenceRule.Frequency {
  /// `tuần`, for messages.
  var vietnamesePeriod: String {
    switch self {
    case .daily: "ngày"
    case .weekly: "tuần"
    case .monthly: "tháng"
    case .yearly: "năm"
    }
  }
}

extension Weekday {
  /// `MO` … `SU`, as in RFC 5545.
  public var iCalendarCode: String { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][rawValue - 1] }

  public init?(iCalendarCode: some StringProtocol) {
    switch iCalendarCode {
    case "MO": self = .monday
    case "TU": self = .tuesday
    case "WE": self = .wednesday
    case "TH": self = .thursday
    case "FR": self = .friday
    case "SA": self = .saturday
    case "SU": self = .sunday
    default: return nil
    }
  }
}

extension RecurrenceRule: CustomStringConvertible {
  /// The rule as RFC 5545 writes it, without the parts that have their default.
  public var description: String {
    var parts = ["FREQ=\(frequency.rawValue)"]
    if interval != 1 { parts.append("INTERVAL=\(interval)") }
    switch end {
    case .never: break
    case .count(let count): parts.append("COUNT=\(count)")
    case .until(let date): parts.append("UNTIL=\(date.description.filter { $0 != "-" })")
    }
    if weekStart != .monday { parts.append("WKST=\(weekStart.iCalendarCode)") }
    func list(_ name: String, _ values: [String]) {
      if !values.isEmpty { parts.append(name + "=" + values.joined(separator: ",")) }
    }
    list("BYMONTH", months.map { String($0) })
    list("BYMONTHDAY", monthDays.map { String($0) })
    list("BYDAY", days.map { ($0.ordinal.map { String($0) } ?? "") + $0.weekday.iCalendarCode })
    list("BYSETPOS", setPositions.map { String($0) })
    return parts.joined(separator: ";")
  }
}
