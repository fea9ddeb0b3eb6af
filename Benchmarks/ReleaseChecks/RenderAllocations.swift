import AllocationCounter
import AudioEngine

/// The audio thread's turn (device, accounts, commands, rendering, writing) allocates nothing, however long it runs.
enum RenderAllocations {
  static func check() -> [CheckResult] {
    do {
      let few = try allocations(blocks: 100)
      let many = try allocations(blocks: 10_000)
      // A counter that does not count would pass everything.
      let counted = countsOne()
      return [
        CheckResult(
          name: "the allocation counter counts", passed: counted >= 1, detail: "\(counted) for one new array"),
        CheckResult(
          name: "allocations of 100 and of 10,000 rendered blocks", passed: few == 0 && many == 0,
          detail: "\(few) and \(many)"),
      ]
    } catch {
      return [CheckResult(name: "rendering", passed: false, detail: "\(error)")]
    }
  }

  private static func countsOne() -> UInt64 {
    let before = allocation_count()
    var array: [Int] = []
    array.reserveCapacity(Int.random(in: 1_000...2_000))
    withExtendedLifetime(array) {}
    return allocation_count() - before
  }

  /// 16 voices, 2 channels, 10 ms blocks; voices start, fade, pause, duck and end in the measured span.
  private static func allocations(blocks: Int) throws -> UInt64 {
    let output = try Output(
      manual: DiscardingSink(channelCount: 2), OutputConfiguration(channelCount: 2, voiceCapacity: 64))
    let clip = Clip(sampleRate: 48_000, channels: [(0..<96_000).map { Float($0 % 1_000) / 4_000 }])
    for id in 0..<16 {
      try output.start(
        VoiceRequest(
          id: VoiceID(UInt64(id)), voiceClass: VoiceClass.allCases[id % 4],
          sounds: [.clip(clip), .clip(clip)],
          routes: [.init(channel: 0, gain: 0.1), .init(channel: 1, gain: 0.1)], fadeInFrames: 480,
          fadeOutFrames: 480, loops: id % 2 == 0))
    }
    output.pause(VoiceID(2), fadeFrames: 4_800)
    try output.setGain(0.5, channel: 0, rampFrames: 48_000)
    _ = output.turn()
    let before = allocation_count()
    for _ in 0..<blocks { _ = output.turn() }
    return allocation_count() - before
  }
}
