import AudioEngine
import Testing
import TestSupport

/// The whole road through real libasound: a clip airs over a private PulseAudio and is looked for in what arrived.
@Suite(.serialized)
struct PulseOutputTests {
  @Test("A clip arrives complete, sample by sample, and the report counts what arrived")
  func airsComplete() async throws {
    let pulse = try PulseFixture()
    let output = try Output.open(.alsa(name: pulse.deviceName))
    #expect(output.kind == .virtual)
    let log = EventLog(output)
    try pulse.startRecording()
    let clip = TestClip.noise(frames: 37_123, channels: 1, seed: 7)
    try output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 0), .init(channel: 1)]))
    let report = try #require(await log.report(of: VoiceID(1)))
    let recorded = try pulse.recorded()
    await output.close(fadeFrames: 0)

    let sent = clip.samples(0)
    for channel in recorded {
      let first = try #require(channel.firstIndex { $0 != 0 })
      let last = try #require(channel.lastIndex { $0 != 0 })
      // Not handed to #expect as arrays: it would compute their difference for minutes.
      let differing = zip(channel[first...last], sent).enumerated().first { $0.element.0 != $0.element.1 }
      #expect(differing == nil, "frame \(differing?.offset ?? 0)")
      #expect(report.framesLeft == FrameCount(last - first + 1)...FrameCount(last - first + 1))
    }
    #expect(report.reason == .completed)
    #expect(report.framesRendered == 37_123)
    #expect(report.framesWritten == 37_123)
    #expect(report.xruns == 0)
  }

  @Test(
    "A sound server that freezes is told while it lasts, claims no more than it took, and its end is told too"
  )
  func tellsFrozenServer() async throws {
    let pulse = try PulseFixture()
    let output = try Output.open(.alsa(name: pulse.deviceName))
    let log = EventLog(output)
    let clip = TestClip.noise(frames: 480_000, channels: 1, seed: 8)
    try output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 0), .init(channel: 1)]))
    _ = await log.first { if case .progress = $0 { true } else { false } }
    try pulse.freeze()
    let frozenAt = MonotonicTime.now()
    let told = await log.first { if case .stalled = $0 { true } else { false } }
    // Told while the server is still frozen: nothing but the event ends this wait.
    try pulse.thaw()
    guard case .stalled(_, let at) = told else {
      Issue.record("no stall was told")
      return
    }
    #expect(at > frozenAt)
    let over = await log.first {
      switch $0 {
      case .stallEnded, .deviceReturned: true
      default: false
      }
    }
    #expect(over != nil)
    output.stop(VoiceID(1), fadeFrames: 0)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesLeft.upperBound <= report.framesWritten)
    await output.close(fadeFrames: 0)
  }
}
