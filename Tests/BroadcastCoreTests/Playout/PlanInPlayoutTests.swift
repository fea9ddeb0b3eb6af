import AudioEngine
import GRDB
import Testing

@testable import BroadcastCore

/// What the plan and playout give each other.
@Suite struct PlanInPlayoutTests {
  @Test("The log tells which days of a row were heard, where, with which text, and by what kind of output")
  func history() throws {
    let folder = try TemporaryFolder()
    let log = PlaybackLog(database: try StationDatabase.open(state: folder.path))
    var airings = 0
    /// - Parameter end: when its last frame left; it lasts a minute.
    func aired(
      _ broadcast: String, until end: String, in zones: [String], _ outcome: Outcome = .completed,
      kind: String = "device", content: String = "text", incomplete: [String] = [], silent channel: Int? = nil
    ) throws {
      airings += 1
      let output: CanonicalJSON = .object(["id": "loa", "kind": .string(kind)])
      let ids = zones.map { CanonicalJSON.string($0) }
      var fields: [String: CanonicalJSON] = [
        "airing": .string("\(airings)"), "broadcast": .string(broadcast), "class": "routine",
        "zones": .array(ids), "hearing": .array(ids), "output": output,
      ]
      var accepted = fields
      accepted["programme"] = .string(broadcast.split(separator: "@").first.map(String.init) ?? "")
      accepted["content"] = .string(content)
      accepted["rate"] = 48_000
      accepted["frames"] = .object(["total": 2_880_000])
      var records = [LogRecord(kind: .accepted, fields: accepted)]
      if let channel {
        records.append(
          LogRecord(
            kind: .output,
            fields: ["output": output, "event_name": "silent", "channel": .integer(Int64(channel))]))
      }
      let left: CanonicalJSON = outcome == .completed ? .array([2_880_000, 2_880_000]) : .array([0, 9])
      fields["outcome"] = .string(outcome.rawValue)
      fields["ended_wall"] = .string(end)
      fields["frames"] = .object(["total": 2_880_000, "left": left])
      if !incomplete.isEmpty { fields["incomplete"] = .array(incomplete.map { .string($0) }) }
      try log.append(records + [LogRecord(kind: .ended, fields: fields)], at: Sample.moment)
    }
    try aired("cong-khai@2026-11-20T17:00", until: "2026-11-20T10:01:00.000Z", in: ["thon-1", "thon-2"])
    try aired("cong-khai@2026-11-20T17:00", until: "2026-11-20T10:01:00.000Z", in: ["thon-3"], .failed)
    try aired("cong-khai@2026-11-21T17:00", until: "2026-11-21T10:01:00.000Z", in: ["thon-1"], .interrupted)
    try aired(
      "cong-khai@2026-11-22T17:00", until: "2026-11-22T10:01:00.000Z", in: ["thon-1"], kind: "virtual")
    try aired("cong-khai-2@2026-11-20T17:00", until: "2026-11-20T10:01:00.000Z", in: ["thon-3"])
    try aired("cong-khai@2026-11-19T17:00", until: "2026-11-19T10:01:00.000Z", in: ["thon-3"])
    // Planned for the 23rd, heard at 00:30 of the 24th.
    try aired("cong-khai@2026-11-23T23:00", until: "2026-11-23T17:31:00.000Z", in: ["thon-1"])
    try aired("cong-khai@2026-11-25T17:00", until: "2026-11-25T10:01:00.000Z", in: ["thon-1"], content: "old")
    try aired(
      "cong-khai@2026-11-26T17:00", until: "2026-11-26T10:01:00.000Z", in: ["thon-1", "thon-3"],
      incomplete: ["thon-3"])
    try aired(
      "cong-khai@2026-11-27T17:00", until: "2026-11-27T10:01:00.000Z", in: ["thon-1", "thon-3"], silent: 1)
    let programmes = [
      Programme(
        id: "cong-khai", content: .announcement("x"), days: .inARow(from: "2026-11-20", count: 3),
        slots: [.at(TimeOfDay("17:00")!)], zones: [ZoneID(rawValue: "thon-1")])
    ]
    func read(countsVirtual: Bool) throws -> [String] {
      try AirHistory.read(
        log, of: programmes, station: Sample.station, today: "2026-11-28", countsVirtual: countsVirtual
      ).completions.map { "\($0.programme) \($0.date) \($0.zone.rawValue) \($0.content)" }.sorted()
    }
    #expect(
      try read(countsVirtual: false) == [
        "cong-khai 2026-11-20 thon-1 text", "cong-khai 2026-11-20 thon-2 text",
        "cong-khai 2026-11-24 thon-1 text", "cong-khai 2026-11-25 thon-1 old",
        "cong-khai 2026-11-26 thon-1 text", "cong-khai 2026-11-27 thon-1 text",
      ])
    #expect(try read(countsVirtual: true).contains("cong-khai 2026-11-22 thon-1 text"))
  }

  @Test("A channel is as quiet as the zone that it drives and that asks for most")
  func volumeCaps() {
    let station = Sample.station
    let caps = [
      Broadcast.ZoneCap(zone: ZoneID(rawValue: "thon-2"), decibels: -20),
      Broadcast.ZoneCap(zone: ZoneID(rawValue: "thon-1"), decibels: -6),
    ]
    let routes = Playout.routes(to: [station.zones[0], station.zones[2]], of: station, caps)
    #expect(routes.map(\.channel) == [0, 1])
    #expect(abs(routes[0].gain - 0.1) < 1e-6 && routes[1].gain == 1)
  }
}
