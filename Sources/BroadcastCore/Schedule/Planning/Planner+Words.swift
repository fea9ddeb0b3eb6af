/// Names and sentences about single broadcasts.
extension Planner {
  func id(_ candidate: DayPlanner.Candidate, _ date: String) -> BroadcastID {
    let item = items[candidate.item]
    let suffix = item.slots[candidate.slot].suffix
    var text = ""
    text.reserveCapacity(item.id.utf8.count + date.utf8.count + suffix.utf8.count + 4)
    text += item.id
    text += "@"
    text += date
    text += suffix
    if candidate.airing > 1 { text += "#\(candidate.airing)" }
    return BroadcastID(rawValue: text)
  }

  private func name(_ candidate: DayPlanner.Candidate) -> String {
    let item = items[candidate.item]
    return "«\(item.content.title)» (\(item.id)\(candidate.airing > 1 ? ", lượt \(candidate.airing)" : ""))"
  }

  private func name(_ item: PlannedItem?) -> String {
    item.map { "«\($0.content.title)» (\($0.id), \($0.content.airClass.vietnamese))" }
      ?? "lượt phát từ hôm trước"
  }

  private func shared(_ candidate: DayPlanner.Candidate, _ other: PlannedItem?) -> String {
    zones.names(other.map { $0.hearing.intersection(candidate.hearing) } ?? candidate.hearing)
  }

  func message(
    _ candidate: DayPlanner.Candidate, _ clock: DayClock, movedTo start: Int, becauseOf other: PlannedItem?
  ) -> String {
    "\(name(candidate)) dời từ \(clock.time(at: candidate.wanted)) sang \(clock.time(at: start)) ngày \(clock.date.dayMonthYear) vì \(name(other)) phát lúc đó ở \(shared(candidate, other))."
  }

  func message(
    _ candidate: DayPlanner.Candidate, _ clock: DayClock, hasNoPlaceBecauseOf other: PlannedItem?
  ) -> String {
    "\(name(candidate)) không có chỗ lúc \(clock.time(at: candidate.wanted)) ngày \(clock.date.dayMonthYear): trùng \(name(other)) ở \(shared(candidate, other)), và sau đó không còn giờ trống."
  }

  func message(_ candidate: DayPlanner.Candidate, _ clock: DayClock, overlaps other: PlannedItem?) -> String {
    "\(name(candidate)) là tin khẩn cấp, phát \(clock.time(at: candidate.wanted)) ngày \(clock.date.dayMonthYear) chồng lên \(name(other)) ở \(shared(candidate, other))."
  }
}

extension Planner {
  /// Why a broadcast airs on a date.
  func reason(_ item: PlannedItem, _ slot: PlannedItem.Slot, _ date: CivilDate, _ row: RowProgress?) -> String
  {
    if let reason = slot.reason { return reason }
    switch item.days {
    case .programme: return slot.words.capitalizedFirst
    case .event(_, let event, _):
      let days = event.date.dayNumber - date.dayNumber
      let when = days == 0 ? "Trong ngày" : "\(days) ngày trước"
      return
        "\(when) «\(event.title)» (\(event.time) ngày \(event.date.dayMonthYear), \(event.place)), \(slot.words)"
    case .inARow(_, _, let count):
      let law = item.content.isThreeDays ? " theo Luật Thực hiện dân chủ ở cơ sở, Điều 13 khoản 3" : ""
      return "Ngày thứ \(row?.nextDay ?? 1) trong \(count) ngày liên tục\(law), \(slot.words)"
    case .greeting(let holiday, let days):
      // The day that is greeted on, from any of the offsets.
      let of = days.map { date - $0 }.first { day in
        !input.holidays.occurrences(of: holiday, in: day...day).isEmpty
      }
      let day = of ?? date
      let lunar = LunarCalendar.vietnamese.lunarDate(of: day).map { ", \($0.written)" } ?? ""
      return "Chúc mừng \(holiday.name) (\(day.dayMonthYear)\(lunar)), \(slot.words)"
    }
  }

  /// How much more quietly each zone that hears a broadcast may sound while it lasts.
  func caps(_ placed: DayPlanner.Placed, _ clock: DayClock, _ hearing: ZoneMask) -> [Broadcast.ZoneCap] {
    let rules = input.station.hours.volumeCaps
    if rules.isEmpty { return [] }
    let first = clock.time(at: placed.start)
    let last = clock.time(at: placed.end - 1)
    var decibels: [ZoneID: Double] = [:]
    for rule in rules where rule.decibels < 0 {
      // Within the broadcast, or around it: the cap at either end or a cap that begins meanwhile.
      guard
        rule.span.contains(first) || rule.span.contains(last)
          || DailySpan(start: first, end: last).contains(rule.span.start)
      else { continue }
      for zone in rule.zones { decibels[zone] = min(decibels[zone] ?? 0, rule.decibels) }
    }
    if decibels.isEmpty { return [] }
    return zones.ids(hearing).compactMap { zone in decibels[zone].map { .init(zone: zone, decibels: $0) } }
  }
}
