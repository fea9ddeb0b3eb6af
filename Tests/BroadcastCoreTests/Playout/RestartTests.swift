import AudioEngine
import Testing

@testable import BroadcastCore

/// What a run finds of the one before, which ended in the middle.
@Suite struct RestartTests {
  @Test(
    "What was interrupted goes on as its programme says, and only that",
    arguments: [
      (CutPolicy.resume(leadBackSeconds: 1), 1.0 as Double?), (.restart, 0), (.drop, nil),
    ])
  func interrupted(policy: CutPolicy, from: Double?) async throws {
    let first = try PlayoutBench(startsIn: 1, words: 60) { $0.programmes[0].whenCut = policy }
    try await first.begin()
    let total = try #require(try await first.line("accepted").frames?.total)
    // Two seconds and a half of six have left, and two were told.
    first.device.advance(frames: first.rate * 7 / 2)
    _ = try await first.line("started")
    await first.steps(20)

    let second = try first.reopened(after: 5)
    try await second.begin()
    let ended = try await second.line("ended")
    #expect(ended.outcome == "interrupted")
    let left = try #require(ended.frames?.left?.first)
    #expect(left >= second.rate && left < total)
    await second.steps(300)
    guard let from else {
      #expect(!second.seen("accepted"))
      #expect(await second.playout.openAlarms().contains { $0.kind == .failed })
      return
    }
    let again = try await second.entry("accepted")
    let offset = try #require(try LogLine(again.line).frames?.total)
    let expected = from == 0 ? 0 : left - FrameCount(from * Double(second.rate))
    #expect(offset == total - expected, "\(again.line)")
    #expect(again.line.contains(#""offset":"#) == (expected > 0))
    second.device.advance(frames: total + second.rate)
    #expect(try await second.entry { $0.contains(#""outcome":"completed""#) }.line.contains("bon-xin"))
    await second.steps(20)
    #expect(try second.count("accepted") == 2, "nothing airs twice")
    let report = try second.verify()
    #expect(report.isGood, "\(report)")
  }

  @Test("What has aired, was stopped, or has another text by now does not sound again", arguments: 0..<3)
  func notAgain(kind: Int) async throws {
    let first = try PlayoutBench(startsIn: 1, words: 60) {
      $0.programmes[0].whenCut = .resume(leadBackSeconds: 0)
    }
    try await first.begin()
    let total = try #require(try await first.line("accepted").frames?.total)
    first.device.advance(frames: kind == 0 ? first.rate + total + first.rate : first.rate * 3)
    _ = try await first.line(kind == 0 ? "ended" : "started")
    if kind == 1 { _ = await first.playout.stop(zones: nil, by: .unixUser(0)) }
    let second = try first.reopened(after: 5) {
      if kind == 2 { $0.announcements[0].announcement.text = .fixed("xin chào bà con") }
    }
    try await second.begin()
    await second.steps(200)
    #expect(try second.count("accepted") == 1)
  }

  @Test("Too long after, the rest is refused and an alarm says so")
  func afterALongPowerCut() async throws {
    let first = try PlayoutBench(startsIn: 1, words: 60) {
      $0.programmes[0].whenCut = .resume(leadBackSeconds: 0)
    }
    try await first.begin()
    _ = try await first.line("accepted")
    first.device.advance(frames: first.rate * 3)
    _ = try await first.line("started")
    let second = try first.reopened(after: 3_600)
    try await second.begin()
    #expect(try await second.line("refused").reason == "station-down")
    #expect(await second.playout.openAlarms().contains { $0.cause.contains("giữa chừng") })
    #expect(try second.count("accepted") == 1)
  }

  @Test("What one run has given up, the next does not tell again")
  func oldNews() async throws {
    let first = try PlayoutBench(startsIn: 1, words: 60) { $0.programmes[0].whenCut = .drop }
    try await first.begin()
    _ = try await first.line("accepted")
    first.device.advance(frames: first.rate * 3)
    _ = try await first.line("started")
    let second = try first.reopened(after: 5)
    try await second.begin()
    let third = try second.reopened(after: 5)
    try await third.begin()
    #expect(await third.playout.openAlarms().filter { $0.kind == .failed }.map(\.count) == [1])
  }

  @Test("A graceful restart takes up what it cut off")
  func afterARestart() async throws {
    let first = try PlayoutBench(startsIn: 1, words: 60) {
      $0.programmes[0].whenCut = .resume(leadBackSeconds: 0)
    }
    try await first.begin()
    _ = try await first.line("accepted")
    first.device.advance(frames: first.rate * 3)
    _ = try await first.line("started")
    async let closed: Void = first.playout.shutdown()
    try await first.steps(until: "station-stopped", advancing: first.rate / 10)
    try await closed
    #expect(try await first.line("ended").reason == "shutdown")
    let second = try first.reopened(after: 2)
    try await second.begin()
    try await second.steps(until: "accepted")
    #expect(try await second.entry("accepted").line.contains(#""offset":"#))
  }

  @Test func anOpenAiringOfTheLastRunIsInterrupted() async throws {
    let bench = try PlayoutBench(startsIn: 3600)
    let airing = Airing(
      id: "a1", broadcast: Sample.broadcast(), outputID: "loa", deviceName: "x", kind: .device,
      sampleRate: 48_000,
      zones: [ZoneID(rawValue: "thon-1")], hearing: [ZoneID(rawValue: "thon-1")], clips: [], author: "a",
      approver: "b", frames: 480_000)
    let now = bench.clock.now()
    var earlier = now
    earlier.monotonic = now.monotonic.advanced(bySeconds: -4)
    try bench.log.append(.accepted(airing, title: "t", text: "x", late: false), at: earlier)
    try bench.log.save(
      PlayoutProgress(
        airing: "a1", boot: now.boot, at: earlier.monotonic, framesLeft: 90_000, framesWritten: 95_000))
    try await bench.begin()
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "interrupted" && ended.airing == "a1")
    #expect(ended.frames?.left?.first == 90_000)
    // No device plays more than 4 s of sound in 4 s.
    let upper = try #require(ended.frames?.left?.last)
    #expect(upper >= 192_000 && upper < 193_000)
  }

  @Test func whatWasMissedWhileDownIsSaid() async throws {
    let bench = try PlayoutBench(startsIn: -7200)
    var yesterday = bench.clock.now()
    yesterday.wall = yesterday.wall + -86_400
    try bench.log.append(LogRecord(kind: .stationStopped, fields: [:]), at: yesterday)
    try await bench.begin()
    let refused = try await bench.line("refused")
    #expect(refused.reason == "station-down" && refused.announcement == "bon-xin")
  }
}
