import AudioEngine
import Testing
import TestSupport

/// What happens to single channels: mutes, and what a higher class takes of a voice.
struct ZoneTests {
  @Test("A mute comes and goes over its ramp and finds the channel's gain again")
  func mutes() async throws {
    let (manual, log) = try VoiceTests.open(channels: 2)
    try manual.output.setGain(0.5, channel: 0, rampFrames: 0)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 100, sampleRate: 100))],
        start: .frame(20),
        routes: [.init(channel: 0), .init(channel: 1)]))
    manual.advance(frames: 20)
    try manual.output.setMuted(true, channels: [0], rampFrames: 4)
    manual.advance(frames: 20)
    try manual.output.setMuted(false, channels: [0], rampFrames: 2)
    manual.advance(frames: 100)
    _ = await log.report(of: VoiceID(1))
    #expect(Array(manual.played[0][38..<46]) == [0.25, 0.25, 0.21875, 0.15625, 0.09375, 0.03125, 0, 0])
    #expect(Array(manual.played[0][58..<64]) == [0, 0, 0.0625, 0.1875, 0.25, 0.25])
    #expect(manual.played[1][20..<120].allSatisfy { $0 == 0.5 })
    #expect(throws: MixError.noSuchChannel(2, channelCount: 2)) {
      try manual.output.setMuted(true, channels: [0, 2], rampFrames: 0)
    }
  }

  @Test(
    "A voice taken off a channel goes on in the others, and the channel is free for the next of its class")
  func releases() async throws {
    let (manual, log) = try VoiceTests.open(channels: 2)
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(TestClip.constant(0.5, frames: 100, sampleRate: 100))],
        start: .frame(20), routes: [.init(channel: 0), .init(channel: 1)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), sounds: [.clip(TestClip.constant(0.25, frames: 20, sampleRate: 100))],
        start: .frame(60), routes: [.init(channel: 0)]))
    manual.advance(frames: 20)
    manual.output.release(VoiceID(1), channels: [0, 7], fadeFrames: 4)
    manual.advance(frames: 140)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesLeft == 100...100)
    let freed = manual.played[0]
    let fade = try #require(freed[20...].firstIndex { $0 != 0.5 })
    #expect(Array(freed[fade..<fade + 5]) == [0.4375, 0.3125, 0.1875, 0.0625, 0])
    #expect(freed[(fade + 4)..<60].allSatisfy { $0 == 0 })
    #expect(freed[60..<80].allSatisfy { $0 == 0.25 } && freed[80...].allSatisfy { $0 == 0 })
    #expect(manual.played[1][20..<120].allSatisfy { $0 == 0.5 })
  }

  @Test("A voice's report names the channels that a higher class took, and how much of it they missed")
  func namesOverruled() async throws {
    let (manual, log) = try VoiceTests.open(
      channels: 3,
      ducking: Ducking(routine: .duck(gain: 0.5), attackMilliseconds: 20, releaseMilliseconds: 40))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), voiceClass: .filler,
        sounds: [.clip(TestClip.constant(0.5, frames: 60, sampleRate: 100))], start: .frame(20),
        routes: [.init(channel: 0), .init(channel: 1), .init(channel: 2)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), voiceClass: .emergency, sounds: [.silence(frames: 10)], start: .frame(30),
        routes: [.init(channel: 1)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(3), sounds: [.silence(frames: 5)], start: .frame(60), routes: [.init(channel: 2)]))
    manual.advance(frames: 120)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.framesLeft == 60...60)
    // 2 frames of attack, 8 of silence, 4 of release; 5 ducked, attack within, and 4 of release.
    #expect(
      report.overruled == [
        .init(channel: 1, framesLowered: 6, framesSilenced: 8),
        .init(channel: 2, framesLowered: 9, framesSilenced: 0),
      ])
    #expect(await log.report(of: VoiceID(2))?.overruled == [])
  }

  @Test("A voice that waits while all its channels are taken misses only the fades")
  func waitsWhole() async throws {
    let (manual, log) = try VoiceTests.open()
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(VoiceTests.clip)], start: .frame(20), routes: [.init(channel: 0)]))
    try manual.output.start(
      VoiceRequest(
        id: VoiceID(2), voiceClass: .emergency, sounds: [.silence(frames: 10)], start: .frame(30),
        routes: [.init(channel: 0)]))
    manual.advance(frames: 120)
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.overruled == [])
    #expect(report.framesLeft == 25...25)
  }
}
