import AudioEngine
import Testing

@testable import BroadcastCore

/// One-off broadcasts beside the plan.
@Suite struct QueueTests {
  private let actor = Actor.unixUser(0)

  private func add(_ bench: PlayoutBench, _ what: String, _ time: QueueTime = .now, zones: [ZoneID] = [])
    async throws
    -> QueueItem
  {
    try await bench.playout.queue(
      .add(announcement: what, zones: zones, time: time, isHeld: false), by: actor)
  }

  @Test func aBulletinAirsFromTheQueue() async throws {
    let bench = try PlayoutBench(startsIn: 3_600, bulletin: true)
    try await bench.begin()
    let item = try await add(bench, "thoi-su")
    try await bench.steps(until: "accepted")
    let accepted = try await bench.entry("accepted")
    #expect(accepted.line.contains(#""items":[{"announcement":"bon-xin""#))
    let total = try #require(try LogLine(accepted.line).frames?.total)
    bench.device.advance(frames: total + bench.rate)
    #expect(try await bench.line("ended").outcome == "completed")
    await bench.steps(20)
    #expect(await bench.playout.queuedItems().isEmpty, "\(item.id) is over")
  }

  @Test("A bulletin whose approval does not fit its items is refused")
  func unapprovedBulletin() async throws {
    let bench = try PlayoutBench(startsIn: 3_600, bulletin: true) {
      $0.bulletinApprovals["thoi-su"]?.contentHash = "other"
    }
    try await bench.begin()
    await #expect(throws: QueueError(.notApproved("thoi-su"))) { try await add(bench, "thoi-su") }
  }

  @Test("The queue has an end, and says so")
  func longest() async throws {
    let bench = try PlayoutBench(startsIn: 3_600)
    try await bench.begin()
    let later = bench.clock.now().wall + 7_200
    for _ in 0..<Playout.longestQueue { _ = try await add(bench, "bon-xin", .at(later)) }
    await #expect(throws: QueueError(.full(Playout.longestQueue))) {
      try await add(bench, "bon-xin", .at(later))
    }
  }

  @Test("The next free slot lies between what is planned, where all of it fits")
  func nextSlot() async throws {
    let bench = try PlayoutBench(startsIn: 6, words: 40)
    try await bench.begin()
    let first = try await add(bench, "bon-xin", .next)
    let planned = WallTime("2026-11-21T10:00:00.000Z")!
    #expect(first.start >= planned + 4, "six seconds are too few before it: \(first.start)")
    let second = try await add(bench, "bon-xin", .next)
    #expect(second.start > first.start)
    let elsewhere = try await add(bench, "bon-xin", .next, zones: [ZoneID(rawValue: "thon-3")])
    #expect(elsewhere.start > second.start || elsewhere.start < planned, "its zone is taken by the others")
  }

  @Test("What is queued is no louder than the hour allows; an emergency is")
  func volume() async throws {
    let bench = try PlayoutBench(startsIn: 3_600) {
      $0.station.hours.volumeCaps = [
        VolumeCap(
          span: DailySpan("15:00-18:00")!, zones: [ZoneID(rawValue: "thon-1")], decibels: -20)
      ]
    }
    try await bench.begin()
    _ = try await add(bench, "bon-xin", zones: [ZoneID(rawValue: "thon-1")])
    try await bench.steps(until: "accepted")
    bench.device.advance(frames: bench.rate / 2)
    let quiet = bench.device.played[0].map { abs($0) }.max() ?? 0
    #expect(quiet > 0.001 && quiet < 0.05)
    bench.device.advance(frames: 2 * bench.rate)
    _ = try await bench.line("ended")
    _ = try await bench.playout.emergency(EmergencyOrder(text: "Nước lên"), by: actor)
    bench.device.advance(frames: bench.rate / 2)
    #expect((bench.device.played[0].suffix(10_000).map { abs($0) }.max() ?? 0) > 0.3)
  }

  @Test("STOP in one zone frees it for what is due there; the others hear the rest")
  func stopInOneZone() async throws {
    let bench = try PlayoutBench(startsIn: 1, words: 60) {
      $0.programmes[0].zones = $0.station.zones.map(\.id)
    }
    try await bench.begin()
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: 2 * bench.rate)
    _ = try await bench.line("started")
    let third = ZoneID(rawValue: "thon-3")
    _ = await bench.playout.stop(zones: [third], by: actor)
    let stopped = await bench.playout.status().zones.first { $0.id == third.rawValue }
    #expect(stopped?.playing.isEmpty == true, "what was taken off a zone does not play there")
    _ = try await add(bench, "bon-xin", zones: [third])
    for _ in 0..<400 where try bench.count("accepted") < 2 { await bench.steps(1) }
    #expect(try bench.count("accepted") == 2, "it does not wait for the end in the other zones")
    bench.device.advance(frames: 2 * total)
    let ended = try await bench.entry { $0.contains(#""incomplete":["thon-3"]"#) }
    #expect(try LogLine(ended.line).outcome == "completed")
  }
}
