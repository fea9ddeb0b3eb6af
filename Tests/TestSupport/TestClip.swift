public import AudioEngine

/// Sounds whose every sample is known and none is 0, so that what arrived can be told from silence.
public enum TestClip {
  /// White noise between −0.25 and 0.25 (far from the limiter), on the grid of 16 bit, the same for the same seed.
  public static func noise(
    frames: Int, channels: Int = 1, seed: UInt64, sampleRate: Int = 48_000
  ) -> Clip {
    var generator = SplitMix(state: seed)
    return Clip(
      sampleRate: sampleRate,
      channels: (0..<channels).map { _ in
        (0..<frames).map { _ in
          let value = Float(Int(generator.next() >> 50) - 8_192)
          return (value == 0 ? 1 : value) / 32_768
        }
      })
  }

  /// `value` in every frame of one channel.
  public static func constant(_ value: Float, frames: Int, sampleRate: Int) -> Clip {
    Clip(sampleRate: sampleRate, channels: [Array(repeating: value, count: frames)])
  }

  /// `1, 2, 3 …` times `step`: a frame tells its own number.
  public static func staircase(frames: Int, sampleRate: Int, step: Float = 1.0 / 1_024) -> Clip {
    Clip(sampleRate: sampleRate, channels: [(0..<frames).map { Float($0 + 1) * step }])
  }
}

extension Clip {
  /// A copy of one channel; unlike `channel(_:)` it outlives the clip.
  public func samples(_ index: Int) -> [Float] {
    withExtendedLifetime(self) { Array(channel(index)) }
  }
}

/// S. Vigna's splitmix64: small, fast, and the same everywhere.
public struct SplitMix: RandomNumberGenerator, Sendable {
  var state: UInt64

  public init(state: UInt64) {
    self.state = state
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
