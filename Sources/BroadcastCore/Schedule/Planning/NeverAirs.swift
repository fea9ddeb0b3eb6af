/// Finds programmes that no date of any year lets air.
struct NeverAirs {
  let planner: Planner

  /// So many dates are tried before it is believed that none of them has the session: more than a year of any weekday, and
  /// years of a yearly one.
  private static let tries = 400

  func findings() -> [Finding] { planner.items.compactMap(finding) }

  private func finding(_ item: PlannedItem) -> Finding? {
    if item.slots.isEmpty {
      return never(item, "không có giờ phát nào", "Thêm «times» hoặc «sessions» cho chương trình.")
    }
    switch item.days {
    case .greeting: return nil
    case .programme(let programme):
      guard case .recurring(let recurrence) = programme.days else { return nil }
      return finding(item, programme, dates(of: recurrence, programme))
    case .event(let programme, let event, let before):
      let days = before.map { event.date - $0 }
        .filter { day in
          programme.from.map { $0 <= day } ?? true && programme.to.map { day <= $0 } ?? true
        }
      return finding(item, programme, days)
    case .inARow(let programme, let first, _):
      guard let last = item.lastTry, first <= last else { return nil }
      return finding(item, programme, (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) })
    }
  }

  private func finding(
    _ item: PlannedItem, _ programme: Programme, _ dates: some Sequence<CivilDate>
  ) -> Finding? {
    let except = Set(programme.except)
    var (hasDate, hasKept, tried) = (false, false, 0)
    for date in dates {
      hasDate = true
      if except.contains(date) { continue }
      hasKept = true
      if planner.isWanted(item, on: date) { return nil }
      tried += 1
      if tried == Self.tries { break }
    }
    if !hasDate {
      return never(
        item, "không có ngày phát nào", "Sửa quy tắc lặp, ngày bắt đầu hoặc ngày kết thúc của chương trình.")
    }
    if !hasKept {
      return never(item, "không có ngày phát nào: «except» bỏ hết các ngày", "Bớt ngày trong «except».")
    }
    return never(
      item, "không bao giờ phát: buổi phát của nó không diễn ra vào những ngày đó",
      "Thêm thứ vào «weekdays» của buổi, hoặc chọn buổi hay ngày khác.")
  }

  private func never(_ item: PlannedItem, _ what: String, _ cure: String) -> Finding {
    Finding(
      .warning, .neverAirs, item.subject, message: "Chương trình «\(item.id)» \(what).", cure: cure)
  }

  /// In any order, those of our time first; as many as are asked for.
  private func dates(of recurrence: Recurrence, _ programme: Programme) -> some Sequence<CivilDate> {
    let first = programme.from ?? CivilDate.planned.lowerBound
    let last = programme.to ?? CivilDate.planned.upperBound
    let middle = max(first, min(CivilDate(dayNumber: 0), last))
    var spans: [ClosedRange<CivilDate>] = []
    if middle <= last { spans.append(middle...last) }
    if first < middle { spans.append(first...middle - 1) }
    let holidays = planner.input.holidays
    return spans.lazy.flatMap { span in
      sequence(state: span.lowerBound - 1) { date in
        guard let next = recurrence.next(after: date, through: span.upperBound, holidays: holidays) else {
          return nil
        }
        date = next
        return next
      }
    }
  }
}
