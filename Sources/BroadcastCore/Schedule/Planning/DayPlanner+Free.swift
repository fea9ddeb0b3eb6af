/// What the hours do not bind: emergencies and exceptions that are needed.
extension DayPlanner {
  /// An emergency, or an approved exception that is needed.
  func isFree(_ item: PlannedItem, _ slot: PlannedItem.Slot, _ candidate: Candidate) -> Bool {
    if item.content.airClass == .emergency { return true }
    guard item.pastHours != nil, case .at = slot.kind else { return false }
    return isSilent || hoursProblem(candidate.wanted..<candidate.wanted + candidate.seconds) != nil
  }

  mutating func placeFree(_ first: Candidate) {
    var candidate = first
    let item = planner.items[first.item]
    let slot = item.slots[first.slot]
    let isEmergency = item.content.airClass == .emergency
    if case .session(let index) = slot.kind {
      guard let session = clock.sessions.first(where: { $0.index == index }) else { return }
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
          return
        }
      }
      if !isEmergency, let exception = item.pastHours {
        let problem = hoursProblem(span)?.words(clock) ?? "vào ngày không phát"
        report(
          .hint, .hoursException, candidate,
          "«\(item.content.title)» phát \(clock.time(at: candidate.wanted)) ngày \(clock.date.dayMonthYear) \(problem) theo ngoại lệ được duyệt: \(exception.reason) (\(exception.approvedBy)).",
          "Bỏ «past-hours» nếu ngoại lệ này không còn đúng.")
      }
      commit(candidate, at: candidate.wanted, session: nil, usesException: !isEmergency)
      guard let again = again(candidate, after: span.upperBound, session: nil) else { return }
      candidate = again
    }
  }
}
