internal import Foundation

/// One making of a plan: expands the dates, plans day after day, and gathers what should be known.
struct PlanRun {
  private let planner: Planner
  private let from: WallTime
  private let to: WallTime
  /// Local dates of the span.
  private let dates: ClosedRange<CivilDate>
  /// From the day before on, and earlier where days in a row depend on what was planned before them.
  private var first: CivilDate
  private let silentDays: Set<Int>
  /// Items that want to air, by day.
  private var itemsOfDay: [[Int32]] = []
  private var rows: [(item: Int, progress: RowProgress)] = []
  private var broadcasts: [Broadcast] = []
  private var held: [Broadcast] = []
  private var findings: [Finding]
  /// First date in the plan of every content that is not approved, and of every greeting that is only spoken.
  private var notApproved: [Int: CivilDate] = [:]

  init(_ planner: Planner, from: WallTime, to: WallTime) {
    self.planner = planner
    self.from = from
    self.to = to
    let zone = planner.timeZone
    dates = from.local(in: zone).date...WallTime(nanoseconds: to.nanoseconds - 1).local(in: zone).date
    first = dates.lowerBound - 1
    findings = planner.standing
    for (index, item) in planner.items.enumerated() {
      guard case .inARow(_, let start, let count) = item.days else { continue }
      let begin = max(start, planner.completions.today ?? start)
      guard start <= dates.upperBound, begin + RowProgress.patience >= dates.lowerBound else { continue }
      first = min(first, begin - 1)
      rows.append(
        (
          index,
          RowProgress(count: count, first: start, zones: item.zones, zoneCount: planner.zones.count)
        ))
    }
    silentDays = Set(
      planner.input.station.hours.silentDays?.dates(
        in: first...dates.upperBound, holidays: planner.input.holidays
      ).map(\.dayNumber) ?? [])
  }

  mutating func plan() -> Plan {
    expand()
    for index in rows.indices { catchUp(&rows[index]) }
    var spill: [(span: Range<Int>, zones: ZoneMask)] = []
    for day in first.dayNumber...dates.upperBound.dayNumber {
      spill = planDay(CivilDate(dayNumber: day), after: spill)
    }
    noteApprovals()
    noteSilentGreetings()
    noteRows()
    findings += StandingChecks(planner, dates).findings(broadcasts)
    // Days come in order; only a clock set back could break it.
    if !zip(broadcasts, broadcasts.dropFirst()).allSatisfy({ ($0.start, $0.id) < ($1.start, $1.id) }) {
      broadcasts.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    }
    held.sort { ($0.start, $0.id) < ($1.start, $1.id) }
    return Plan(from: from, to: to, broadcasts: broadcasts, held: held, findings: Finding.sorted(findings))
  }

  // MARK: Which dates

  private mutating func expand() {
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

  private mutating func add(_ item: Int, _ days: [CivilDate], _ programme: Programme?) {
    let except = Set(programme?.except.map(\.dayNumber) ?? [])
    for date in days {
      let position = date.dayNumber - first.dayNumber
      guard itemsOfDay.indices.contains(position), !except.contains(date.dayNumber),
        programme?.from.map({ $0 <= date }) ?? true, programme?.to.map({ date <= $0 }) ?? true
      else { continue }
      itemsOfDay[position].append(Int32(item))
    }
  }

  /// Brings days in a row to the first day that is planned here, by what the log says.
  private func catchUp(_ row: inout (item: Int, progress: RowProgress)) {
    var date = row.progress.first
    let id = planner.items[row.item].id
    while date < first, !row.progress.isDone {
      row.progress.advance(date, aired: planner.completions.zones(id, on: date))
      date = date + 1
    }
  }

  // MARK: One day

  /// - Returns: what reaches into the next day.
  private mutating func planDay(
    _ date: CivilDate, after spill: [(span: Range<Int>, zones: ZoneMask)]
  ) -> [(span: Range<Int>, zones: ZoneMask)] {
    let clock = DayClock(date, zone: planner.timeZone, hours: planner.input.station.hours)
    let reports = dates.contains(date)
    var candidates: [DayPlanner.Candidate] = []
    for item in itemsOfDay[date.dayNumber - first.dayNumber] {
      addCandidates(Int(item), clock, hearing: planner.items[Int(item)].hearing, reports, to: &candidates)
    }
    let active = rows.indices.filter { isActive(rows[$0], date) }
    for index in active {
      addCandidates(
        rows[index].item, clock, hearing: planner.zones.hearing(rows[index].progress.needed), reports,
        to: &candidates)
    }
    var day = DayPlanner(
      planner, clock, isSilent: silentDays.contains(date.dayNumber), reports: reports)
    for (span, zones) in spill where span.upperBound > clock.day.lowerBound { day.occupy(span, zones) }
    day.plan(candidates)
    findings += day.findings
    let daysInRow = Dictionary(uniqueKeysWithValues: active.map { (rows[$0].item, rows[$0].progress) })
    advance(active, day, date)
    let inOrder = day.placed.indices.sorted {
      let (a, b) = (day.placed[$0], day.placed[$1])
      return a.start != b.start ? a.start < b.start : day.id(a.candidate) < day.id(b.candidate)
    }
    for index in inOrder {
      let placed = day.placed[index]
      let start = WallTime(second: placed.start)
      guard from <= start, start < to else { continue }
      broadcasts.append(broadcast(placed, start, clock, day.dateText, daysInRow[placed.candidate.item]))
      let item = planner.items[placed.candidate.item]
      if !item.content.mayAir(on: date) || (isGreeting(item) && !item.content.isRecorded) {
        notApproved[placed.candidate.item] = min(notApproved[placed.candidate.item] ?? date, date)
      }
    }
    for (candidate, code) in day.held {
      let start = WallTime(second: max(candidate.wanted, clock.day.lowerBound))
      guard from <= start, start < to else { continue }
      let wanted = DayPlanner.Placed(candidate: candidate, start: candidate.wanted, usesException: false)
      var broadcast = broadcast(wanted, start, clock, day.dateText, daysInRow[candidate.item])
      broadcast.heldBecause = code
      held.append(broadcast)
    }
    return day.placed.filter { $0.end > clock.day.upperBound }.map {
      ($0.start..<$0.end, $0.candidate.hearing)
    }
  }

  private mutating func addCandidates(
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

  private mutating func noteLength(_ item: PlannedItem, _ seconds: Int?, _ date: CivilDate) {
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

  private func isGreeting(_ item: PlannedItem) -> Bool {
    if case .greeting = item.days { true } else { false }
  }

  // MARK: Days in a row

  private func isActive(_ row: (item: Int, progress: RowProgress), _ date: CivilDate) -> Bool {
    guard case .inARow(let programme, let start, _) = planner.items[row.item].days else { return false }
    let begin = max(start, planner.completions.today ?? start)
    return !row.progress.isDone && start <= date && date < begin + RowProgress.patience
      && programme.to.map { date <= $0 } ?? true && !programme.except.contains(date)
  }

  private mutating func advance(_ active: [Int], _ day: DayPlanner, _ date: CivilDate) {
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

  private mutating func noteRows() {
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

  // MARK: Broadcasts

  private func broadcast(
    _ placed: DayPlanner.Placed, _ start: WallTime, _ clock: DayClock, _ dateText: String, _ row: RowProgress?
  ) -> Broadcast {
    let candidate = placed.candidate
    let item = planner.items[candidate.item]
    var zones = item.zoneIDs
    var hearing = item.hearingIDs
    if let row, row.needed != item.zones {
      zones = planner.zones.ids(row.needed)
      hearing = planner.zones.ids(candidate.hearing)
    }
    let content = item.content
    return Broadcast(
      id: planner.id(candidate, dateText), programme: item.id, announcement: content.id,
      isBulletin: content.isBulletin, title: content.title, content: content.hash, sound: item.sound,
      airClass: content.airClass, origin: content.origin, criteria: content.criteria,
      supporting: content.supporting, start: start,
      seconds: candidate.seconds, zones: zones, hearing: hearing,
      caps: planner.caps(placed, clock, candidate.hearing), order: item.order,
      reason: planner.reason(item, item.slots[candidate.slot], clock.date, row),
      isApproved: content.mayAir(on: clock.date),
      whenCut: item.whenCut, whenMissed: item.whenMissed,
      pastHours: placed.usesException ? item.pastHours : nil)
  }

  // MARK: Approval

  private mutating func noteApprovals() {
    for (index, date) in notApproved.sorted(by: { $0.key < $1.key }) {
      let item = planner.items[index]
      let content = item.content
      guard case .greeting(let holiday, _) = item.days else {
        let what =
          content.isApproved
          ? "hết hiệu lực, hoặc chưa có hiệu lực"
          : "chưa được duyệt" + (content.note.isEmpty ? "" : " (\(content.note))")
        findings.append(
          Finding(
            .warning, .notApproved, content.subject, date: date,
            message: "«\(content.title)» \(what): sẽ không phát, kể từ ngày \(date.dayMonthYear).",
            cure: content.isApproved
              ? "Sửa thời hạn hiệu lực của «\(content.id)», hoặc thời hạn của chương trình."
              : "Người có thẩm quyền duyệt «\(content.id)» trước giờ phát."))
        continue
      }
      if !content.isApproved {
        findings.append(greetingMissing(holiday, date))
      } else {
        findings.append(
          Finding(
            .hint, .greetingSpoken, item.subject, date: date,
            message:
              "Lời chúc \(holiday.name) (\(date.dayMonthYear)) do máy đọc «\(content.title)»: chưa có bản ghi âm được duyệt.",
            cure: "Ghi âm lời chúc của Chủ tịch xã rồi duyệt, nếu muốn phát tiếng người."))
      }
    }
  }

  private func greetingMissing(_ holiday: Holiday, _ date: CivilDate, broadcast: BroadcastID? = nil)
    -> Finding
  {
    let today = planner.now.map { $0.local(in: planner.timeZone).date }
    let isNear = today.map { date.dayNumber - $0.dayNumber <= 14 } ?? true
    return Finding(
      isNear ? .warning : .hint, .greetingMissing, .holiday(holiday.id), date: date, broadcast: broadcast,
      message:
        "Chưa có lời chúc \(holiday.name) (\(date.dayMonthYear)) nào được duyệt: sẽ không phát lời chúc.",
      cure:
        "Ghi âm hoặc soạn lời chúc có «holiday: \(holiday.id)» rồi duyệt; hoặc tắt ngày này trong greetings của station.yaml."
    )
  }

  private mutating func noteSilentGreetings() {
    for greeting in planner.silentGreetings {
      for offset in Set(greeting.days).sorted() {
        let range = dates.lowerBound - offset...dates.upperBound - offset
        for occurrence in planner.input.holidays.occurrences(of: greeting.holiday, in: range) {
          let date = occurrence.date + offset
          for time in Set(greeting.times).sorted() {
            findings.append(
              greetingMissing(
                greeting.holiday, date,
                broadcast: BroadcastID(rawValue: "chuc-mung:\(greeting.holiday.id)@\(date)T\(time)")))
          }
        }
      }
    }
  }
}

extension Finding {
  /// Errors first, then what is about all dates, then by date; the same for the same findings in any order.
  static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      if x.severity != y.severity { return x.severity < y.severity }
      if x.date != y.date { return (x.date?.dayNumber ?? .min) < (y.date?.dayNumber ?? .min) }
      if x.code != y.code { return x.code.rawValue < y.code.rawValue }
      if x.broadcast != y.broadcast { return (x.broadcast?.rawValue ?? "") < (y.broadcast?.rawValue ?? "") }
      if x.message != y.message { return x.message < y.message }
      return a.offset < b.offset
    }.map(\.element)
  }
}
