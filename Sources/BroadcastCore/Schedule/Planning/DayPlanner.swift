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
  var placed: [Placed] = []
  var findings: [Finding] = []
  /// What found no place and is more than a hint.
  var held: [(candidate: Candidate, code: Finding.Code)] = []
  var timeline: DayTimeline
  var usedDay: [Int]
  var usedSession: [[Int]]
  /// Where the next item of a session may begin, by session and zone.
  var cursor: [[Int]]
  /// What of priority follows in a session, as positions in `placed`.
  var prioritiesInSession: [[Int]]
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
    prioritiesInSession = Array(repeating: [], count: sessions)
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
    for (key, candidate) in free.sorted(by: { $0.key < $1.key }) {
      if let again = placeFree(candidate) { bound.append((key, again)) }
    }
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

  mutating func commit(
    _ candidate: Candidate, at start: Int, session: Int?, usesException: Bool
  ) {
    let span = start..<start + candidate.seconds
    timeline.insert(.init(span: span, zones: candidate.hearing, placed: placed.count))
    placed.append(Placed(candidate: candidate, start: start, usesException: usesException))
    candidate.hearing.forEach { usedDay[$0] += candidate.seconds }
    if let session { candidate.hearing.forEach { usedSession[session][$0] += candidate.seconds } }
  }

  func again(_ candidate: Candidate, after end: Int, session: Int?) -> Candidate? {
    guard let repeats = planner.items[candidate.item].repeats, candidate.airing < repeats.count else {
      return nil
    }
    var next = candidate
    next.airing += 1
    next.wanted = end + max(repeats.minutesBetween * 60, Self.gap)
    next.session = session
    return next
  }
}
