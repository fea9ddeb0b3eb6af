import AudioEngine
import BroadcastCore
import Foundation

/// A simulated period as entries of kind `virtual`: shaped like true ones, and never evidence.
struct VirtualLog {
  let entries: [SimulatedLog.Entry]
  let announcements: [String: (content: String, purpose: AnnouncementPurpose)]
  let events: [String: String]

  init(folder: StationFolder, _ dates: ClosedRange<CivilDate>) throws {
    let input = try folder.planInput()
    entries = Simulation(input).run(dates).entries.filter { $0.outcome == .completed }
    announcements = Dictionary(
      input.announcements.map {
        ($0.announcement.id, ($0.announcement.contentHash, $0.announcement.purpose))
      }
    ) { first, _ in first }
    events = Dictionary(
      input.programmes.compactMap { programme in
        if case .before(let event, _) = programme.days { (programme.id, event) } else { nil }
      }
    ) { first, _ in first }
  }

  /// - Parameter count: the same entries again and again, until there are so many.
  /// - Returns: how many airings were written.
  func write(state: String, atLeast count: Int) throws -> Int {
    let log = PlaybackLog(database: try StationDatabase.open(state: state))
    let copies = max(1, (count + entries.count - 1) / max(1, entries.count))
    var written = 0
    for (index, entry) in entries.enumerated() {
      var accepted: [LogRecord] = []
      var ended: [LogRecord] = []
      let start = entry.started ?? entry.planned
      let end = start + Double(entry.seconds)
      for copy in 0..<copies where count == 0 || written < count {
        let (first, last) = records(entry, index: index, copy: copy, start, end)
        accepted.append(first)
        ended.append(last)
        written += 1
      }
      try log.append(accepted, at: moment(start))
      try log.append(ended, at: moment(end))
    }
    return written
  }

  private func moment(_ wall: WallTime) -> Moment {
    Moment(wall: wall, monotonic: MonotonicTime(nanoseconds: 0), boot: "thu", isClockTrusted: true)
  }

  private func records(
    _ entry: SimulatedLog.Entry, index: Int, copy: Int, _ start: WallTime, _ end: WallTime
  ) -> (LogRecord, LogRecord) {
    func words(_ words: [String]) -> CanonicalJSON { .array(words.map { .string($0) }) }
    let total = Int64(entry.seconds) * 48_000
    let common: [String: CanonicalJSON] = [
      "airing": .string("thu-\(index)-\(copy)"),
      "broadcast": .string(entry.broadcast.rawValue + (copy == 0 ? "" : "#thu\(copy)")),
      "announcement": .string(entry.announcement), "class": .string(entry.airClass.rawValue),
      "zones": words(entry.zones.map(\.rawValue)), "hearing": words(entry.hearing.map(\.rawValue)),
      "output": .object(["id": "loa", "device": "null", "kind": "virtual"]),
    ]
    var accepted = common
    accepted["programme"] = entry.programme.map { .string($0) } ?? .null
    accepted["content"] = .string(announcements[entry.announcement]?.content ?? "")
    accepted["planned"] = .string(entry.planned.description)
    accepted["rate"] = 48_000
    accepted["frames"] = .object(["total": .integer(total)])
    if !entry.criteria.isEmpty { accepted["criteria"] = words(entry.criteria) }
    if !entry.supporting.isEmpty { accepted["supporting"] = words(entry.supporting) }
    let purpose = announcements[entry.announcement]?.purpose
    if purpose?.isThreeDays == true { accepted["three_days"] = true }
    if let holiday = purpose?.holiday { accepted["holiday"] = .string(holiday) }
    if let event = entry.programme.flatMap({ events[$0] }) { accepted["community_event"] = .string(event) }
    var ended = common
    ended["outcome"] = "completed"
    ended["reason"] = "completed"
    ended["xruns"] = 0
    ended["ended_wall"] = .string(end.description)
    ended["loudness_mlufs"] = -16_000
    ended["frames"] = .object(["total": .integer(total), "left": .array([.integer(total), .integer(total)])])
    return (
      LogRecord(kind: .accepted, fields: accepted, texts: ["title": SaltedText(entry.title)]),
      LogRecord(kind: .ended, fields: ended)
    )
  }
}
