/// Programmes of days in a row: what the log says of them, how they go on, what should be known.
extension PlanRun {
  struct Row {
    /// Position in `Planner.items`.
    let item: Int
    /// The last date on which it is tried.
    let last: CivilDate
    var progress: RowProgress
    /// What the log says was missed, while zones still need days.
    var missed: (date: CivilDate, zones: ZoneMask)?
  }

  /// Brings days in a row to the first day that is planned here, by what the log says.
  func catchUp(_ row: inout Row) {
    let item = planner.items[row.item]
    let last = row.last
    var date = row.progress.first
    func goOn(_ progress: inout RowProgress, before end: CivilDate) {
      while date < end, date <= last, !progress.isDone {
        progress.advance(date, aired: planner.completions.zones(item, on: date))
        date = date + 1
      }
    }
    goOn(&row.progress, before: first)
    guard let today = planner.completions.today else { return }
    var logged = row.progress
    goOn(&logged, before: today)
    if !logged.isDone { row.missed = logged.lastMiss }
  }

  func isActive(_ row: Row, _ date: CivilDate) -> Bool {
    guard case .inARow(let programme, let start, _) = planner.items[row.item].days else { return false }
    return !row.progress.isDone && start <= date && date <= row.last && !programme.except.contains(date)
  }

  mutating func advance(_ active: [Int], _ day: DayPlanner, _ date: CivilDate) {
    let today = planner.completions.today
    for index in rows.indices {
      guard rows[index].progress.first <= date, date <= rows[index].last, !rows[index].progress.isDone else {
        continue
      }
      let item = planner.items[rows[index].item]
      var aired = planner.completions.zones(item, on: date)
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
    for row in rows {
      let item = planner.items[row.item]
      guard case .inARow(_, let start, let count) = item.days else { continue }
      if let miss = row.missed, let today, today <= row.last {
        findings.append(
          Finding(
            .warning, .threeDaysMissed, item.subject,
            message:
              "«\(item.content.title)» (\(item.id)) không phát trọn ngày \(miss.date.dayMonthYear) ở \(planner.zones.names(miss.zones)): đếm lại \(count) ngày liên tục, các ngày phát đã được xếp lại (thử đến hết ngày \(row.last.dayMonthYear)).",
            cure: "Xem nhật ký ngày đó để biết lý do; không cần xếp lại lịch."))
      }
      guard !row.progress.isDone, row.last <= dates.upperBound else { continue }
      findings.append(
        Finding(
          .error, .threeDaysShort, item.subject,
          message: row.last < start
            ? "«\(item.content.title)» (\(item.id)) không có ngày nào để phát: từ ngày \(start.dayMonthYear) thì đợt phát hoặc hiệu lực của bản tin đã hết."
            : "«\(item.content.title)» (\(item.id)) không đủ \(count) ngày liên tục đến hết ngày \(row.last.dayMonthYear) ở \(planner.zones.names(row.progress.needed)): sau ngày đó không tự xếp lại nữa.",
          cure:
            "Sửa điều đã cản các lượt phát (xem nhật ký, buổi, ngày không phát), rồi đặt «from» mới cho «three-days»; mỗi lần thử nhiều nhất \(RowProgress.patience) ngày, không quá «to» và hạn của bản tin."
        ))
    }
  }
}
