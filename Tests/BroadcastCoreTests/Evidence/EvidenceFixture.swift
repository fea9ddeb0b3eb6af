import AudioEngine
import Foundation

@testable import BroadcastCore

/// Log lines made by hand, as a playout would have written them.
struct EvidenceFixture {
  var lines: [LogLine] = []
  private var seq: Int64 = 0
  private let zone = TimeZone(identifier: "Asia/Ho_Chi_Minh")!

  struct Aired {
    var announcement = "bai"
    var content = "c1"
    var criteria: [String] = ["TC"]
    var supporting: [String] = []
    var zones: [String] = ["a", "b"]
    var kind = "device"
    var airClass = "routine"
    var outcome = "completed"
    /// Frames that left, of 48,000 × seconds.
    var leftShort: Int64 = 0
    var seconds: Int64 = 60
    var isThreeDays = false
    var holiday: String?
    var event: String?
    var output = "loa"
    var silentChannel: Int?
    /// Zones that something higher took from it.
    var incomplete: [String] = []
    var isSimulated = false
    var broadcast: String?
    var title = "Bản tin"
  }

  /// - Returns: the number of the `ended` entry.
  @discardableResult
  mutating func air(_ date: CivilDate, _ time: String = "06:00", _ aired: Aired = Aired()) throws -> Int64 {
    let records = Self.records(date, time, aired, number: seq, zone)
    for (record, wall) in records {
      let moment = Moment(wall: wall, monotonic: .init(nanoseconds: seq), boot: "b", isClockTrusted: true)
      lines.append(try LogLine(record.line(seq: seq, event: "e\(seq)", moment: moment)))
      seq += 1
    }
    return seq - 1
  }

  static func records(
    _ date: CivilDate, _ time: String, _ aired: Aired, number: Int64, _ zone: TimeZone
  ) -> [(LogRecord, WallTime)] {
    let start = WallTime(local: date, TimeOfDay(time)!, in: zone)
    let end = start + Double(aired.seconds)
    let zones = CanonicalJSON.array(aired.zones.sorted().map { .string($0) })
    let total = aired.seconds * 48_000
    var common: [String: CanonicalJSON] = [
      "airing": .string("air-\(number)"),
      "broadcast": .string(aired.broadcast ?? "\(aired.announcement)@\(date)T\(time)"),
      "announcement": .string(aired.announcement), "class": .string(aired.airClass), "zones": zones,
      "hearing": zones,
      "output": .object([
        "id": .string(aired.output), "device": "x", "kind": .string(aired.kind),
      ]),
    ]
    if aired.isSimulated { common["is_simulated"] = true }
    var accepted = common.merging(
      AiredPurpose(
        criteria: aired.criteria, supporting: aired.supporting, isThreeDays: aired.isThreeDays,
        holiday: aired.holiday, communityEvent: aired.event
      ).fields
    ) { own, _ in own }
    accepted["content"] = .string(aired.content)
    accepted["planned"] = .string(start.description)
    accepted["author"] = "tk-1"
    accepted["approver"] = "tk-2"
    accepted["rate"] = 48_000
    accepted["frames"] = .object(["total": .integer(total)])
    var ended = common
    let left = total - aired.leftShort
    ended["outcome"] = .string(aired.outcome)
    ended["reason"] = "completed"
    ended["ended_wall"] = .string(end.description)
    ended["xruns"] = 0
    if !aired.incomplete.isEmpty { ended["incomplete"] = .array(aired.incomplete.map { .string($0) }) }
    ended["loudness_mlufs"] = -16_200
    ended["frames"] = .object([
      "total": .integer(total), "left": .array([.integer(left), .integer(left)]),
    ])
    var records = [
      (LogRecord(kind: .accepted, fields: accepted, texts: ["title": SaltedText(aired.title)]), start)
    ]
    if let channel = aired.silentChannel {
      records.append(
        (
          LogRecord(
            kind: .output,
            fields: [
              "output": .object(["id": .string(aired.output)]), "event_name": "silent",
              "channel": .integer(Int64(channel)),
            ]), start + 5
        ))
    }
    return records + [(LogRecord(kind: .ended, fields: ended), end)]
  }

  /// Two zones, each on a channel of its own.
  static let station = Station(
    id: "thu", commune: "xã Thử", timeZone: "Asia/Ho_Chi_Minh", roles: [:],
    outputs: [OutputSettings(id: "loa", device: "default", channels: 2)],
    zones: ["a", "b"].enumerated().map {
      Zone(
        id: ZoneID(rawValue: $1), name: "Thôn \($1.uppercased())", output: "loa", channels: [$0 + 1], tags: []
      )
    },
    hours: Hours(quiet: DailySpan("21:00-05:00")!), speech: SpeechSettings(), onStart: nil)

  static func criterion(_ role: Criterion.Role = .direct, gap: Int? = nil) -> Criterion {
    Criterion(
      code: "TC", title: "Phát thanh", source: "Kế hoạch", role: role, lead: "", partners: [], frequency: "",
      longestGapDays: gap, product: "", pointHundredths: nil, from: nil, to: nil)
  }

  func coverage(
    _ from: CivilDate, _ to: CivilDate, asOf: CivilDate? = nil, criterion: Criterion = criterion(),
    programmes: [Programme] = [], announcements: [Announcement] = [], events: [CommunityEvent] = [],
    includesVirtual: Bool = false
  ) throws -> CriterionCoverage {
    try full(
      from, to, asOf: asOf, criterion: criterion, programmes: programmes, announcements: announcements,
      events: events, includesVirtual: includesVirtual
    ).criteria[0]
  }

  func full(
    _ from: CivilDate, _ to: CivilDate, asOf: CivilDate? = nil, criterion: Criterion = criterion(),
    programmes: [Programme] = [], announcements: [Announcement] = [], events: [CommunityEvent] = [],
    includesVirtual: Bool = false
  ) throws -> Coverage {
    let snapshot = StationStore.Snapshot(
      station: Self.station, programmes: programmes,
      announcements: announcements.map {
        StoredAnnouncement(announcement: $0, author: "tk-1", approval: nil)
      },
      events: events, criteria: [criterion])
    return CoverageInput(
      snapshot, holidays: try HolidayCatalogue.standard(), lines: lines, includesVirtual: includesVirtual
    ).coverage(from...to, asOf: asOf ?? to)
  }

  static func announcement(_ id: String = "bai", threeDays: Bool = false, holiday: String? = nil)
    -> Announcement
  {
    Announcement(
      id: id, title: "Bản tin \(id)", airClass: .routine, text: "Xin chào", opening: [],
      purpose: AnnouncementPurpose(criteria: ["TC"], isThreeDays: threeDays, holiday: holiday))
  }
}
