import AudioEngine
import Testing
import TestSupport

/// What the reports claim when the device fails, on a device moved by hand.
struct DeviceLossTests {
  @Test("A voice cut by an unplug claims what had left and no more than was accepted")
  func unplug() async throws {
    let (manual, log) = try VoiceTests.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 500, sampleRate: 100))],
        start: .frame(25),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 43)
    manual.unplug()
    manual.advance(frames: 10)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .deviceLost)
    #expect(report.framesLeft.lowerBound == 18)
    #expect(report.framesLeft.upperBound == report.framesWritten)
    #expect(report.framesWritten >= 18 && report.framesWritten <= report.framesRendered)
    #expect(manual.played[0].count { $0 != 0 } == 18)
  }

  @Test("When the device returns, output frames still mean the same moments and a waiting voice airs")
  func returns() async throws {
    let (manual, log) = try VoiceTests.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(VoiceTests.clip)], start: .frame(300), routes: [.init(channel: 0)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.clip(VoiceTests.clip)], start: .frame(60), routes: [.init(channel: 0)]))
    manual.advance(frames: 40)
    manual.unplug()
    manual.advance(frames: 100)
    manual.replug()
    manual.advance(frames: 260)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .completed)
    #expect(abs(try #require(report.startedAt).nanoseconds - 3_000_000_000) <= 200_000_000)
    #expect(await log.report(of: VoiceID(2))?.reason == .missed)
    let kinds = log.events.compactMap { event -> String? in
      switch event {
      case .deviceLost: "lost"
      case .deviceReturned: "returned"
      default: nil
      }
    }
    #expect(kinds == ["lost", "returned"])
  }

  @Test("After an underrun the voice goes on with its next frame and counts it")
  func xrun() async throws {
    let (manual, log) = try VoiceTests.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(VoiceTests.clip)], start: .frame(20), routes: [.init(channel: 0)]))
    manual.advance(frames: 10)
    manual.starve(frames: 60)
    manual.advance(frames: 100)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.xruns == 1)
    #expect(report.reason == .completed)
    #expect(report.framesLeft == 25...25)
    #expect(manual.played[0].filter { $0 != 0 } == VoiceTests.stairs)
  }

  @Test("Closing fades out, waits until all has left, and says stopped")
  func close() async throws {
    let (manual, log) = try VoiceTests.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 500, sampleRate: 100))],
        start: .frame(20),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 40)
    await manual.output.close(fadeFrames: 8)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .stopped)
    #expect(report.framesLeft == 48...48)
    #expect(manual.played[0].count { $0 != 0 } == 48)
    #expect(throws: MixError.outputClosed) {
      try manual.output.start(
        VoiceRequest(id: VoiceID(2), sounds: [.clip(VoiceTests.clip)], routes: [.init(channel: 0)]))
    }
  }
}
