internal import Foundation

/// Reads the entries in order and says what cannot be true of them. Memory is bounded by what may sound at one time, not
/// by the length of the log.
struct EntryChecker {
  /// Entries of several processes are written in the order in which the database takes them; each tells when it happened.
  static let tolerance: Int64 = 10_000_000_000
  /// How many that ended are remembered, to tell a second end from one without a beginning.
  static let memory = 4096

  private struct Open {
    var seq: Int64
    /// `nil` for what sounds until someone stops it.
    var total: Int64?
    var monotonic: Int64
    var boot: String
    var rate: Int64?
    var isDevice: Bool
    var hasStarted = false
    /// Output frame at which it began.
    var first: Int64?
  }

  private var next: Int64
  private let isPart: Bool
  private var open: [String: Open] = [:]
  private var ended = RecentSet(capacity: EntryChecker.memory)
  private var boots = RecentSet(capacity: EntryChecker.memory)
  private var boot: String?
  private var monotonic = Int64.min
  private var wall: String?
  private var plans = PlanLedger()
  private var approvals: ApprovalLedger
  /// Keys in the order in which the log took them into use.
  private(set) var keys: KeyHistory

  /// - Parameter first: number of the first entry; where it is not 0, what began before is not known.
  init(first: Int64, keys: KeyHistory = KeyHistory()) {
    next = first
    isPart = first > 0
    approvals = ApprovalLedger(isPart: first > 0)
    self.keys = keys
  }

  /// - Returns: the members, where the line could be read.
  @discardableResult
  mutating func check(_ line: [UInt8], into report: inout VerificationReport) -> CanonicalScanner.Members? {
    report.entries += 1
    let expected = next
    next += 1
    guard let members = CanonicalScanner.members(of: line) else {
      report.add(Fault(.notCanonical, seq: expected))
      return nil
    }
    guard members.integer("v") == 1, let seq = members.integer("seq"), let kind = members.string("kind"),
      members.string("event") != nil, let wall = members.string("wall"),
      let mono = members.integer("mono_ns"),
      let boot = members.string("boot"), case .bool? = members["clock_trusted"]
    else {
      report.add(Fault(.badField, seq: expected, "v, seq, event, kind, wall, mono_ns, boot, clock_trusted"))
      return members
    }
    if seq != expected {
      report.add(
        seq > expected
          ? Fault(.missing, seq: expected, seq == expected + 1 ? "" : "\(expected)…\(seq - 1)")
          : Fault(.reordered, seq: expected, "seq \(seq)"))
      next = max(next, seq + 1)
    }
    checkTime(seq, wall: wall, monotonic: mono, boot: boot, members, into: &report)
    plans.take(kind, seq, wall: wall, members, into: &report)
    switch kind {
    case "accepted": accepted(seq, mono, boot, members, into: &report)
    case "started": started(seq, mono, boot, members, into: &report)
    case "changed": approvals.changed(members)
    case "applied": approvals.applied(members)
    case "ended": ended(seq, mono, boot, members, into: &report)
    case "station-started":
      // Whatever the last run left open was closed before this entry.
      for (_, airing) in open.sorted(by: { $0.value.seq < $1.value.seq }) {
        report.add(Fault(.acceptedWithoutEnded, seq: airing.seq))
      }
      open.removeAll()
    case "key": if let fault = keys.take(members, seq: seq) { report.add(fault) }
    default: break
    }
    return members
  }

  /// What is still open at the end may be sounding now.
  func finish(into report: inout VerificationReport) {
    plans.finish(into: &report)
    for airing in open.values.sorted(by: { $0.seq < $1.seq }) {
      report.add(note: "Mục #\(airing.seq): lượt phát chưa kết thúc khi nhật ký dừng ở đây.")
    }
  }

  private mutating func checkTime(
    _ seq: Int64, wall: String, monotonic mono: Int64, boot: String, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    // A record that waited for the disk tells of an earlier moment, and says that it is late.
    if case .bool(true)? = members["delayed"] { return }
    guard WallTime.isForm(wall) else { return report.add(Fault(.badField, seq: seq, "wall \(wall)")) }
    if boot != self.boot {
      if boots.contains(boot) { report.add(Fault(.bootReturned, seq: seq, boot)) }
      boots.insert(boot)
      self.boot = boot
      monotonic = mono
    } else if mono < monotonic - EntryChecker.tolerance {
      report.add(Fault(.timeBackwards, seq: seq, "mono_ns \(mono) < \(monotonic)"))
    }
    monotonic = max(monotonic, mono)
    // Fixed-width UTC: the order of the texts is the order of the times. Seconds of difference are no news.
    if let last = self.wall, wall.prefix(16) < last.prefix(16) {
      report.add(note: "Mục #\(seq): đồng hồ bị chỉnh lùi, từ \(last) về \(wall).")
    }
    self.wall = wall
  }

  private mutating func accepted(
    _ seq: Int64, _ mono: Int64, _ boot: String, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    let total = members.object("frames")?.integer("total")
    guard let airing = members.string("airing"), let frames = members.object("frames"),
      total.map({ $0 >= 0 }) ?? (EntryChecker.mayBeEndless(members) && frames["total"] == nil)
    else { return report.add(Fault(.badField, seq: seq, "airing, frames.total")) }
    if open[airing] != nil || ended.contains(airing) {
      report.add(Fault(.acceptedTwice, seq: seq, airing))
    }
    if let name = approvals.missing(members) { report.add(Fault(.approvalMissing, seq: seq, name)) }
    open[airing] = Open(
      seq: seq, total: total, monotonic: mono, boot: boot, rate: members.integer("rate"),
      isDevice: members.object("output")?.string("kind") == "device")
  }

  /// An emergency's tone, and its message where it is read until someone stops it, have no length.
  private static func mayBeEndless(_ members: CanonicalScanner.Members) -> Bool {
    members.string("class") == AirClass.emergency.rawValue && members.string("part") != nil
  }

  private mutating func started(
    _ seq: Int64, _ mono: Int64, _ boot: String, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    guard let airing = members.string("airing") else {
      return report.add(Fault(.badField, seq: seq, "airing"))
    }
    if let accepted = open[airing] {
      open[airing]?.hasStarted = true
      open[airing]?.first = members.integer("first_frame")
      // Its first frame cannot have left before it was handed over, nor after it was told.
      if let left = members.integer("started_mono_ns"), boot == accepted.boot,
        left < accepted.monotonic - EntryChecker.tolerance || left > mono + EntryChecker.tolerance
      {
        report.add(Fault(.timeBackwards, seq: seq, "started_mono_ns \(left)"))
      }
    } else if !isPart || ended.contains(airing) {
      report.add(Fault(.startedWithoutAccepted, seq: seq, airing))
    }
  }

  private mutating func ended(
    _ seq: Int64, _ mono: Int64, _ boot: String, _ members: CanonicalScanner.Members,
    into report: inout VerificationReport
  ) {
    guard let airing = members.string("airing"), let outcome = members.string("outcome"),
      Outcome(rawValue: outcome) != nil, let frames = members.object("frames")
    else { return report.add(Fault(.badField, seq: seq, "airing, outcome, frames")) }
    let accepted = open.removeValue(forKey: airing)
    if accepted == nil {
      if ended.contains(airing) {
        report.add(Fault(.endedTwice, seq: seq, airing))
      } else if !isPart {
        report.add(Fault(.endedWithoutAccepted, seq: seq, airing))
      }
    }
    ended.insert(airing)
    let isEndless = accepted.map { $0.total == nil } ?? EntryChecker.mayBeEndless(members)
    if let contradiction = FrameCheck(frames, outcome: outcome)
      .contradiction(acceptedTotal: accepted?.total, isEndless: isEndless)
    {
      report.add(Fault(.impossibleFrames, seq: seq, contradiction))
    }
    if let total = frames.integer("total"), total > 0, let left = frames.integers("left")?.first,
      let told = members.integer("completeness_ppm"), told != left * 1_000_000 / total
    {
      report.add(Fault(.impossibleFrames, seq: seq, "completeness_ppm \(told)"))
    }
    guard let accepted else { return }
    if let first = frames.integer("first"), let began = accepted.first, first != began {
      report.add(Fault(.impossibleFrames, seq: seq, "first \(first), started \(began)"))
    }
    if outcome == Outcome.completed.rawValue, !accepted.hasStarted, accepted.total != 0 {
      report.add(Fault(.completedWithoutStart, seq: seq, airing))
    }
    // A card plays no faster than its rate (0.5 % for its crystal, a second for its buffer).
    if accepted.isDevice, accepted.boot == boot, let rate = accepted.rate, rate > 0,
      let left = frames.integers("left")?.first
    {
      let seconds = Double(mono - accepted.monotonic) / 1e9
      if Double(left) > (seconds * 1.005 + 1) * Double(rate) {
        report.add(Fault(.impossibleFrames, seq: seq, "\(left) khung trong \(seconds) giây"))
      }
    }
  }
}

/// The counts of an `ended` entry against each other.
private struct FrameCheck {
  let frames: CanonicalScanner.Members
  let outcome: String

  init(_ frames: CanonicalScanner.Members, outcome: String) {
    self.frames = frames
    self.outcome = outcome
  }

  func contradiction(acceptedTotal: Int64?, isEndless: Bool = false) -> String? {
    // What has no length cannot be complete, and is bounded by what was rendered alone.
    let endless = isEndless && frames["total"] == nil && outcome != Outcome.completed.rawValue
    guard let total = frames.integer("total") ?? (endless ? Int64.max : nil),
      let left = frames.integers("left"), left.count == 2
    else {
      return "frames.total, frames.left"
    }
    if let acceptedTotal, acceptedTotal != total { return "total \(total), accepted \(acceptedTotal)" }
    if left[0] < 0 || left[0] > left[1] { return "left \(left[0])…\(left[1])" }
    if left[1] > total { return "left \(left[1]) > total \(total)" }
    let rendered = frames.integer("rendered")
    let written = frames.integer("written")
    if let written, left[1] > written { return "left \(left[1]) > written \(written)" }
    if let written, let rendered, written > rendered { return "written \(written) > rendered \(rendered)" }
    if let rendered, rendered > total { return "rendered \(rendered) > total \(total)" }
    if (rendered ?? 0) < 0 || (written ?? 0) < 0 { return "rendered, written < 0" }
    if outcome == Outcome.completed.rawValue, left != [total, total] {
      return "completed, left \(left[0])/\(total)"
    }
    return nil
  }
}

/// The last so many names, and whether one is among them.
struct RecentSet {
  private let capacity: Int
  private var ring: [String] = []
  private var oldest = 0
  private var names: Set<String> = []

  init(capacity: Int) {
    self.capacity = capacity
  }

  func contains(_ name: String) -> Bool { names.contains(name) }

  mutating func insert(_ name: String) {
    guard names.insert(name).inserted else { return }
    if ring.count < capacity {
      ring.append(name)
    } else {
      names.remove(ring[oldest])
      ring[oldest] = name
      oldest = (oldest + 1) % capacity
    }
  }
}

extension WallTime {
  /// Whether `text` has the form of `description`; cheaper than reading it.
  static func isForm(_ text: String) -> Bool {
    let form = Array("dddd-dd-ddTdd:dd:dd.dddZ".utf8)
    return text.utf8.count == form.count
      && zip(text.utf8, form).allSatisfy { $1 == UInt8(ascii: "d") ? (48...57).contains($0) : $0 == $1 }
  }
}
