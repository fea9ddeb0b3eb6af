/// Says what moved and what found no place, and why.
extension DayPlanner {
  func placedItem(_ entry: DayTimeline.Entry) -> PlannedItem? {
    entry.placed < 0 ? nil : planner.items[placed[entry.placed].candidate.item]
  }

  func id(_ candidate: Candidate) -> BroadcastID {
    planner.id(candidate, dateText)
  }

  mutating func report(
    _ severity: Finding.Severity, _ code: Finding.Code, _ candidate: Candidate, _ message: String,
    _ cure: String
  ) {
    guard reports else { return }
    findings.append(
      Finding(
        severity, code, planner.items[candidate.item].subject, date: clock.date, broadcast: id(candidate),
        message: message, cure: cure))
  }

  /// Says why this airing, and with it the later ones of its slot, is not in the plan.
  mutating func reject(
    _ candidate: Candidate, _ severity: Finding.Severity, _ code: Finding.Code, _ message: String,
    _ cure: String
  ) {
    guard reports else { return }
    var candidate = candidate
    for airing in candidate.airing...max(candidate.airing, planner.items[candidate.item].repeats?.count ?? 1)
    {
      candidate.airing = airing
      report(severity, code, candidate, message, cure)
      if severity != .hint { held.append((candidate, code)) }
    }
  }

  mutating func rejectConflict(_ candidate: Candidate, _ other: DayTimeline.Entry?) {
    reject(
      candidate, .error, .conflict,
      planner.message(candidate, clock, hasNoPlaceBecauseOf: other.flatMap(placedItem)),
      "Đổi giờ hoặc cụm loa của một trong hai chương trình; cụm loa chung đường tăng âm nghe chung.")
  }

  mutating func rejectTooLate(_ candidate: Candidate, _ deadline: Int) {
    let item = planner.items[candidate.item]
    reject(
      candidate, .warning, .eventTooLate,
      "Lời nhắc «\(item.content.title)» (\(item.id)) ngày \(clock.date.dayMonthYear) không kịp trước giờ họp \(clock.time(at: deadline)) nên không phát.",
      clock.hasTime(before: deadline)
        ? "Đặt giờ nhắc sớm hơn trong ngày có sự kiện."
        : "Trước giờ đó trong ngày không có giờ nào được phát: bỏ 0 khỏi «days-before» và nhắc từ hôm trước (1)."
    )
  }

  mutating func rejectAsking(_ candidate: Candidate, _ other: PlannedItem, _ when: String) {
    let item = planner.items[candidate.item]
    reject(
      candidate, .error, .askOrder,
      "«\(item.content.title)» (\(item.id)) và «\(other.content.title)» (\(other.id)) đều là tin ưu tiên, một của cấp trên, một của xã, \(when) ngày \(clock.date.dayMonthYear): xã phải chọn bản tin phát trước. «\(item.content.title)» chưa được xếp giờ.",
      "Đặt «order» nhỏ hơn cho chương trình phát trước, hoặc đổi giờ một chương trình (Thông tư 39/2020/TT-BTTTT)."
    )
  }
}
