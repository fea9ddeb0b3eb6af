import AudioEngine
import Testing
import TestSupport

/// One behaviour each, frame by frame, at 100 frames a second with periods of 10 and a buffer of 20.
struct VoiceTests {
  static func open(
    channels: Int = 1, capacity: Int = 4,
    ducking: Ducking = Ducking(attackMilliseconds: 0, releaseMilliseconds: 0)
  ) throws -> (ManualOutput, EventLog) {
    let manual = try ManualOutput(
      configuration: OutputConfiguration(
        sampleRate: 100, channelCount: channels, periodFrames: 10, periodCount: 2, voiceCapacity: capacity,
        ducking: ducking))
    return (manual, EventLog(manual.output))
  }

  static let clip = TestClip.staircase(frames: 25, sampleRate: 100)
  static let stairs = (1...25).map { Float($0) / 1_024 }

  @Test("A voice for frame N begins at frame N, inside a block, and ends exactly")
  func startsAtFrame() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(33), routes: [.init(channel: 0)])
    )
    manual.advance(frames: 80)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(manual.played[0] == Array(repeating: 0, count: 33) + Self.stairs + Array(repeating: 0, count: 22))
    #expect(report.reason == .completed)
    #expect(report.firstFrame == 33)
    #expect(report.framesLeft == 25...25)
    #expect(report.startedAt == MonotonicTime(nanoseconds: 330_000_000))
    #expect(report.endedAt == MonotonicTime(nanoseconds: 580_000_000))
    #expect(report.paddingFrames == 2)
  }

  @Test("Completion is told when the last frame has left, not when it was accepted")
  func completesWhenLeft() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 0)])
    )
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.clip(TestClip.staircase(frames: 4, sampleRate: 100))], start: .frame(20),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 44)
    // Frame 44 leaves after this moment; everything was accepted long before.
    let early = await log.report(of: VoiceID(2))
    #expect(early?.endedAt == MonotonicTime(nanoseconds: 240_000_000))
    #expect(!log.events.contains { if case .voiceEnded(let r) = $0 { r.id == VoiceID(1) } else { false } })
    manual.advance(frames: 1)
    #expect(await log.report(of: VoiceID(1))?.reason == .completed)
  }

  @Test("A moment becomes a frame by the device's clock")
  func startsAtTime() async throws {
    let (manual, log) = try Self.open()
    manual.advance(frames: 30)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(Self.clip)], start: .time(MonotonicTime(nanoseconds: 770_000_000)),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 100)
    #expect(await log.report(of: VoiceID(1))?.firstFrame == 77)
  }

  @Test("A start that has passed is missed and nothing sounds")
  func missesThePast() async throws {
    let (manual, log) = try Self.open()
    manual.advance(frames: 50)
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(40), routes: [.init(channel: 0)])
    )
    manual.advance(frames: 50)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .missed)
    #expect(report.framesLeft == 0...0)
    #expect(manual.played[0].allSatisfy { $0 == 0 })
  }

  @Test("Sounds join without a gap, silence between them is exact")
  func joinsSounds() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(Self.clip), .silence(frames: 3), .clip(Self.clip), .clip(Self.clip)],
        start: .frame(20), routes: [.init(channel: 0)]))
    manual.advance(frames: 120)
    _ = await log.report(of: VoiceID(1))
    #expect(Array(manual.played[0][20..<98]) == Self.stairs + [0, 0, 0] + Self.stairs + Self.stairs)
  }

  @Test("Stopping fades out over the frames asked for and ends the voice there")
  func stopsWithFade() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 500, sampleRate: 100))],
        start: .frame(20),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 40)
    manual.output.stop(VoiceID(1), fadeFrames: 4)
    manual.advance(frames: 40)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .stopped)
    #expect(report.framesLeft == 44...44)
    #expect(Array(manual.played[0][58..<66]) == [0.5, 0.5, 0.4375, 0.3125, 0.1875, 0.0625, 0, 0])
  }

  @Test("A pause holds the exact frame, and resuming goes on with the next")
  func pausesAndResumes() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 0)])
    )
    manual.advance(frames: 10)
    manual.output.pause(VoiceID(1), fadeFrames: 0)
    manual.advance(frames: 30)
    manual.output.resume(VoiceID(1), fadeFrames: 0)
    manual.advance(frames: 100)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesLeft == 25...25)
    #expect(manual.played[0].filter { $0 != 0 } == Self.stairs)
    #expect(Array(manual.played[0][20..<30]) == Array(Self.stairs[..<10]))
    #expect(manual.played[0][30..<60].allSatisfy { $0 == 0 })
  }

  @Test("Seeking goes on at the frame asked for, after a fade out and into a fade in")
  func seeks() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 0)])
    )
    manual.advance(frames: 10)
    try manual.output.seek(VoiceID(1), to: 20, fadeFrames: 0)
    #expect(throws: MixError.self) { try manual.output.seek(VoiceID(1), to: 25, fadeFrames: 0) }
    manual.advance(frames: 60)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(manual.played[0].filter { $0 != 0 } == Array(Self.stairs[..<10]) + Array(Self.stairs[20...]))
    #expect(report.framesLeft == 15...15)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.clip(TestClip.constant(0.5, frames: 100, sampleRate: 100))],
        start: .frame(100),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 20)
    try manual.output.seek(VoiceID(2), to: 95, fadeFrames: 2)
    manual.advance(frames: 60)
    _ = await log.report(of: VoiceID(2))
    #expect(Array(manual.played[0][109..<118]) == [0.5, 0.375, 0.125, 0.125, 0.375, 0.5, 0.5, 0.5, 0])
  }

  @Test("A looping voice starts over without a gap until it is stopped")
  func loops() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 0)],
        loops: true))
    manual.advance(frames: 100)
    manual.output.stop(VoiceID(1), fadeFrames: 0)
    manual.advance(frames: 60)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesTotal == nil)
    #expect(report.framesLeft == 100...100)
    #expect(Array(manual.played[0][20..<120]) == Self.stairs + Self.stairs + Self.stairs + Self.stairs)
  }

  @Test("Two channels of a clip are mixed down to every route, or kept apart when discrete")
  func mapsChannels() async throws {
    let (manual, log) = try Self.open(channels: 3)
    let stereo = Clip(sampleRate: 100, channels: [[0.5, 0.5], [0.25, -0.25]])
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(stereo)], start: .frame(20),
        routes: [.init(channel: 0), .init(channel: 2, gain: 0.5)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.clip(stereo)], start: .frame(30),
        routes: [.init(channel: 0), .init(channel: 1)], mapping: .discrete))
    manual.advance(frames: 60)
    _ = await log.report(of: VoiceID(2))
    #expect(Array(manual.played[0][20..<22]) == [0.375, 0.125])
    #expect(Array(manual.played[1][20..<22]) == [0, 0])
    #expect(Array(manual.played[2][20..<22]) == [0.1875, 0.0625])
    #expect(Array(manual.played[0][30..<32]) == [0.5, 0.5])
    #expect(Array(manual.played[1][30..<32]) == [0.25, -0.25])
  }

  @Test("More voices than places is refused by name, and a place is free again after the end")
  func refusesOverflow() async throws {
    let (manual, log) = try Self.open(capacity: 1)
    let request = { (id: UInt64) in
      VoiceRequest(id: VoiceID(id), sounds: [.clip(Self.clip)], routes: [.init(channel: 0)])
    }
    try manual.output.start(request(1))
    #expect(throws: MixError.tooManyVoices(capacity: 1)) { try manual.output.start(request(2)) }
    manual.advance(frames: 100)
    _ = await log.report(of: VoiceID(1))
    try manual.output.start(request(2))
    manual.advance(frames: 100)
    #expect(await log.report(of: VoiceID(2))?.reason == .completed)
  }

  @Test("An emergency holds a routine voice in the zones it takes and gives them back")
  func emergencyPauses() async throws {
    let (manual, log) = try Self.open(channels: 2)
    try manual.output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 0)])
    )
    try manual.output.start(
      VoiceRequest(id: VoiceID(2), sounds: [.clip(Self.clip)], start: .frame(20), routes: [.init(channel: 1)])
    )
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(3), voiceClass: .emergency,
        sounds: [.clip(TestClip.constant(0.5, frames: 7, sampleRate: 100))],
        start: .frame(25), routes: [.init(channel: 0)]))
    manual.advance(frames: 100)
    _ = await log.report(of: VoiceID(1))
    #expect(
      Array(manual.played[0][20..<52])
        == Self.stairs[..<5] + Array(repeating: 0.5, count: 7) + Self.stairs[5...])
    #expect(Array(manual.played[1][20..<45]) == Self.stairs)
  }

  @Test("A higher class that ducks lowers the others over the attack and lets them return over the release")
  func ducks() async throws {
    let (manual, log) = try Self.open(
      ducking: Ducking(routine: .duck(gain: 0.5), attackMilliseconds: 20, releaseMilliseconds: 40))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), voiceClass: .filler,
        sounds: [.clip(TestClip.constant(0.5, frames: 40, sampleRate: 100))],
        start: .frame(20), routes: [.init(channel: 0)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.silence(frames: 5)], start: .frame(25), routes: [.init(channel: 0)]))
    manual.advance(frames: 100)
    _ = await log.report(of: VoiceID(1))
    #expect(
      Array(manual.played[0][23..<36])
        == [0.5, 0.5, 0.4375, 0.3125, 0.25, 0.25, 0.25, 0.28125, 0.34375, 0.40625, 0.46875, 0.5, 0.5])
  }

  @Test("A channel's gain changes in a straight line over its ramp")
  func rampsChannelGain() async throws {
    let (manual, log) = try Self.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 60, sampleRate: 100))],
        start: .frame(20),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 20)
    try manual.output.setGain(0, channel: 0, rampFrames: 4)
    manual.advance(frames: 70)
    _ = await log.report(of: VoiceID(1))
    #expect(Array(manual.played[0][39..<46]) == [0.5, 0.4375, 0.3125, 0.1875, 0.0625, 0, 0])
  }
}
