import AudioEngine
import Foundation

/// Cost of rendering, in nanoseconds a voice-frame, beside a C loop; and how it grows with voices and channels.
enum RenderBench {
  private typealias Loop =
    @convention(c) (
      UnsafeMutablePointer<UnsafeMutablePointer<Float>?>, UnsafeMutablePointer<UnsafePointer<Float>?>,
      UnsafePointer<Float>, Int32, Int32, Int32
    ) -> Void

  private static let blockFrames = 480
  private static let clip = Clip(
    sampleRate: 48_000, channels: [(0..<480_000).map { Float($0 % 997) / 997 - 0.5 }])

  static func run(library: String) throws {
    for (name, ramps) in [("constant", false), ("ramp", true)] {
      var ours: [Double] = []
      var theirs: [Double] = []
      // In turns, so that whatever else the machine does meets both.
      for _ in 0..<7 {
        ours.append(renderer(voices: 16, channels: 2, blocks: 8_000, ramps: ramps) / 16)
        theirs.append(cLoop(library, symbol: "mix_\(name)", voices: 16, channels: 2, blocks: 8_000) / 16)
      }
      report("render-\(name) \(Measure.median(ours))")
      report("c-\(name) \(Measure.median(theirs))")
    }
    for (name, ceiling, meters) in [
      ("plain", nil as Float?, false), ("limiter", -1, false), ("both", -1, true),
    ] {
      let cost = median {
        renderer(voices: 1, channels: 2, blocks: 4_000, ramps: false, ceiling: ceiling, meters: meters)
      }
      report("stage-\(name) \(cost)")
    }
    for voices in [1, 2, 4, 8, 16, 32, 64] {
      report(
        "voices-\(voices) \(median { renderer(voices: voices, channels: 2, blocks: 3_000, ramps: false) })")
    }
    for channels in [1, 2, 4, 8, 16, 32, 64] {
      report(
        "channels-\(channels) \(median { renderer(voices: 16, channels: channels, blocks: 1_500, ramps: false) })"
      )
    }
  }

  private static func median(_ run: () -> Double) -> Double { Measure.median((0..<5).map { _ in run() }) }

  /// Nanoseconds a frame, all voices.
  private static func renderer(
    voices: Int, channels: Int, blocks: Int, ramps: Bool, ceiling: Float? = nil, meters: Bool = false
  ) -> Double {
    var probe = RendererProbe(
      voices: voices, channels: channels, clip: clip, blockFrames: blockFrames, ramps: ramps,
      ceiling: ceiling,
      meters: meters)
    for _ in 0..<100 { probe.render() }
    let before = Measure.cpuSeconds()
    for _ in 0..<blocks { probe.render() }
    return (Measure.cpuSeconds() - before) * 1e9 / Double(blocks * blockFrames)
  }

  private static func cLoop(_ library: String, symbol: String, voices: Int, channels: Int, blocks: Int)
    -> Double
  {
    guard let handle = dlopen(library, RTLD_NOW), let address = dlsym(handle, symbol) else { return .nan }
    let loop = unsafeBitCast(address, to: Loop.self)
    var outputs: [UnsafeMutablePointer<Float>?] = (0..<channels).map { _ in
      let buffer = UnsafeMutablePointer<Float>.allocate(capacity: blockFrames)
      buffer.initialize(repeating: 0, count: blockFrames)
      return buffer
    }
    defer { for buffer in outputs { buffer?.deallocate() } }
    let gains = Array(repeating: 0.5 / Float(voices), count: voices)
    return withExtendedLifetime(clip) {
      let samples = clip.channel(0)
      var position = 0
      var inputs: [UnsafePointer<Float>?] = Array(repeating: nil, count: voices)
      let before = Measure.cpuSeconds()
      for _ in 0..<blocks {
        for voice in 0..<voices { inputs[voice] = samples.baseAddress.map { $0 + position } }
        loop(&outputs, &inputs, gains, Int32(voices), Int32(channels), Int32(blockFrames))
        position = (position + blockFrames) % samples.count
      }
      return (Measure.cpuSeconds() - before) * 1e9 / Double(blocks * blockFrames)
    }
  }
}
