extension QueueTime {
  /// `17:30`, `17:30:15` (today, or tomorrow where that has passed) or `2026-12-05T17:30`; `nil` where it is no time.
  public static func typed(_ text: String, in station: Station, now: WallTime) -> QueueTime? {
    let zone = station.foundationTimeZone
    let parts = text.split(separator: "T", maxSplits: 1).map(String.init)
    let today = now.local(in: zone).date
    guard let last = parts.last, let clock = TimeOfDay(last),
      let date = parts.count == 2 ? CivilDate(parts[0]) : today
    else { return nil }
    let wanted = LocalTime(date: date, time: clock).instant(in: zone).instant
    guard parts.count == 1, wanted <= now else { return .at(wanted) }
    return .at(LocalTime(date: date + 1, time: clock).instant(in: zone).instant)
  }
}
