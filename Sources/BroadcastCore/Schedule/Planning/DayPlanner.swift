/// Finds a place for everything that wants to air on one date; see docs/SCHEDULE.md for the rules.
struct DayPlanner {
  /// Between broadcasts that follow each other, in seconds: an output takes a voice two seconds ahead, and lengths are
  /// estimates.
  static let gap = 5
  /// Without sessions nothing moves farther than this, in seconds.
  static let farthestMove = 7200

  /// One airing that wants a place.
  struct Candidate {
    /// Position in `Planner.items`.
    var item: Int
    /// Position in `PlannedItem.slots`.
    var slot: Int
    /// 1… `Repeats.count`.
    var airing = 1
    /// Instant in seconds; for a session the earliest.
    var wanted: Int
    var seconds: Int
    /// Position in `Hours.sessions` that it may not leave.
    var session: Int?
    /// What it must be over by: the event that it reminds of.
    var deadline: Int?
    /// Zones that hear it.
    var hearing: ZoneMask
  }

  struct Placed {
    var candidate: Candidate
    var start: Int
    var usesException: Bool

    var end: Int { start + candidate.seconds }
  }

  let planner: Planner
  let clock: DayClock
  let isSilent: Bool
  /// Whether findings are wanted.
  let reports: Bool
  private(set) var placed: [Placed] = []
  private(set) var findings: [Finding] = []
  /// What found no place and is more than a hint.
  private(set) var held: [(candidate: Candidate, code: Finding.Code)] = []
  private var timeline: DayTimeline
  private var usedDay: [Int]
  private var usedSession: [[Int]]
  /// Where the next item of a session may begin, by session and zone.
  private var cursor: [[Int]]
  let dateText: String

  init(_ planner: Planner, _ clock: DayClock, isSilent: Bool, reports: Bool) {
    self.planner = planner
    self.clock = clock
    self.isSilent = isSilent
    self.reports = reports
    timeline = DayTimeline(day: clock.day)
    let zoneCount = planner.zones.count
    usedDay = Array(repeating: 0, count: zoneCount)
    let sessions = planner.input.station.hours.sessions.count
    usedSession = Array(repeating: Array(repeating: 0, count: zoneCount), count: sessions)
    cursor = Array(repeating: Array(repeating: Int.min, count: zoneCount), count: sessions)
    dateText = clock.date.description
  }

  /// What began the day before and reaches into this one.
  mutating func occupy(_ span: Range<Int>, _ zones: ZoneMask) {
    timeline.insert(.init(span: span, zones: zones, placed: -1))
  }

  mutating func plan(_ candidates: [Candidate]) {
    let items = planner.items
    // What the hours do not bind has its exact time, and goes before all others.
    var (bound, free): ([(key: SortKey, candidate: Candidate)], [(key: SortKey, candidate: Candidate)]) = (
      [], []
    )
    bound.reserveCapacity(candidates.count)
    for candidate in candidates {
      let item = items[candidate.item]
      let slot = item.slots[candidate.slot]
      let key = SortKey(
        rank: item.rank(slot),
        start: UInt64(max(0, candidate.wanted - clock.day.lowerBound + 86_400)) << 33
          | (item.isSuperior ? 0 : 1 << 32) | UInt64(candidate.item))
      if isFree(item, slot, candidate) {
        free.append((key, candidate))
      } else {
        bound.append((key, candidate))
      }
    }
    // Exceptions after emergencies, by the same rank.
    for (_, candidate) in free.sorted(by: { $0.key < $1.key }) { placeFree(candidate) }
    bound.sort { $0.key < $1.key }
    var index = 0
    while index < bound.count {
      // One class and kind at a time, so that repeats come after the first airings of their own kind.
      let group = bound[index].key.rank >> 39
      var round: [(key: SortKey, candidate: Candidate)] = []
      while index < bound.count, bound[index].key.rank >> 39 == group {
        round.append(bound[index])
        index += 1
      }
      while !round.isEmpty {
        var next: [(key: SortKey, candidate: Candidate)] = []
        for (key, candidate) in round {
          guard let again = place(candidate) else { continue }
          next.append((key, again))
        }
        round = next
      }
    }
  }

  struct SortKey: Comparable {
    var rank: UInt64
    var start: UInt64

    static func < (a: SortKey, b: SortKey) -> Bool {
      a.rank != b.rank ? a.rank < b.rank : a.start < b.start
    }
  }

  // MARK: What the hours do not bind

  /// An emergency, or an approved exception that is needed.
  private func isFree(_ item: PlannedItem, _ slot: PlannedItem.Slot, _ candidate: Candidate) -> Bool {
    if item.content.airClass == .emergency { return true }
    guard item.pastHours != nil, case .at = slot.kind else { return false }
    return isSilent || hoursProblem(candidate.wanted..<candidate.wanted + candidate.seconds) != nil
  }

  private mutating func placeFree(_ first: Candidate) {
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

  // MARK: What the hours bind

  /// - Returns: the next airing of the same slot, where there is one.
  private mutating func place(_ candidate: Candidate) -> Candidate? {
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
    if let problem = hoursProblem(wanted) {
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
    let session = sessionHolding(wanted)
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
        rejectAsking(candidate, against)
        return nil
      }
      start = other.span.upperBound + Self.gap
      if start + candidate.seconds > last {
        rejectConflict(candidate, blocker ?? other)
        return nil
      }
    }
    if isQuietAt(start, candidate) {
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

  private mutating func placeInSession(_ candidate: Candidate, _ index: Int) -> Candidate? {
    // The session does not take place on this date: nothing was wanted.
    guard let span = clock.sessions.first(where: { $0.index == index })?.span else { return nil }
    let item = planner.items[candidate.item]
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
        start = other.span.upperBound + Self.gap
      } else {
        break
      }
    }
    guard hasRoom(candidate, session: index) else { return nil }
    commit(candidate, at: start, session: index, usesException: false)
    candidate.hearing.forEach { cursor[index][$0] = start + candidate.seconds + Self.gap }
    return again(candidate, after: start + candidate.seconds, session: index)
  }

  /// A superior's priority item against the commune's own, and the operator has not said which goes first
  /// (Thông tư 39/2020/TT-BTTTT).
  private func asks(_ a: PlannedItem, _ b: PlannedItem) -> Bool {
    a.content.airClass == .priority && b.content.airClass == .priority && a.isSuperior != b.isSuperior
      && a.order == b.order
  }

  private func isQuietAt(_ start: Int, _ candidate: Candidate) -> Bool {
    clock.isQuiet(start..<start + candidate.seconds)
  }

  private func sessionHolding(_ span: Range<Int>) -> (index: Int, span: Range<Int>)? {
    clock.sessions.first { $0.span.lowerBound <= span.lowerBound && span.upperBound <= $0.span.upperBound }
  }

  enum HoursProblem {
    case quiet(Range<Int>)
    case midnight
    case noSession
    case sessionEnds(Int)
  }

  private func hoursProblem(_ span: Range<Int>) -> HoursProblem? {
    if let quiet = clock.quiet.first(where: { $0.overlaps(span) }) { return .quiet(quiet) }
    if span.upperBound > clock.day.upperBound { return .midnight }
    if planner.input.station.hours.sessions.isEmpty || sessionHolding(span) != nil { return nil }
    if let session = clock.sessions.first(where: { $0.span.contains(span.lowerBound) }) {
      return .sessionEnds(session.span.upperBound)
    }
    return .noSession
  }

  /// The limits in minutes of session and day; an exception passes them.
  private mutating func hasRoom(_ candidate: Candidate, session: Int?) -> Bool {
    let hours = planner.input.station.hours
    let item = planner.items[candidate.item]
    if item.pastHours != nil { return true }
    var full = ZoneMask(zoneCount: planner.zones.count)
    if let session, let limit = hours.sessions[session].limitMinutes {
      candidate.hearing.forEach { zone in
        if usedSession[session][zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .sessionFull,
          "\(hours.sessions[session].name) ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của buổi này, rút gọn bản tin, hoặc tăng «limit» của buổi.")
        return false
      }
    }
    if let limit = hours.dayLimitMinutes {
      candidate.hearing.forEach { zone in
        if usedDay[zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .dayFull,
          "Ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của ngày này, rút gọn bản tin, hoặc tăng số phút của ngày trong hours của station.yaml."
        )
        return false
      }
    }
    return true
  }

  private mutating func commit(
    _ candidate: Candidate, at start: Int, session: Int?, usesException: Bool
  ) {
    let span = start..<start + candidate.seconds
    timeline.insert(.init(span: span, zones: candidate.hearing, placed: placed.count))
    placed.append(Placed(candidate: candidate, start: start, usesException: usesException))
    candidate.hearing.forEach { usedDay[$0] += candidate.seconds }
    if let session { candidate.hearing.forEach { usedSession[session][$0] += candidate.seconds } }
  }

  private func again(_ candidate: Candidate, after end: Int, session: Int?) -> Candidate? {
    guard let repeats = planner.items[candidate.item].repeats, candidate.airing < repeats.count else {
      return nil
    }
    var next = candidate
    next.airing += 1
    next.wanted = end + max(repeats.minutesBetween * 60, Self.gap)
    next.session = session
    return next
  }

  // MARK: Findings

  private func placedItem(_ entry: DayTimeline.Entry) -> PlannedItem? {
    entry.placed < 0 ? nil : planner.items[placed[entry.placed].candidate.item]
  }

  func id(_ candidate: Candidate) -> BroadcastID {
    planner.id(candidate, dateText)
  }

  private mutating func report(
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
  private mutating func reject(
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

  private mutating func rejectConflict(_ candidate: Candidate, _ other: DayTimeline.Entry?) {
    reject(
      candidate, .error, .conflict,
      planner.message(candidate, clock, hasNoPlaceBecauseOf: other.flatMap(placedItem)),
      "Đổi giờ hoặc cụm loa của một trong hai chương trình; cụm loa chung đường tăng âm nghe chung.")
  }

  private mutating func rejectTooLate(_ candidate: Candidate, _ deadline: Int) {
    let item = planner.items[candidate.item]
    reject(
      candidate, .warning, .eventTooLate,
      "Lời nhắc «\(item.content.title)» (\(item.id)) ngày \(clock.date.dayMonthYear) không kịp trước giờ họp \(clock.time(at: deadline)) nên không phát.",
      "Đặt giờ nhắc sớm hơn trong ngày có sự kiện.")
  }

  private mutating func rejectAsking(_ candidate: Candidate, _ other: PlannedItem) {
    let item = planner.items[candidate.item]
    reject(
      candidate, .error, .askOrder,
      "«\(item.content.title)» (\(item.id)) và «\(other.content.title)» (\(other.id)) đều là tin ưu tiên, một của cấp trên, một của xã, cùng giờ ngày \(clock.date.dayMonthYear): xã phải chọn bản tin phát trước. «\(item.content.title)» chưa được xếp giờ.",
      "Đặt «order» nhỏ hơn cho chương trình phát trước, hoặc đổi giờ một chương trình (Thông tư 39/2020/TT-BTTTT)."
    )
  }
}

extension DayPlanner.HoursProblem {
  func words(_ clock: DayClock) -> String {
    switch self {
    case .quiet(let span):
      "trong giờ yên lặng \(clock.time(at: span.lowerBound))-\(clock.time(at: span.upperBound))"
    case .midnight: "kéo dài quá nửa đêm"
    case .noSession: "ngoài mọi buổi phát của ngày"
    case .sessionEnds(let end): "chưa xong khi buổi phát kết thúc lúc \(clock.time(at: end))"
    }
  }

  var cure: String {
    switch self {
    case .quiet:
      "Đổi giờ phát; giờ yên lặng chỉ tin khẩn cấp hoặc ngoại lệ được duyệt («past-hours») mới qua được."
    case .midnight: "Phát sớm hơn, hoặc rút gọn bản tin."
    case .noSession: "Đổi giờ phát vào một buổi, thêm buổi vào hours.sessions, hoặc ghi ngoại lệ được duyệt."
    case .sessionEnds: "Phát sớm hơn, rút gọn bản tin, hoặc kéo dài buổi."
    }
  }
}
