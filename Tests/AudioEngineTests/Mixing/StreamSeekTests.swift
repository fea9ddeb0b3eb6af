import AudioEngine
import Testing
import TestSupport

/// Seeking in sounds that are decoded while they play. The decoder is a thread of its own, so a test moves the device
/// until what it waits for has come.
struct StreamSeekTests {
  static let samples = TestClip.noise(frames: 200_000, seed: 21).samples(0)

  @Test("A stream goes on exactly at the frame sought, forwards and back, and ends where it should")
  func seeks() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(Self.request(SoundStream(ArraySource(Self.samples))))
    manual.advance(frames: 4_800)
    try manual.output.seek(VoiceID(1), to: 150_000, fadeFrames: 0)
    await Self.advance(manual, log) { Self.tail(manual, 3) != [0, 0, 0] && $0 > 20_000 }
    try manual.output.seek(VoiceID(1), to: 100, fadeFrames: 0)
    await Self.advance(manual, log) { _ in false }
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .completed)
    let played = manual.played[0].filter { $0 != 0 }
    // Three stretches of the source: its beginning, one from 150,000 on, and all from 100 on.
    #expect(played.prefix(2_000).elementsEqual(Self.samples.prefix(2_000)))
    #expect(played.suffix(199_900).elementsEqual(Self.samples[100...]))
    let middle = played.dropLast(199_900)
    let first = try #require(middle.firstIndex(of: Self.samples[150_000]))
    #expect(middle[first...].elementsEqual(Self.samples[150_000..<150_000 + (middle.count - first)]))
    #expect(report.framesLeft == FrameCount(played.count)...FrameCount(played.count))
  }

  @Test("With a fade the old place is heard out before the new one comes in")
  func fades() async throws {
    let (manual, log) = try Self.open()
    let ones = [Float](repeating: 0.5, count: 100_000) + [Float](repeating: 0.25, count: 100_000)
    try manual.output.start(Self.request(SoundStream(ArraySource(ones))))
    manual.advance(frames: 9_600)
    try manual.output.seek(VoiceID(1), to: 150_000, fadeFrames: 480)
    await Self.advance(manual, log) { _ in manual.played[0].last == 0.25 }
    let played = manual.played[0]
    let steps = zip(played, played.dropFirst()).map { abs($1 - $0) }
    // From the first full sample on, no step is larger than the ramp's.
    let full = try #require(played.firstIndex(of: 0.5))
    #expect((steps[full...].max() ?? 1) <= 0.5 / 480 * 1.001)
    await manual.output.close(fadeFrames: 0)
  }

  @Test("A voice may begin inside a stream")
  func beginsInside() async throws {
    let (manual, log) = try Self.open()
    var request = Self.request(try SoundStream(ArraySource(Self.samples)))
    request.offset = 123_456
    try manual.output.start(request)
    await Self.advance(manual, log) { _ in false }
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesTotal == 76_544)
    #expect(manual.played[0].filter { $0 != 0 }.elementsEqual(Self.samples[123_456...]))
  }

  @Test(
    "Seeks that overtake one another, pauses and stops between them leave no voice behind", arguments: 0..<20)
  func overtaking(seed: Int) async throws {
    var random = SplitMix(state: UInt64(seed))
    let (manual, log) = try Self.open()
    let clip = TestClip.noise(frames: 3_000, seed: 2)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1),
        sounds: [.clip(clip), .stream(try SoundStream(ArraySource(Self.samples))), .clip(clip)],
        routes: [.init(channel: 0)]))
    for _ in 0..<12 {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: manual.output.pause(VoiceID(1), fadeFrames: FrameCount(Int.random(in: 0...960, using: &random)))
      case 1: manual.output.resume(VoiceID(1), fadeFrames: 240)
      default:
        try manual.output.seek(
          VoiceID(1), to: FrameCount(Int.random(in: 0..<206_000, using: &random)),
          fadeFrames: FrameCount(Int.random(in: 0...960, using: &random)))
      }
      manual.advance(frames: FrameCount(Int.random(in: 0...1_500, using: &random)))
      await Task.yield()
    }
    manual.output.resume(VoiceID(1), fadeFrames: 0)
    try manual.output.seek(VoiceID(1), to: 202_000, fadeFrames: 0)
    await Self.advance(manual, log) { _ in false }
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .completed)
    // The last 4,000 frames: the stream's last 1,000 and the clip.
    let end = Array(Self.samples[199_000...]) + clip.samples(0)
    #expect(manual.played[0].filter { $0 != 0 }.suffix(4_000).elementsEqual(end))
  }

  private static func open() throws -> (ManualOutput, EventLog) {
    let manual = try ManualOutput(configuration: OutputConfiguration(channelCount: 1))
    return (manual, EventLog(manual.output))
  }

  private static func request(_ stream: SoundStream) -> VoiceRequest {
    VoiceRequest(id: VoiceID(1), sounds: [.stream(stream)], routes: [.init(channel: 0)])
  }

  private static func tail(_ manual: ManualOutput, _ count: Int) -> [Float] {
    Array(manual.played[0].suffix(count))
  }

  /// Plays period after period until the voice has ended or `isDone` of the frames played says so.
  private static func advance(_ manual: ManualOutput, _ log: EventLog, until isDone: (Int) -> Bool) async {
    var frames = 0
    while !log.events.contains(where: { if case .voiceEnded = $0 { true } else { false } }), !isDone(frames) {
      manual.advance(frames: 480)
      frames += 480
      await Task.yield()
    }
  }
}
