import AudioEngine
import Foundation
import Testing
import TestSupport

/// The ceiling, judged by libebur128, and bit-exactness below it.
struct LimiterTests {
  struct Material: CustomTestStringConvertible {
    var name: String
    var sample: @Sendable (Int, inout SplitMix) -> Float
    var testDescription: String { name }
  }

  static let hard: [Material] = [
    Material(name: "square, 997 Hz, +6 dB") { i, _ in sin(Float(i) * 997 * 2 * .pi / 48_000) > 0 ? 2 : -2 },
    Material(name: "sine at a quarter of the rate, 45°, 0 dBFS") { i, _ in
      sin((Float(i % 4) / 2 + 0.25) * .pi) * 1.4
    },
    Material(name: "white noise, +6 dB") { _, random in
      Float(Int32(truncatingIfNeeded: random.next())) * 0x1p-30
    },
    Material(name: "impulses") { i, _ in i % 5_001 == 0 ? 4 : 0 },
    Material(name: "bursts of 60 Hz, +12 dB") { i, _ in
      (i / 9_600) % 2 == 0 ? 0.01 : sin(Float(i) * 60 * 2 * .pi / 48_000) * 4
    },
    Material(name: "sweep of a step at Nyquist") { i, _ in (i % 2 == 0 ? 1 : -1) * Float(i % 24_000) / 12_000
    },
  ]

  @Test("No true peak above −1 dBTP, whatever comes in", arguments: hard)
  func holdsCeiling(_ material: Material) throws {
    var random = SplitMix(state: 1)
    let input = (0..<144_000).map { material.sample($0, &random) }
    let out = try mix([input])
    let clip = Clip(sampleRate: 48_000, channels: [out])
    let peak = try clip.loudness().truePeak
    #expect(peak <= -1.0, "\(peak) dBTP")
    #expect(
      peak >= -3 || material.name == "impulses" || material.name.hasPrefix("white"),
      "\(peak) dBTP is too quiet")
    #expect(out.allSatisfy { $0.isFinite })
  }

  @Test("What stays below the ceiling passes bit for bit, in place")
  func passesQuiet() throws {
    let clip = TestClip.noise(frames: 50_000, seed: 4)
    let out = try mix([clip.samples(0)])
    #expect(out.elementsEqual(clip.samples(0)))
  }

  @Test("What is not a number becomes silence and does not stay")
  func survivesNaN() throws {
    var input = TestClip.noise(frames: 10_000, seed: 4).samples(0)
    input[3_000] = .nan
    input[3_001] = .infinity
    let out = try mix([input])
    #expect(out[3_000] == 0 && out[3_001] == 0)
    #expect(out[3_002...].elementsEqual(input[3_002...]))
  }

  @Test("The sound does not depend on when it starts within a block")
  func blockIndependent() throws {
    let input = (0..<20_000).map { sin(Float($0) * 0.05) * 3 }
    let plain = try mix([input])
    let shifted = try mix([input], start: 333)
    let largest = zip(plain, shifted.dropFirst(333)).map { abs($0 - $1) }.max() ?? 0
    #expect(largest < 1e-6)
  }

  @Test("The render of a known input is what it was, to the bit")
  func golden() throws {
    // The limiter acts on the first part only.
    let loud = (0..<9_600).map { Float(($0 * 7_919) % 2_001 - 1_000) / 700 }
    let quiet = (0..<19_200).map { Float(($0 * 104_729) % 401 - 200) / 2_048 }
    let out = try mix([quiet, loud], start: 0)
    let hash = out.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1.bitPattern)) &* 0x100_0000_01b3 }
    #expect(hash == 0x435d_e3da_93e2_254d, "\(String(hash, radix: 16))")
  }

  private func mix(_ inputs: [[Float]], start: FrameCount = 0) throws -> [Float] {
    var mixer = try OfflineMixer(
      inputs: inputs.map { .init(source: ArraySource($0), start: start, routes: [.init(channel: 0)]) },
      sampleRate: 48_000, channelCount: 1)
    var out: [Float] = []
    try mixer.run { block in out += UnsafeBufferPointer(start: block.channel(0), count: block.frameCount) }
    return out
  }
}

/// One channel in memory as a frame source.
final class ArraySource: FrameSource {
  let sampleRate = 48_000
  let channelCount = 1
  var frameCount: FrameCount { FrameCount(samples.count) }
  private let samples: [Float]
  private var position = 0

  init(_ samples: [Float]) { self.samples = samples }

  func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) -> Int {
    let count = min(frames, samples.count - position)
    for index in 0..<count { channels[0][index] = samples[position + index] }
    position += count
    return count
  }

  func seek(to frame: FrameCount) { position = Int(frame) }
}
