/// What follows each other in a session.
extension DayPlanner {
  mutating func placeInSession(_ candidate: Candidate, _ index: Int) -> Candidate? {
    guard let span = clock.sessions.first(where: { $0.index == index })?.span else {
      noteNoSession(candidate, index)
      return nil
    }
    let item = planner.items[candidate.item]
    if let other = rival(of: candidate, in: index) {
      rejectAsking(candidate, other, "cùng buổi")
      return nil
    }
    var start = max(span.lowerBound, candidate.wanted)
    candidate.hearing.forEach { start = max(start, cursor[index][$0]) }
    while true {
      let wanted = start..<start + candidate.seconds
      if let deadline = candidate.deadline, wanted.upperBound > deadline {
        rejectTooLate(candidate, deadline)
        return nil
      }
      if wanted.upperBound > span.upperBound {
        let session = planner.input.station.hours.sessions[index]
        reject(
          candidate, .error, .sessionFull,
          "\(session.name) ngày \(clock.date.dayMonthYear) hết chỗ cho «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)): chỉ còn đến \(clock.time(at: span.upperBound)).",
          "Chuyển bớt chương trình sang buổi khác, kéo dài buổi, hoặc đặt «order» nhỏ hơn cho chương trình cần hơn."
        )
        return nil
      }
      if let quiet = clock.quiet.first(where: { $0.overlaps(wanted) }) {
        start = quiet.upperBound
      } else if let other = timeline.conflict(wanted, candidate.hearing, gap: Self.gap) {
        if let against = placedItem(other), asks(item, against) {
          rejectAsking(candidate, against, "cùng giờ")
          return nil
        }
        start = other.span.upperBound + Self.gap
      } else {
        break
      }
    }
    guard hasRoom(candidate, session: index) else { return nil }
    commit(candidate, at: start, session: index, usesException: false)
    candidate.hearing.forEach { cursor[index][$0] = start + candidate.seconds + Self.gap }
    if item.content.airClass == .priority { prioritiesInSession[index].append(placed.count - 1) }
    return again(candidate, after: start + candidate.seconds, session: index)
  }

  /// What the session already has and no order tells from this one, though one is a superior's and one the commune's own.
  private func rival(of candidate: Candidate, in session: Int) -> PlannedItem? {
    let item = planner.items[candidate.item]
    guard item.content.airClass == .priority else { return nil }
    return prioritiesInSession[session].lazy.map { self.placed[$0].candidate }
      .first { $0.hearing.intersects(candidate.hearing) && self.asks(item, self.planner.items[$0.item]) }
      .map { self.planner.items[$0.item] }
  }

  /// The session does not take place on the date. A rule of weekdays leaves that to the session; a date that was chosen, a
  /// holiday or a lunar day is lost by it.
  private mutating func noteNoSession(_ candidate: Candidate, _ index: Int) {
    let item = planner.items[candidate.item]
    if case .programme(let programme) = item.days, case .recurring(.rule) = programme.days { return }
    let name = planner.input.station.hours.sessions[index].name
    report(
      .warning, .outsideSessions, candidate,
      "«\(item.content.title)» (\(item.id)) không phát ngày \(clock.date.dayMonthYear), \(clock.date.weekday.vietnameseName): hôm đó không có \(name.lowercasedFirst).",
      "Thêm thứ này vào «weekdays» của buổi, hoặc dùng «times» hay buổi khác cho chương trình.")
  }
}
