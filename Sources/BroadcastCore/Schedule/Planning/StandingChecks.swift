/// What a plan tells about events, three-day items and programmes as a whole.
struct StandingChecks {
  private let planner: Planner
  private let dates: ClosedRange<CivilDate>

  init(_ planner: Planner, _ dates: ClosedRange<CivilDate>) {
    self.planner = planner
    self.dates = dates
  }

  /// - Parameter broadcasts: the plan of those dates.
  func findings(_ broadcasts: [Broadcast]) -> [Finding] {
    events(broadcasts) + threeDays() + idle()
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
      for reminder in reminders { told.formUnion(reminder.hearing) }
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
      let ids = Set(reminders.map(\.id))
      var toldToday = planner.zones.mask([])
      for broadcast in broadcasts where broadcast.programme.map(ids.contains) ?? false {
        guard broadcast.start.local(in: planner.timeZone).date == event.date, broadcast.end <= at else {
          continue
        }
        toldToday.formUnion(planner.zones.mask(broadcast.hearing))
      }
      var late = wanted
      late.subtract(toldToday)
      late.subtract(untold)
      if !late.isEmpty {
        findings.append(
          Finding(
            .warning, .eventNoLastReminder, .event(event.id), date: event.date,
            message:
              "«\(event.title)» (\(event.time) ngày \(event.date.dayMonthYear)) không có lời nhắc cuối trong ngày, trước giờ họp, ở \(planner.zones.names(late)).",
            cure: "Thêm 0 vào «days» của chương trình nhắc, với giờ phát trước \(event.time)."))
      }
    }
    return findings
  }

  // MARK: Three days in a row

  private func threeDays() -> [Finding] {
    var findings: [Finding] = []
    var zonesOf: [String: (item: PlannedItem, zones: ZoneMask)] = [:]
    for item in planner.items where item.content.isThreeDays {
      zonesOf[item.content.id, default: (item, item.hearing)].zones.formUnion(item.hearing)
      if let problem = rowProblem(item) { findings.append(problem) }
    }
    for (_, (item, zones)) in zonesOf.sorted(by: { $0.key < $1.key }) {
      var missing = planner.zones.mask(planner.input.station.zones.map(\.id))
      missing.subtract(zones)
      guard !missing.isEmpty else { continue }
      findings.append(
        Finding(
          .warning, .threeDaysZones, item.content.subject,
          message:
            "«\(item.content.title)» thuộc diện công khai ít nhất 3 ngày liên tục nhưng không phát ở \(planner.zones.names(missing)).",
          cure: "Thêm các cụm loa đó vào chương trình, nếu nội dung này phải công khai ở đó."))
    }
    return findings
  }

  private func rowProblem(_ item: PlannedItem) -> Finding? {
    let enough: Bool
    switch item.days {
    case .inARow(let programme, _, let count):
      enough = count >= Programme.daysInARow
      if !enough, let reason = programme.shortRunReason {
        return Finding(
          .hint, .threeDaysShort, item.subject,
          message: "«\(item.content.title)» (\(item.id)) chỉ phát \(count) ngày: \(reason).",
          cure: "Bỏ «override» và phát đủ \(Programme.daysInARow) ngày nếu lý do này không còn.")
      }
    case .programme(let programme):
      guard case .recurring(let recurrence) = programme.days else { return nil }
      let lower = max(dates.lowerBound - 3, programme.from ?? dates.lowerBound - 3)
      let upper = min(dates.upperBound + 60, programme.to ?? dates.upperBound + 60)
      guard lower <= upper else { return nil }
      let days = recurrence.dates(in: lower...upper, holidays: planner.input.holidays)
        .filter { !programme.except.contains($0) }
      if days.isEmpty { return nil }
      let more = Programme.daysInARow - 1
      enough = zip(days, days.dropFirst(more)).contains { $1.dayNumber - $0.dayNumber == more }
    case .event, .greeting: enough = false
    }
    guard !enough else { return nil }
    return Finding(
      .error, .threeDaysShort, item.subject,
      message:
        "«\(item.content.title)» (\(item.id)) thuộc diện công khai ít nhất 3 ngày liên tục (Luật 10/2022/QH15, Điều 13 khoản 3) nhưng lịch không có 3 ngày liền nhau.",
      cure: "Dùng «three-days» với ít nhất 3 ngày cho chương trình này.")
  }

  // MARK: Programmes that never air

  private func idle() -> [Finding] {
    planner.items.compactMap { item in
      guard case .programme(let programme) = item.days, case .recurring(let recurrence) = programme.days
      else {
        return item.slots.isEmpty ? neverAirs(item) : nil
      }
      // What is over, or has not begun, is not idle.
      if let to = programme.to, to < dates.lowerBound { return nil }
      let lower = max(dates.lowerBound, programme.from ?? dates.lowerBound)
      let horizon = min(lower + 4 * 366, programme.to ?? lower + 4 * 366)
      if lower <= horizon, !item.slots.isEmpty,
        recurrence.next(after: lower - 1, through: horizon, holidays: planner.input.holidays) != nil
      {
        return nil
      }
      // One that aired earlier has simply come to its end.
      if recurrence.dates(in: lower - 400...lower, holidays: planner.input.holidays).contains(where: {
        (programme.from ?? $0) <= $0
      }), !item.slots.isEmpty {
        return nil
      }
      return neverAirs(item)
    }
  }

  private func neverAirs(_ item: PlannedItem) -> Finding {
    Finding(
      .warning, .neverAirs, item.subject, message: "Chương trình «\(item.id)» không có ngày phát nào.",
      cure: "Sửa quy tắc lặp, ngày bắt đầu hoặc ngày kết thúc của chương trình.")
  }
}
