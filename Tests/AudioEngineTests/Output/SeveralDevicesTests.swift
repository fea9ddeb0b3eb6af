import AudioEngine
import Testing
import TestSupport

/// A broadcast that spans devices: what one suffers, the others do not.
struct SeveralDevicesTests {
  @Test(
    "A fault of one device leaves the others' sound and reports whole",
    arguments: [FaultFixture.Fault.gone, .stall, .block, .epipe, .suspend])
  func othersAreWhole(fault: FaultFixture.Fault) async throws {
    let devices = try (0..<3).map { _ in try FaultFixture() }
    let outputs = try devices.map {
      try Output.open(.alsa(name: $0.deviceName), configuration: OutputConfiguration(channelCount: 1))
    }
    let logs = outputs.map { EventLog($0) }
    devices[0].set(fault, argument: 500, atFrame: 9_600)
    let clip = TestClip.noise(frames: 28_800, seed: 17)
    let start = MonotonicTime.now().advanced(bySeconds: 0.15)
    for output in outputs {
      try output.start(
        VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], start: .time(start), routes: [.init(channel: 0)]))
    }
    for index in 1...2 {
      let report = try #require(await logs[index].report(of: VoiceID(1)))
      #expect(report.reason == .completed)
      #expect(report.framesLeft == 28_800...28_800)
      #expect(report.xruns == 0)
      let others = logs[index].events.filter {
        switch $0 {
        case .voiceStarted, .progress, .voiceEnded: false
        default: true
        }
      }
      #expect(others == [], "\(others)")
    }
    devices[0].set(.none)
    for output in outputs { await output.close(fadeFrames: 0) }
    for device in devices.dropFirst() {
      let played = device.playedFloats(channelCount: 1)[0].filter { $0 != 0 }
      #expect(played.elementsEqual(clip.samples(ofChannel: 0)))
    }
    let first = try #require(await logs[0].report(of: VoiceID(1)))
    let left = FrameCount(devices[0].playedFloats(channelCount: 1)[0].count { $0 != 0 })
    #expect(first.framesLeft.contains(left), "\(left) left, report \(first)")
  }
}
