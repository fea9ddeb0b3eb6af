internal import Foundation

/// One making of a plan: expands the dates, plans day after day, and gathers what should be known.
struct PlanRun {
  let planner: Planner
  let from: WallTime
  let to: WallTime
  /// Local dates of the span.
  let dates: ClosedRange<CivilDate>
  /// From the day before on, and earlier where days in a row depend on what was planned before them.
  var first: CivilDate
  let silentDays: Set<Int>
  /// Items that want to air, by day.
  var itemsOfDay: [[Int32]] = []
  var rows: [Row] = []
  var broadcasts: [Broadcast] = []
  var held: [Broadcast] = []
  var findings: [Finding]
  /// First date in the plan of every content that is not approved, and of every greeting that is only spoken.
  var notApproved: [Int: CivilDate] = [:]

  init(_ planner: Planner, from: WallTime, to: WallTime) {
    self.planner = planner
    self.from = from
    self.to = to
    let zone = planner.timeZone
    dates = from.local(in: zone).date...WallTime(nanoseconds: to.nanoseconds - 1).local(in: zone).date
    first = dates.lowerBound - 1
    findings = planner.standing
    for (index, item) in planner.items.enumerated() {
      guard case .inARow(_, let start, let count) = item.days, let last = item.lastTry else { continue }
      guard start <= dates.upperBound, max(start, last) + RowProgress.remembered >= dates.lowerBound else {
        continue
      }
      let begin = max(start, planner.completions.today ?? start)
      if begin <= last { first = min(first, begin - 1) }
      rows.append(
        Row(
          item: index, last: last,
          progress: RowProgress(count: count, first: start, zones: item.zones, zoneCount: planner.zones.count)
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

  /// - Returns: what reaches into the next day.
  mutating func planDay(
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

  func broadcast(
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
      pastHours: placed.usesException ? item.pastHours : nil,
      overBy: candidate.deadline.map { WallTime(second: $0) })
  }
}
