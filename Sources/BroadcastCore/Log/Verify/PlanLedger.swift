/// Holds the plans that the log wrote down before they aired against what came of them, both ways.
///
/// Memory is bounded by the broadcasts of the days that are not yet settled.
struct PlanLedger {
  /// A day's plan is settled by the next day's; what is played late has this long, in seconds, to be told.
  static let patience = 2.0 * 3600
  /// A plan may be written so long after a broadcast of it was accepted: at midnight the next day's plan comes a look later.
  static let planDelay = 600.0
  /// A station that was down for longer does not tell what it missed.
  static let longestSilence = 7.0 * 86_400

  private struct Expected {
    var planSeq: Int64
    var date: String
    var planned: WallTime
  }

  private var expected: [String: Expected] = [:]
  /// A later day's plan came, and no outcome yet. A clock that ran ahead for a while looks like that too: then it still comes.
  private var overdue: [String: Expected] = [:]
  private var settled = RecentSet(capacity: EntryChecker.memory)
  private var planned = RecentSet(capacity: EntryChecker.memory)
  /// Accepted under a programme, and in no plan so far.
  private var unplanned: [(broadcast: String, seq: Int64, wall: WallTime)] = []
  /// When the first plan was written; what was due before that was in none.
  private var since: WallTime?
  private var last: WallTime?

  mutating func take(
    _ kind: String, _ seq: Int64, wall text: String, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    // Most entries are of other kinds; reading times costs more than all else here.
    switch kind {
    case "plan", "accepted", "refused", "changed", "station-started": break
    default: return
    }
    guard let wall = WallTime(text) else { return }
    if let last, kind == "station-started", wall - last > Self.longestSilence, !expected.isEmpty {
      report.add(
        note: "Mục #\(seq): đài ngừng hơn 7 ngày; \(expected.count) lượt đã xếp trước đó không có kết quả.")
      expected = [:]
    }
    last = max(last ?? wall, wall)
    if !unplanned.isEmpty { giveUp(at: wall, into: &report) }
    switch kind {
    case "plan": plan(seq, wall, members, into: &report)
    case "accepted":
      guard let broadcast = members.string("broadcast") else { return }
      settle(broadcast)
      guard members.string("programme") != nil, !planned.contains(broadcast), let since,
        let due = members.string("planned").flatMap({ WallTime($0) }), due > since
      else { return }
      unplanned.append((broadcast, seq, wall))
    case "refused":
      if let broadcast = members.string("broadcast") { settle(broadcast) }
    default:
      // What someone took out of the queue was taken out by an entry.
      if members.string("object") == "queue", let id = members.string("id") { settle(id) }
    }
  }

  private mutating func settle(_ broadcast: String) {
    expected[broadcast] = nil
    if !overdue.isEmpty { overdue[broadcast] = nil }
    settled.insert(broadcast)
  }

  private mutating func plan(
    _ seq: Int64, _ wall: WallTime, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    guard let date = members.string("date"), let broadcasts = members.objects("broadcasts") else {
      return report.add(Fault(.badField, seq: seq, "date, broadcasts"))
    }
    since = since ?? wall
    for (broadcast, old) in expected where old.date < date && wall - old.planned > Self.patience {
      // So many are faults enough.
      if overdue.count < VerificationReport.faultLimit { overdue[broadcast] = old }
      expected[broadcast] = nil
    }
    // A plan made anew takes the place of the old one for what is still to come.
    expected = expected.filter { $0.value.date != date || $0.value.planned <= wall }
    for item in broadcasts {
      guard let broadcast = item.string("broadcast"),
        let due = item.string("planned").flatMap({ WallTime($0) })
      else { return report.add(Fault(.badField, seq: seq, "broadcasts")) }
      planned.insert(broadcast)
      unplanned.removeAll { $0.broadcast == broadcast }
      // What was due before the plan was known is no omission.
      if due > wall, !settled.contains(broadcast) {
        expected[broadcast] = Expected(planSeq: seq, date: date, planned: due)
      }
    }
  }

  private mutating func giveUp(at wall: WallTime, into report: inout VerificationReport) {
    for item in unplanned where wall - item.wall > Self.planDelay {
      report.add(Fault(.outcomeWithoutPlan, seq: item.seq, item.broadcast))
    }
    unplanned.removeAll { wall - $0.wall > Self.planDelay }
  }

  func finish(into report: inout VerificationReport) {
    for (broadcast, old) in overdue.sorted(by: { ($0.value.planSeq, $0.key) < ($1.value.planSeq, $1.key) }) {
      report.add(Fault(.planWithoutOutcome, seq: old.planSeq, broadcast))
    }
    for item in unplanned { report.add(Fault(.outcomeWithoutPlan, seq: item.seq, item.broadcast)) }
    guard let last else { return }
    let open = expected.filter { last - $0.value.planned > 0 }
    if let first = open.values.map(\.planSeq).min() {
      report.add(note: "Mục #\(first): \(open.count) lượt đã xếp chưa có kết quả khi nhật ký dừng ở đây.")
    }
  }
}
