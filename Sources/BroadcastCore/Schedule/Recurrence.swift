/// The days on which something happens.
public indirect enum Recurrence: Hashable, Sendable, Codable {
  /// Single dates, in any order.
  case dates([CivilDate])
  /// An RFC 5545 rule from its DTSTART on.
  case rule(RecurrenceRule, start: CivilDate)
  case lunar(LunarRecurrence)
  /// So many days after each occurrence of a holiday; negative is before.
  case holiday(Holiday.ID, daysAfter: Int)
  /// So many days after each day of another recurrence, such as an event; negative is before.
  case shifted(Recurrence, daysAfter: Int)
  /// Every day of any of them.
  case union([Recurrence])

  /// The days within a range, in order and without repeats.
  ///
  /// - Parameter holidays: where the dates of holidays come from; whether the station keeps one does not matter here. A
  ///   holiday that is not in the catalogue has no dates.
  public func dates(
    in range: ClosedRange<CivilDate>, holidays: HolidayCatalogue, calendar: LunarCalendar = .vietnamese
  ) -> [CivilDate] {
    switch self {
    case .dates(let dates):
      return Set(dates.filter(range.contains)).sorted()
    case .rule(let rule, let start):
      return Array(rule.dates(start: start, in: range))
    case .lunar(let recurrence):
      return recurrence.dates(in: range, calendar: calendar)
    case .holiday(let id, let days):
      guard let holiday = holidays[id: id] else { return [] }
      return holidays.occurrences(of: holiday, in: range.shifted(by: -days), calendar: calendar)
        .map { $0.date + days }
    case .shifted(let recurrence, let days):
      return recurrence.dates(in: range.shifted(by: -days), holidays: holidays, calendar: calendar)
        .map { $0 + days }
    case .union(let recurrences):
      let all = recurrences.flatMap { $0.dates(in: range, holidays: holidays, calendar: calendar) }
      return Set(all).sorted()
    }
  }

  /// The first day after `date`; `nil` where there is none up to `horizon`.
  public func next(
    after date: CivilDate, through horizon: CivilDate, holidays: HolidayCatalogue,
    calendar: LunarCalendar = .vietnamese
  ) -> CivilDate? {
    var first = date + 1
    var span = 31
    while first <= horizon {
      let last = min(first + span, horizon)
      let found = dates(in: first...last, holidays: holidays, calendar: calendar)
      if let next = found.first { return next }
      first = last + 1
      span *= 2
    }
    return nil
  }
}

extension ClosedRange<CivilDate> {
  func shifted(by days: Int) -> ClosedRange<CivilDate> {
    lowerBound + days...upperBound + days
  }
}
