import AudioEngine
import Foundation
import Testing
import TestSupport

/// Every fault × before, in and at the end of a voice, on real libasound: what is reported must equal what the plugin's
/// own record shows.
struct FaultTests {
  enum Moment: CaseIterable { case before, inside, atEnd }

  struct Case: CustomTestStringConvertible {
    var fault: FaultFixture.Fault
    var moment: Moment
    var testDescription: String { "\(fault) \(moment)" }
  }

  static let cases = [FaultFixture.Fault.gone, .stall, .block, .epipe, .suspend].flatMap { fault in
    Moment.allCases.map { Case(fault: fault, moment: $0) }
  }

  static let frameCount = 14_400
  static let frameBytes = 4

  @Test("The report claims what the device's record shows", arguments: cases)
  func reportEqualsRecord(_ test: Case) async throws {
    let device = try FaultFixture()
    let output = try Output.open(
      .alsa(name: device.deviceName), configuration: OutputConfiguration(channelCount: 1))
    let log = EventLog(output)
    let clip = TestClip.noise(frames: Self.frameCount, seed: 11)
    let start: FrameCount = 24_000
    // Times are chosen so that the fault falls well before the voice, in its middle, and when all of it was accepted but
    // its last frames have not left.
    let trigger =
      switch test.moment {
      case .before: start - 9_600
      case .inside: start + 7_200
      case .atEnd: start + FrameCount(Self.frameCount) - 1_500
      }
    device.set(test.fault, argument: 40, atFrame: trigger)
    try output.start(
      VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], start: .frame(start), routes: [.init(channel: 0)]))
    if test.fault != .block && test.fault != .epipe {
      await log.awaitFault(test.fault)
      device.set(.none)
    }
    let report = try #require(await log.report(of: VoiceID(1)))
    await output.close(fadeFrames: 0)

    let played = device.playedFloats(channelCount: 1)[0].filter { $0 != 0 }
    let count = FrameCount(played.count)
    #expect(report.framesLeft.contains(count), "record \(count), report \(report)")
    #expect(report.framesLeft.upperBound <= report.framesWritten)
    #expect(report.framesWritten <= report.framesRendered)
    // What left is the clip, in order; only a restart in the middle may have cost a part of it.
    let sent = clip.samples(0)
    var place = 0
    for sample in played {
      while place < sent.count && sent[place] != sample { place += 1 }
      place += 1
    }
    #expect(place <= sent.count, "frames out of order or twice")
    if report.reason == .completed && report.framesLeft.lowerBound == FrameCount(Self.frameCount) {
      #expect(count == FrameCount(Self.frameCount))
    }
    switch (test.fault, test.moment) {
    case (.gone, .inside), (.gone, .atEnd):
      #expect(report.reason == .deviceLost)
      #expect(count < FrameCount(Self.frameCount))
    case (.stall, _), (.block, _), (_, .before):
      #expect(report.reason == .completed || report.reason == .missed)
    default: #expect(report.reason == .completed)
    }
  }

  @Test("A stall is told within 300 ms and a half, and its end too")
  func stallIsSeen() async throws {
    let device = try FaultFixture()
    let output = try Output.open(
      .alsa(name: device.deviceName), configuration: OutputConfiguration(channelCount: 1))
    let log = EventLog(output)
    #expect(try await device.awaitPlayed(bytes: 4_800 * Self.frameBytes))
    device.set(.stall)
    await log.awaitFault(.stall)
    device.set(.none)
    let ended = await log.first { if case .stallEnded = $0 { true } else { false } }
    #expect(ended != nil)
    await output.close(fadeFrames: 0)
    let began = try #require(device.journal.first { $0.word == "STALL" })
    let told = log.events.compactMap { if case .stalled(_, let at) = $0 { at.nanoseconds } else { nil } }
    #expect(told.count == 1)
    // The watchdog's 300 ms, a period to look, and as much for a busy machine.
    #expect(told.allSatisfy { $0 - began.time < 600_000_000 })
  }

  @Test("A write that blocks the audio thread is told by the other thread")
  func blockIsSeen() async throws {
    let device = try FaultFixture()
    let output = try Output.open(
      .alsa(name: device.deviceName), configuration: OutputConfiguration(channelCount: 1))
    let log = EventLog(output)
    #expect(try await device.awaitPlayed(bytes: 4_800 * Self.frameBytes))
    device.set(.block, argument: 700)
    #expect(await log.first { if case .stalled = $0 { true } else { false } } != nil)
    #expect(await log.first { if case .stallEnded = $0 { true } else { false } } != nil)
    await output.close(fadeFrames: 0)
  }

  @Test("One device's fault does not touch another")
  func othersUntouched() async throws {
    let broken = try FaultFixture()
    let sound = try FaultFixture()
    let a = try Output.open(
      .alsa(name: broken.deviceName), configuration: OutputConfiguration(channelCount: 1))
    let b = try Output.open(
      .alsa(name: sound.deviceName), configuration: OutputConfiguration(channelCount: 1))
    let logA = EventLog(a)
    let logB = EventLog(b)
    broken.set(.gone, atFrame: 12_000)
    let clip = TestClip.noise(frames: 24_000, seed: 5)
    for output in [a, b] {
      try output.start(VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 0)]))
    }
    #expect(await logA.report(of: VoiceID(1))?.reason == .deviceLost)
    let report = try #require(await logB.report(of: VoiceID(1)))
    #expect(report.reason == .completed)
    #expect(report.xruns == 0)
    await a.close(fadeFrames: 0)
    await b.close(fadeFrames: 0)
    let played = sound.playedFloats(channelCount: 1)[0].filter { $0 != 0 }
    #expect(played.elementsEqual(clip.samples(0)))
  }

  @Test("A channel count that the device does not have is refused with the list of what it has")
  func refusesChannels() throws {
    let device = try FaultFixture(channels: 6)
    #expect(
      throws: OutputError.unsupportedChannelCount(device: device.deviceName, requested: 2, available: [6])
    ) {
      try Output.open(.alsa(name: device.deviceName))
    }
  }
}

extension EventLog {
  /// The output has noticed the fault.
  func awaitFault(_ fault: FaultFixture.Fault) async {
    _ = await first { event in
      switch (fault, event) {
      case (.gone, .deviceLost), (.stall, .stalled), (.suspend, .suspended): true
      default: false
      }
    }
  }
}
