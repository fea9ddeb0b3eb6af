/// What a plan tells about events, three-day items and programmes as a whole.
struct StandingChecks {
  let planner: Planner
  let dates: ClosedRange<CivilDate>

  init(_ planner: Planner, _ dates: ClosedRange<CivilDate>) {
    self.planner = planner
    self.dates = dates
  }

  /// - Parameter broadcasts: the plan of those dates.
  func findings(_ broadcasts: [Broadcast]) -> [Finding] {
    events(broadcasts) + threeDays()
  }

  // MARK: Events

  private func events(_ broadcasts: [Broadcast]) -> [Finding] {
    var findings: [Finding] = []
    for event in planner.input.events where dates.contains(event.date) {
      let at = LocalTime(date: event.date, time: event.time).instant(in: planner.timeZone).instant
      if let now = planner.now, at < now { continue }
      let wanted = planner.zones.mask(event.zones)
      let reminders = planner.items.filter {
        if case .event(_, let other, _) = $0.days { other.id == event.id } else { false }
      }
      var told = planner.zones.mask([])
      for reminder in reminders where isHeard(reminder) { told.formUnion(reminder.hearing) }
      var untold = wanted
      untold.subtract(told)
      if !untold.isEmpty {
        findings.append(
          Finding(
            .error, .eventZones, .event(event.id), date: event.date,
            message:
              "«\(event.title)» ngày \(event.date.dayMonthYear) không được nhắc ở \(planner.zones.names(untold)).",
            cure: "Thêm các cụm loa đó vào chương trình nhắc của sự kiện này."))
      }
      if let finding = lastReminder(
        event, at, reminders, wanted.subtracting(untold), broadcasts)
      {
        findings.append(finding)
      }
    }
    return findings
  }

  /// Whether on any of its dates it has a place before the event.
  private func isHeard(_ reminder: PlannedItem) -> Bool {
    guard case .event(_, let event, _) = reminder.days else { return false }
    return days(of: reminder).contains { date in
      planner.hasPlace(reminder, on: date)
        && (date < event.date || planner.isOver(reminder, on: date, before: event.time))
    }
  }

  /// Its dates, whatever the hours make of them.
  private func days(of reminder: PlannedItem) -> [CivilDate] {
    guard case .event(let programme, let event, let before) = reminder.days else { return [] }
    return before.map { event.date - $0 }.filter { date in
      !programme.except.contains(date) && programme.from.map { $0 <= date } ?? true
        && programme.to.map { date <= $0 } ?? true
    }
  }

  /// The last reminder is on the day itself, before the event; where the hours let nothing sound before it, on the day
  /// before.
  private func lastReminder(
    _ event: CommunityEvent, _ at: WallTime, _ reminders: [PlannedItem], _ wanted: ZoneMask,
    _ broadcasts: [Broadcast]
  ) -> Finding? {
    let clock = DayClock(event.date, zone: planner.timeZone, hours: planner.input.station.hours)
    let isOnTheDay = clock.hasTime(before: Int(at.seconds))
    let day = isOnTheDay ? event.date : event.date - 1
    // A plan that begins later does not know the day before.
    guard dates.contains(day) else { return nil }
    var late = wanted
    let ids = Set(reminders.map(\.id))
    for broadcast in broadcasts where broadcast.programme.map(ids.contains) ?? false {
      guard broadcast.start.local(in: planner.timeZone).date >= day, broadcast.end <= at else { continue }
      late.subtract(planner.zones.mask(broadcast.hearing))
    }
    guard !late.isEmpty else { return nil }
    let when = isOnTheDay ? "trong ngày, trước giờ họp" : "vào ngày hôm trước"
    return Finding(
      .warning, .eventNoLastReminder, .event(event.id), date: event.date,
      message:
        "«\(event.title)» (\(event.time) ngày \(event.date.dayMonthYear)) không có lời nhắc cuối \(when), ở \(planner.zones.names(late)).",
      cure: reminders.contains(where: { days(of: $0).contains(day) })
        ? "Chương trình nhắc có ngày \(day.dayMonthYear) nhưng hôm đó không phát kịp hoặc không phát được: xem giờ, buổi và ngày không phát của nó."
        : isOnTheDay
          ? "Thêm 0 vào «days-before» của chương trình nhắc, với giờ phát trước \(event.time)."
          : "Thêm 1 vào «days-before» của chương trình nhắc: trước \(event.time) trong ngày không có giờ nào được phát."
    )
  }
}
