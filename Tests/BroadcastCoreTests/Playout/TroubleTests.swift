import AudioEngine
import Testing

@testable import BroadcastCore

/// Devices that go, disks that take nothing, a station that ends.
@Suite struct TroubleTests {
  @Test func aLostDeviceIsAFailureWithABoundedInterval() async throws {
    let bench = try PlayoutBench(startsIn: 1, words: 40)
    try await bench.begin()
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: bench.rate + total / 2)
    _ = try await bench.line("started")
    bench.device.unplug()
    bench.device.advance(frames: bench.rate)
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "failed" && ended.reason == "deviceLost")
    let left = try #require(ended.frames?.left)
    #expect(left[0] <= left[1] && left[1] < total && left[1] > 0)
    bench.device.replug()
    bench.device.advance(frames: 3 * bench.rate)
    let returned = try await bench.event("returned")
    #expect(returned.contains(#""gap_ms":"#))
  }

  @Test func shutdownCutsAndCloses() async throws {
    let bench = try PlayoutBench(startsIn: 1, words: 40)
    try await bench.begin()
    _ = try await bench.line("accepted")
    bench.device.advance(frames: 2 * bench.rate)
    _ = try await bench.line("started")
    async let closed: Void = bench.playout.shutdown()
    // The fade and the drain need the device to move.
    try await bench.steps(until: "station-stopped", advancing: bench.rate / 10)
    try await closed
    #expect(try await bench.line("ended").outcome == "cut")
    #expect(try bench.log.entries().last?.line.contains("station-stopped") == true)
    // The day is signed to its last entry, and true in every respect.
    let kept = try #require(try bench.checkpoints.newest())
    #expect(try kept.checkpoint.size == bench.log.count() && kept.reason == "shutdown")
    let report = try bench.verify()
    #expect(report.isGood && report.notes.isEmpty, "\(report)")
  }

  @Test func whatIsNotWrittenDownDoesNotSound() async throws {
    let bench = try PlayoutBench(startsIn: 1)
    // The log takes nothing from now on, as on a broken disk.
    try bench.forbidEntries()
    try await bench.begin()
    await bench.steps(200)
    bench.device.advance(frames: 3 * bench.rate)
    #expect(bench.device.played[0].allSatisfy { $0 == 0 })
    #expect(await bench.playout.openAlarms().contains { $0.kind == .unwritten && $0.severity == .critical })
    // Within its tolerance the log is back, and so is the broadcast, with its entry first.
    try bench.allowEntries()
    try await bench.steps(until: "accepted")
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: total + bench.rate)
    #expect(try await bench.line("ended").outcome == "completed")
    #expect(try bench.log.entries().map(\.seq) == Array(0..<(try bench.log.count())))
  }

  @Test func entriesThatCannotBeWrittenAreHandedOut() async throws {
    let bench = try PlayoutBench(startsIn: 3600)
    try await bench.begin()
    try bench.forbidEntries()
    let unwritten = try await #require(throws: UnwrittenEntries.self) { try await bench.playout.shutdown() }
    #expect(unwritten.lines.count == 1 && unwritten.lines[0].contains("station-stopped"))
  }
}
