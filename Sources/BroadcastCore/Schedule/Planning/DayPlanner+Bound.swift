/// What the hours bind.
extension DayPlanner {
  /// - Returns: the next airing of the same slot, where there is one.
  mutating func place(_ candidate: Candidate) -> Candidate? {
    let item = planner.items[candidate.item]
    let slot = item.slots[candidate.slot]
    if isSilent {
      reject(
        candidate, .hint, .noBroadcastDay,
        "Ngày \(clock.date.dayMonthYear) là ngày không phát: «\(item.content.title)» (\(item.id)) không phát.",
        "Không cần làm gì nếu đúng ý; nếu không, sửa «silent-days» trong hours của station.yaml.")
      return nil
    }
    if case .session(let index) = slot.kind { return placeInSession(candidate, index) }
    let wanted = candidate.wanted..<candidate.wanted + candidate.seconds
    if let problem = clock.problem(wanted) {
      let code: Finding.Code =
        switch problem {
        case .quiet: .quietHours
        case .midnight, .noSession, .sessionEnds: .outsideSessions
        }
      reject(
        candidate, .error, code,
        "«\(item.content.title)» (\(item.id)) không phát được lúc \(clock.time(at: candidate.wanted)) ngày \(clock.date.dayMonthYear): \(problem.words(clock)).",
        problem.cure)
      return nil
    }
    if let deadline = candidate.deadline, wanted.upperBound > deadline {
      rejectTooLate(candidate, deadline)
      return nil
    }
    let session = clock.sessionHolding(wanted)
    if let required = candidate.session, session?.index != required {
      reject(
        candidate, .error, .sessionFull,
        "Lượt \(candidate.airing) của «\(item.content.title)» (\(item.id)) ngày \(clock.date.dayMonthYear) không còn nằm trong cùng buổi phát.",
        "Giảm số lượt hoặc thời gian nghỉ giữa các lượt, hoặc kéo dài buổi.")
      return nil
    }
    var last = session?.span.upperBound ?? clock.day.upperBound
    if session == nil {
      last = min(last, wanted.upperBound + Self.farthestMove)
      for quiet in clock.quiet where quiet.lowerBound >= wanted.lowerBound {
        last = min(last, quiet.lowerBound)
      }
    }
    if let deadline = candidate.deadline { last = min(last, deadline) }
    var start = candidate.wanted
    var blocker: DayTimeline.Entry?
    while let other = timeline.conflict(
      start..<start + candidate.seconds, candidate.hearing, gap: blocker == nil ? 0 : Self.gap)
    {
      if blocker == nil { blocker = other }
      if let against = placedItem(other), asks(item, against) {
        rejectAsking(candidate, against, "cùng giờ")
        return nil
      }
      start = other.span.upperBound + Self.gap
      if start + candidate.seconds > last {
        rejectConflict(candidate, blocker ?? other)
        return nil
      }
    }
    if clock.isQuiet(start..<start + candidate.seconds) {
      rejectConflict(candidate, blocker)
      return nil
    }
    guard hasRoom(candidate, session: session?.index) else { return nil }
    if start != candidate.wanted {
      report(
        start - candidate.wanted >= 300 ? .warning : .hint, .moved, candidate,
        planner.message(candidate, clock, movedTo: start, becauseOf: blocker.flatMap(placedItem)),
        "Không cần làm gì nếu đúng ý; nếu không, đổi giờ, cụm loa hoặc «order» của một trong hai.")
    }
    commit(candidate, at: start, session: session?.index, usesException: false)
    return again(candidate, after: start + candidate.seconds, session: session?.index)
  }

  /// A superior's priority item against the commune's own, and the operator has not said which goes first
  /// (Thông tư 39/2020/TT-BTTTT).
  func asks(_ a: PlannedItem, _ b: PlannedItem) -> Bool {
    a.content.airClass == .priority && b.content.airClass == .priority && a.isSuperior != b.isSuperior
      && a.order == b.order
  }
}
