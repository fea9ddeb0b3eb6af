public import Foundation

extension Recurrence {
  /// The first instant after `instant` at which the clocks of `zone` show `time` on one of the days.
  ///
  /// A day on which the clock skips the time still has its instant, see `LocalTime.instant(in:)`; a day on which it
  /// shows the time twice has only the first. `nil` where there is none up to the date `horizon`.
  public func next(
    after instant: WallTime, at time: TimeOfDay, in zone: TimeZone, through horizon: CivilDate,
    holidays: HolidayCatalogue, calendar: LunarCalendar = .vietnamese
  ) -> WallTime? {
    // 24:00 lies on the date after, and a skipped time moves forward, so yesterday's may still be ahead.
    var date = LocalTime(instant, in: zone).date - 2
    while let day = next(after: date, through: horizon, holidays: holidays, calendar: calendar) {
      let candidate = LocalTime(date: day, time: time).instant(in: zone).instant
      if candidate > instant { return candidate }
      date = day
    }
    return nil
  }
}
