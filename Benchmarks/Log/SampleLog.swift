import AudioEngine
import BroadcastCore
import Foundation
import GRDB

/// A log of broadcasts of ten seconds, in the fields and lengths that a station writes.
struct SampleLog {
  let folder: String
  let database: DatabasePool
  let log: PlaybackLog

  init(folder: String) throws {
    self.folder = folder
    database = try StationDatabase.open(state: folder)
    log = PlaybackLog(database: database)
  }

  static func moment(_ tenth: Int) -> Moment {
    Moment(
      wall: WallTime(nanoseconds: 1_790_000_000_000_000_000 + Int64(tenth) * 100_000_000),
      monotonic: MonotonicTime(nanoseconds: Int64(tenth) * 100_000_000),
      boot: "0f8e4b0e-5a53-4b3f-9a39-6f7f2f0f7f11", isClockTrusted: true)
  }

  /// The record number `index`: accepted, started, ended, accepted …
  static func record(_ index: Int) -> LogRecord {
    let airing = String(format: "3c1d7a52-0000-4000-8000-%012d", index / 3)
    var fields: [String: CanonicalJSON] = [
      "airing": .string(airing), "broadcast": "ban-tin-sang@2026-11-21T05:30", "announcement": "ban-tin-sang",
      "class": "routine", "zones": .array(["thon-1", "thon-2", "thon-3"]), "criteria": .array(["TC2.5"]),
      "hearing": .array(["thon-1", "thon-2", "thon-3"]),
      "output": .object(["id": "loa", "device": "plughw:CARD=PCH,DEV=0", "kind": "device"]),
    ]
    let hash = CanonicalJSON.string(String(repeating: "5d", count: 32))
    switch index % 3 {
    case 0:
      fields["clips"] = .array([hash])
      fields["content"] = hash
      fields["planned"] = "2026-11-20T22:30:00.000Z"
      (fields["author"], fields["approver"]) = ("lan", "hung")
      (fields["title_hash"], fields["text_hash"]) = (hash, hash)
      (fields["rate"], fields["frames"]) = (48_000, .object(["total": 480_000]))
      return LogRecord(kind: .accepted, fields: fields)
    case 1:
      fields["first_frame"] = 96_000
      fields["started_mono_ns"] = .integer(moment(index / 3 * 110 + 1).monotonic.nanoseconds)
      fields["started_wall"] = "2026-11-20T22:30:00.000Z"
      return LogRecord(kind: .started, fields: fields)
    default:
      (fields["outcome"], fields["reason"]) = ("completed", "completed")
      fields["frames"] = .object([
        "total": 480_000, "rendered": 480_000, "written": 480_000, "left": .array([480_000, 480_000]),
        "padding": 0,
      ])
      (fields["xruns"], fields["peak_mdbfs"], fields["loudness_mlufs"]) = (0, -1020, -16_010)
      return LogRecord(kind: .ended, fields: fields)
    }
  }

  func fill(_ count: Int) throws -> SampleLog {
    let count = count / 3 * 3
    // Who approved what is aired: without it every entry would be a fault.
    try log.append(
      LogRecord(
        kind: .applied,
        fields: ["announcements": .array([.object(["id": "ban-tin-sang", "approver": "hung"])])]),
      at: SampleLog.moment(0))
    for start in stride(from: 0, to: count, by: 3000) {
      try database.write { database in
        for index in start..<min(start + 3000, count) {
          // An airing lasts eleven seconds.
          let moment = SampleLog.moment(index / 3 * 110 + [0, 1, 110][index % 3])
          try PlaybackLog.append([SampleLog.record(index)], at: moment, in: database)
        }
      }
    }
    return self
  }

  struct Broken: Error {}

  /// Seconds of proofs of entries chosen at random, each checked: the median, 99 of 100, and the worst, which on a shared
  /// machine is the scheduler's.
  func proofTimes(_ tries: Int) throws -> (median: Double, usual: Double, worst: Double) {
    let size = try log.count()
    let root = try database.read { try LogTree.root(size: size, in: $0) }
    var times: [Double] = []
    for _ in 0..<tries {
      let seq = Int64.random(in: 0..<size)
      var path: [MerkleHash] = []
      times.append(try seconds { path = try log.proof(of: seq, in: size) })
      guard let entry = try log.entries(from: seq, limit: 1).first, let leaf = MerkleHash(entry.leaf),
        MerkleProof.verifies(path, that: leaf, at: seq, isIn: root, of: size)
      else { throw Broken() }
    }
    times.sort()
    return (times[tries / 2], times[tries * 99 / 100], times[tries - 1])
  }
}
