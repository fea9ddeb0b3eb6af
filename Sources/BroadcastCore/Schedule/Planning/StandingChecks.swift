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
        event, at, Set(reminders.map(\.id)), wanted.subtracting(untold), broadcasts)
      {
        findings.append(finding)
      }
    }
    return findings
  }

  /// Whether any of its dates has its session.
  private func isHeard(_ reminder: PlannedItem) -> Bool {
    guard case .event(let programme, let event, let before) = reminder.days else { return false }
    return before.contains { days in
      let date = event.date - days
      return planner.isWanted(reminder, on: date) && !programme.except.contains(date)
        && programme.from.map { $0 <= date } ?? true && programme.to.map { date <= $0 } ?? true
    }
  }

  /// The last reminder is on the day itself, before the event; where the hours let nothing sound before it, on the day
  /// before.
  private func lastReminder(
    _ event: CommunityEvent, _ at: WallTime, _ reminders: Set<String>, _ wanted: ZoneMask,
    _ broadcasts: [Broadcast]
  ) -> Finding? {
    let isOnTheDay = mayAnythingSound(on: event.date, before: at)
    let day = isOnTheDay ? event.date : event.date - 1
    // A plan that begins later does not know the day before.
    guard dates.contains(day) else { return nil }
    var late = wanted
    for broadcast in broadcasts where broadcast.programme.map(reminders.contains) ?? false {
      guard broadcast.start.local(in: planner.timeZone).date >= day, broadcast.end <= at else { continue }
      late.subtract(planner.zones.mask(broadcast.hearing))
    }
    guard !late.isEmpty else { return nil }
    let when = isOnTheDay ? "trong ngày, trước giờ họp" : "vào ngày hôm trước"
    return Finding(
      .warning, .eventNoLastReminder, .event(event.id), date: event.date,
      message:
        "«\(event.title)» (\(event.time) ngày \(event.date.dayMonthYear)) không có lời nhắc cuối \(when), ở \(planner.zones.names(late)).",
      cure: isOnTheDay
        ? "Thêm 0 vào «days-before» của chương trình nhắc, với giờ phát trước \(event.time)."
        : "Thêm 1 vào «days-before» của chương trình nhắc: trước \(event.time) trong ngày không có giờ nào được phát."
    )
  }

  private func mayAnythingSound(on date: CivilDate, before end: WallTime) -> Bool {
    let clock = DayClock(date, zone: planner.timeZone, hours: planner.input.station.hours)
    let end = Int(end.seconds)
    let spans = clock.hasSessions ? clock.sessions.map(\.span) : [clock.day]
    return spans.contains { span in
      var free = span.lowerBound
      for quiet in clock.quiet where quiet.lowerBound <= free && free < quiet.upperBound {
        free = quiet.upperBound
      }
      return free < min(end, span.upperBound)
    }
  }
}
