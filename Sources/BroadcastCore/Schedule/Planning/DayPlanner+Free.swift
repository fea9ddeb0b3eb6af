/// What the hours do not bind: emergencies and exceptions that are needed.
extension DayPlanner {
  /// An emergency, or an approved exception that is needed.
  func isFree(_ item: PlannedItem, _ slot: PlannedItem.Slot, _ candidate: Candidate) -> Bool {
    if item.content.airClass == .emergency { return true }
    guard item.pastHours != nil, case .at = slot.kind else { return false }
    return isSilent || clock.problem(candidate.wanted..<candidate.wanted + candidate.seconds) != nil
  }

  /// - Returns: the next airing of the same slot, where the hours bind it again.
  mutating func placeFree(_ first: Candidate) -> Candidate? {
    var candidate = first
    let item = planner.items[first.item]
    let slot = item.slots[first.slot]
    let isEmergency = item.content.airClass == .emergency
    if case .session(let index) = slot.kind {
      guard let session = clock.sessions.first(where: { $0.index == index }) else { return nil }
      candidate.wanted = session.span.lowerBound
    }
    while true {
      let span = candidate.wanted..<candidate.wanted + candidate.seconds
      if let other = timeline.conflict(span, candidate.hearing) {
        if isEmergency {
          report(
            .warning, .conflict, candidate,
            planner.message(candidate, clock, overlaps: placedItem(other)),
            "Đổi giờ một trong hai; lúc phát, bản tin sau chờ bản tin trước.")
        } else {
          rejectConflict(candidate, other)
          return nil
        }
      }
      if !isEmergency, let exception = item.pastHours {
        let problem = clock.problem(span)?.words(clock) ?? "vào ngày không phát"
        report(
          .hint, .hoursException, candidate,
          "«\(item.content.title)» phát \(clock.time(at: candidate.wanted)) ngày \(clock.date.dayMonthYear) \(problem) theo ngoại lệ được duyệt: \(exception.reason) (\(exception.approvedBy)).",
          "Bỏ «past-hours» nếu ngoại lệ này không còn đúng.")
      }
      commit(candidate, at: candidate.wanted, session: nil, usesException: !isEmergency)
      guard let again = again(candidate, after: span.upperBound, session: nil) else { return nil }
      guard isFree(item, slot, again) else { return again }
      candidate = again
    }
  }
}
