import AudioEngine
import GRDB
import Testing

@testable import BroadcastCore

/// What the plan and playout give each other.
@Suite struct PlanInPlayoutTests {
  @Test("The log tells which days of a row were heard, where, and by what kind of output")
  func history() throws {
    let folder = try TemporaryFolder()
    let log = PlaybackLog(database: try StationDatabase.open(state: folder.path))
    func ended(_ broadcast: String, _ outcome: Outcome, _ zones: [String], kind: String = "device") throws {
      let zones = zones.map { CanonicalJSON.string($0) }
      try log.append(
        LogRecord(
          kind: .ended,
          fields: [
            "broadcast": .string(broadcast), "outcome": .string(outcome.rawValue), "zones": .array(zones),
            "hearing": .array(zones), "output": .object(["id": "loa", "kind": .string(kind)]),
          ]), at: Sample.moment)
    }
    try ended("cong-khai@2026-11-20T17:00", .completed, ["thon-1", "thon-2"])
    try ended("cong-khai@2026-11-20T17:00", .failed, ["thon-3"])
    try ended("cong-khai@2026-11-21T17:00", .interrupted, ["thon-1"])
    try ended("cong-khai@2026-11-22T17:00", .completed, ["thon-1"], kind: "virtual")
    try ended("cong-khai-2@2026-11-20T17:00", .completed, ["thon-3"])
    try ended("cong-khai@2026-11-19T17:00", .completed, ["thon-3"])
    let programmes = [
      Programme(
        id: "cong-khai", content: .announcement("x"), days: .inARow(from: "2026-11-20", count: 3),
        slots: [.at(TimeOfDay("17:00")!)], zones: [ZoneID(rawValue: "thon-1")])
    ]
    func read(countsVirtual: Bool) throws -> [String] {
      try AirHistory.read(log, of: programmes, today: "2026-11-23", countsVirtual: countsVirtual).completions
        .map { "\($0.programme) \($0.date) \($0.zone.rawValue)" }.sorted()
    }
    #expect(
      try read(countsVirtual: false) == ["cong-khai 2026-11-20 thon-1", "cong-khai 2026-11-20 thon-2"])
    #expect(try read(countsVirtual: true).contains("cong-khai 2026-11-22 thon-1"))
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
