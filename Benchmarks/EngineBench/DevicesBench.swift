import AudioEngine
import Foundation

/// CPU and memory of so many devices in real time, limiter and meters on, a programme on every one.
enum DevicesBench {
  static func run(devices: Int, channels: Int, seconds: Double) async throws {
    let clip = Clip(
      sampleRate: 48_000,
      channels: [(0..<480_000).map { 0.5 * sin(Float($0) * 0.031) + 0.3 * sin(Float($0) * 0.0007) }])
    var outputs: [Output] = []
    for _ in 0..<devices {
      let output = try Output.open(
        PacedSink(channelCount: channels), OutputConfiguration(channelCount: channels, periodFrames: 480))
      try output.start(
        VoiceRequest(
          id: VoiceID(1), sounds: [.clip(clip)], routes: (0..<channels).map { .init(channel: $0, gain: 0.9) },
          loops: true))
      outputs.append(output)
    }
    try await Task.sleep(for: .seconds(2))
    let before = Measure.cpuSeconds()
    try await Task.sleep(for: .seconds(seconds))
    let cpu = (Measure.cpuSeconds() - before) / seconds * 100
    report("cpu-percent \(cpu)")
    report("rss-mb \(Measure.residentMegabytes())")
    for output in outputs { await output.close(fadeFrames: 0) }
  }
}
