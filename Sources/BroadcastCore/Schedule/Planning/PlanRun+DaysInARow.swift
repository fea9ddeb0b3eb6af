/// Programmes of days in a row: what the log says of them, how they go on, what should be known.
extension PlanRun {
  /// Brings days in a row to the first day that is planned here, by what the log says.
  func catchUp(_ row: inout (item: Int, progress: RowProgress)) {
    var date = row.progress.first
    let id = planner.items[row.item].id
    while date < first, !row.progress.isDone {
      row.progress.advance(date, aired: planner.completions.zones(id, on: date))
      date = date + 1
    }
  }

  func isActive(_ row: (item: Int, progress: RowProgress), _ date: CivilDate) -> Bool {
    guard case .inARow(let programme, let start, _) = planner.items[row.item].days else { return false }
    let begin = max(start, planner.completions.today ?? start)
    return !row.progress.isDone && start <= date && date < begin + RowProgress.patience
      && programme.to.map { date <= $0 } ?? true && !programme.except.contains(date)
  }

  mutating func advance(_ active: [Int], _ day: DayPlanner, _ date: CivilDate) {
    let today = planner.completions.today
    for index in rows.indices {
      guard rows[index].progress.first <= date, !rows[index].progress.isDone else { continue }
      let item = planner.items[rows[index].item]
      var aired = planner.completions.zones(item.id, on: date)
      let isOver = today.map { date < $0 } ?? false
      if !isOver, active.contains(index) {
        // Today's that should have ended and did not are missed; all others are taken to go well.
        for placed in day.placed where placed.candidate.item == rows[index].item {
          let isPast = planner.now.map { date == today && WallTime(second: placed.end) + 60 <= $0 } ?? false
          if !isPast { aired.formUnion(placed.candidate.hearing) }
        }
      }
      let broken = rows[index].progress.advance(date, aired: aired)
      guard !broken.isEmpty, !isOver, dates.contains(date) else { continue }
      findings.append(
        Finding(
          .warning, .threeDaysShort, item.subject, date: date,
          message:
            "«\(item.content.title)» (\(item.id)) không phát được ngày \(date.dayMonthYear) ở \(planner.zones.names(broken)): phải đếm lại \(rows[index].progress.count) ngày liên tục từ đầu.",
          cure: "Chọn ngày bắt đầu khác, hoặc cho phát vào ngày này (buổi, giờ yên lặng, ngày không phát)."))
    }
  }

  mutating func noteRows() {
    let today = planner.completions.today
    for (index, progress) in rows {
      let item = planner.items[index]
      guard case .inARow(let programme, let start, let count) = item.days else { continue }
      if let miss = progress.lastMiss, let today, miss.date < today {
        findings.append(
          Finding(
            .warning, .threeDaysMissed, item.subject,
            message:
              "«\(item.content.title)» (\(item.id)) không phát trọn ngày \(miss.date.dayMonthYear) ở \(planner.zones.names(miss.zones)): đếm lại \(count) ngày liên tục, các ngày phát đã được xếp lại.",
            cure: "Xem nhật ký ngày đó để biết lý do; không cần xếp lại lịch."))
      }
      let last = min(
        programme.to ?? .init(dayNumber: .max),
        max(start, today ?? start) + (RowProgress.patience - 1))
      if !progress.isDone, last <= dates.upperBound {
        findings.append(
          Finding(
            .error, .threeDaysShort, item.subject,
            message:
              "«\(item.content.title)» (\(item.id)) không đủ \(count) ngày liên tục đến \(last.dayMonthYear) ở \(planner.zones.names(progress.needed)).",
            cure: "Kéo dài đợt phát, hoặc cho phát vào các ngày bị bỏ qua."))
      }
    }
  }
}
