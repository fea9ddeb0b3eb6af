import AudioEngine
import Foundation
import TestSupport

/// Voices for given moments on devices whose clocks are off; the fault plugin's journal says when they left.
enum StartBench {
  static func run(count: Int) async throws {
    try await withThrowingTaskGroup(of: (Int32, [Double]).self) { group in
      for ppm: Int32 in [0, 50, -200] {
        group.addTask { (ppm, try await errors(ppm: ppm, count: count)) }
      }
      for try await (ppm, errors) in group {
        report("count\(ppm) \(errors.count)")
        report("median\(ppm) \(Measure.percentile(errors, 50))")
        report("p99\(ppm) \(Measure.percentile(errors, 99))")
        report("max\(ppm) \(errors.max() ?? .nan)")
      }
    }
  }

  /// Distance in milliseconds between the moment asked for and the moment it left.
  private static func errors(ppm: Int32, count: Int) async throws -> [Double] {
    let device = try FaultFixture(ppm: ppm)
    let output = try Output.open(.alsa(name: device.deviceName))
    let log = EventLog(output)
    let clip = TestClip.noise(frames: 960, seed: 1)
    // As long as the station takes to know its clock.
    try await Task.sleep(for: .seconds(3))
    var asked: [Int64] = []
    var next = MonotonicTime.now().advanced(byNanoseconds: 500_000_000)
    for id in 0..<count {
      // Anywhere within a period.
      next = next.advanced(byNanoseconds: 60_000_000 + Int64(id * 7_919 % 10_000) * 1_000)
      asked.append(next.nanoseconds)
      try output.start(
        VoiceRequest(
          id: VoiceID(UInt64(id)), sounds: [.clip(clip)], start: .time(next), routes: [.init(channel: 0)]))
      if id % 16 == 15 { _ = await log.report(of: VoiceID(UInt64(id - 8))) }
    }
    _ = await log.report(of: VoiceID(UInt64(count - 1)))
    await output.close(fadeFrames: 0)
    let onsets = device.journal.filter { $0.word == "ONSET" }.map(\.time)
    guard onsets.count == asked.count else {
      throw FixtureError("\(onsets.count) onsets in the journal for \(asked.count) starts")
    }
    return zip(onsets, asked).map { abs(Double($0 - $1)) / 1e6 }
  }
}
