import AudioEngine
import Foundation
import Dispatch
import Testing
import TestSupport

/// What the reports and levels say of the sound itself.
struct MeterTests {
  @Test("A voice's report has the peak and loudness of what its channels carried")
  func reportsLoudness() async throws {
    let manual = try ManualOutput(configuration: OutputConfiguration(channelCount: 2))
    let log = EventLog(manual.output)
    // ITU-R BS.1770: a 997 Hz sine at 0 dBFS in one channel is −3.01 LUFS; at −20 dB it is −23.0.
    let sine = Clip(
      sampleRate: 48_000, channels: [(0..<96_000).map { 0.1 * sin(Float($0) * 997 * 2 * .pi / 48_000) }])
    try manual.output.start(VoiceRequest(id: VoiceID(1), sounds: [.clip(sine)], routes: [.init(channel: 1)]))
    manual.advance(frames: 48_000)
    let level = manual.output.levels[1]
    #expect(abs(level.peak - 0.1) < 0.001)
    #expect(abs(level.rms - 0.0707) < 0.001)
    #expect(abs((level.momentary ?? 0) + 23.0) < 0.1)
    #expect(manual.output.levels[0] == .silent)
    manual.advance(frames: 96_000)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(abs(report.peak - 0.1) < 0.001)
    #expect(abs((report.loudness ?? 0) + 23.0) < 0.1)
  }

  @Test("A voice that should be heard and is not is told once, a muted channel too")
  func tellsSilence() async throws {
    let manual = try ManualOutput(configuration: OutputConfiguration(channelCount: 2))
    let log = EventLog(manual.output)
    try manual.output.setGain(0, channel: 1, rampFrames: 0)
    let clip = TestClip.noise(frames: 144_000, seed: 1)
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 0), .init(channel: 1)]))
    manual.advance(frames: 200_000)
    _ = await log.report(of: VoiceID(1))
    let silent = log.events.compactMap { event -> Int? in
      if case .silent(_, let channel, _) = event { channel } else { nil }
    }
    #expect(silent == [1])
  }
}

/// Sounds that are decoded while they play.
struct StreamTests {
  @Test("A stream plays complete, and a join with a clip is exact")
  func playsComplete() async throws {
    let manual = try ManualOutput(configuration: OutputConfiguration(channelCount: 1))
    let log = EventLog(manual.output)
    let samples = TestClip.noise(frames: 20_000, seed: 9).samples(0)
    let stream = try SoundStream(ArraySource(samples))
    let clip = TestClip.noise(frames: 1_000, seed: 10)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(clip), .stream(stream), .clip(clip)], routes: [.init(channel: 0)]))
    manual.advance(frames: 60_000)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesLeft == 22_000...22_000)
    let played = manual.played[0].filter { $0 != 0 }
    #expect(played.elementsEqual(clip.samples(0) + samples + clip.samples(0)))
    #expect(throws: MixError.self) {
      try manual.output.start(
        VoiceRequest(id: VoiceID(2), sounds: [.stream(stream)], routes: [.init(channel: 0)]))
    }
  }

  @Test("A stream that does not come is silence and an event; nothing of it is lost")
  func starves() async throws {
    let manual = try ManualOutput(configuration: OutputConfiguration(channelCount: 1))
    let log = EventLog(manual.output)
    let samples = TestClip.noise(frames: 40_000, seed: 9).samples(0)
    // A disk that gives a first half second and then nothing until it is told to.
    let gate = DispatchSemaphore(value: 0)
    let stream = try SoundStream(GatedSource(samples, openFrames: 24_000, gate: gate), seconds: 0.1)
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.stream(stream)], routes: [.init(channel: 0)]))
    while !log.events.contains(where: { if case .starved = $0 { true } else { false } }) {
      manual.advance(frames: 480)
      await Task.yield()
    }
    gate.signal()
    while !log.events.contains(where: { if case .voiceEnded = $0 { true } else { false } }) {
      manual.advance(frames: 480)
      await Task.yield()
    }
    #expect(log.events.contains { if case .starved = $0 { true } else { false } })
    #expect(manual.played[0].filter { $0 != 0 }.elementsEqual(samples))
    #expect(await log.report(of: VoiceID(1))?.framesLeft == 40_000...40_000)
  }
}

/// Gives its first frames at once and the rest only after `gate` was signalled.
private final class GatedSource: FrameSource {
  let sampleRate = 48_000
  let channelCount = 1
  var frameCount: FrameCount { FrameCount(samples.count) }
  private let samples: [Float]
  private let openFrames: Int
  private let gate: DispatchSemaphore
  private var position = 0

  init(_ samples: [Float], openFrames: Int, gate: DispatchSemaphore) {
    self.samples = samples
    self.openFrames = openFrames
    self.gate = gate
  }

  func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) -> Int {
    if position >= openFrames, position < samples.count {
      gate.wait()
      gate.signal()
    }
    let count = min(frames, samples.count - position)
    for index in 0..<count { channels[0][index] = samples[position + index] }
    position += count
    return count
  }

  func seek(to frame: FrameCount) { position = Int(frame) }
}
