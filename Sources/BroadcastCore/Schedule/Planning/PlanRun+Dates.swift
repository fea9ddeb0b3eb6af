/// Which items want to air on which dates.
extension PlanRun {
  mutating func expand() {
    itemsOfDay = Array(repeating: [], count: dates.upperBound.dayNumber - first.dayNumber + 1)
    for (index, item) in planner.items.enumerated() {
      switch item.days {
      case .inARow: continue
      case .programme(let programme):
        guard case .recurring(let recurrence) = programme.days else { continue }
        let lower = max(first, programme.from ?? first)
        let upper = min(dates.upperBound, programme.to ?? dates.upperBound)
        guard lower <= upper else { continue }
        add(index, recurrence.dates(in: lower...upper, holidays: planner.input.holidays), programme)
      case .event(let programme, let event, let before):
        add(index, before.map { event.date - $0 }, programme)
      case .greeting(let holiday, let days):
        for offset in Set(days).sorted() {
          add(
            index,
            planner.input.holidays.occurrences(of: holiday, in: first - offset...dates.upperBound - offset)
              .map { $0.date + offset }, nil)
        }
      }
    }
  }

  mutating func add(_ item: Int, _ days: [CivilDate], _ programme: Programme?) {
    let except = Set(programme?.except.map(\.dayNumber) ?? [])
    for date in days {
      let position = date.dayNumber - first.dayNumber
      guard itemsOfDay.indices.contains(position), !except.contains(date.dayNumber),
        programme?.from.map({ $0 <= date }) ?? true, programme?.to.map({ date <= $0 }) ?? true
      else { continue }
      itemsOfDay[position].append(Int32(item))
    }
  }

  mutating func addCandidates(
    _ index: Int, _ clock: DayClock, hearing: ZoneMask, _ reports: Bool,
    to candidates: inout [DayPlanner.Candidate]
  ) {
    let item = planner.items[index]
    let seconds: Int
    switch item.content.length {
    case .fixed(let length): seconds = length
    case .dated(let length):
      let known = length(clock.date)
      seconds = known ?? 60
      if reports { noteLength(item, known, clock.date) }
    }
    var deadline: Int?
    if case .event(_, let event, _) = item.days {
      deadline =
        event.date == clock.date
        ? clock.instant(event.time).second
        : Int(LocalTime(date: event.date, time: event.time).instant(in: planner.timeZone).instant.seconds)
    }
    for (slotIndex, slot) in item.slots.enumerated() {
      var candidate = DayPlanner.Candidate(
        item: index, slot: slotIndex, wanted: Int.min, seconds: seconds, deadline: deadline, hearing: hearing)
      switch slot.kind {
      case .at(let time):
        let (second, kind) = clock.instant(time)
        candidate.wanted = second
        if kind == .skipped, reports {
          findings.append(
            Finding(
              .warning, .clockSkipsTime, item.subject, date: clock.date,
              message:
                "Đồng hồ nhảy qua \(time) ngày \(clock.date.dayMonthYear): «\(item.content.title)» (\(item.id)) phát lúc \(clock.time(at: second)).",
              cure: "Không cần làm gì nếu đúng ý; nếu không, đổi giờ phát hoặc bỏ ngày này bằng «except»."))
        }
      case .session(let session):
        candidate.wanted =
          clock.sessions.first { $0.index == session }?.span.lowerBound ?? clock.day.lowerBound
      }
      candidates.append(candidate)
    }
  }

  mutating func noteLength(_ item: PlannedItem, _ seconds: Int?, _ date: CivilDate) {
    if seconds == nil {
      findings.append(
        Finding(
          .error, .textUnavailable, item.content.subject, date: date,
          message: "Chưa làm được văn bản của «\(item.content.title)» cho ngày \(date.dayMonthYear).",
          cure: "Điền các trường còn thiếu của mẫu; «broadcaster template check» cho biết thiếu gì."))
    } else if let seconds, let limit = item.content.limit, seconds > limit {
      findings.append(.bulletinTooLong(item.content, seconds: seconds, limit: limit, date: date))
    }
  }

  func isGreeting(_ item: PlannedItem) -> Bool {
    if case .greeting = item.days { true } else { false }
  }
}
