internal import Foundation

/// True peak (ITU-R BS.1770-4, Annex 2) by fourfold interpolation with libebur128's filter: a windowed sinc of 49 taps.
///
/// It differs from libebur128 only in leaving out blocks whose samples are too small to matter, so that the result is the
/// same and most of speech costs next to nothing. For rates under 96 kHz.
struct TruePeakMeter {
  /// Samples that one interpolated value is made of.
  static let span = 13
  /// By phase 1…3 (phase 0 is the sample itself), oldest sample last; the first is the newest.
  private static let phases: [[Float]] = (1...3).map { phase in
    (0..<span).map { tap in
      let j = tap * 4 + phase
      guard j <= 48 else { return 0 }
      let m = Double(j) - 24
      let sinc = abs(m) < 1e-6 ? 1 : sin(m * .pi / 4) / (m * .pi / 4)
      return Float(sinc * 0.5 * (1 - cos(2 * .pi * Double(j) / 48)))
    }
  }
  /// No interpolated value exceeds this many times the greatest sample that it is made of.
  static let greatestGain = phases.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 1
  static let block = 64

  /// The greatest magnitude between the samples, from one sample to the next, at and after `start`.
  ///
  /// - Parameter floor: values at or under it need not be found.
  static func peak(
    _ samples: UnsafeBufferPointer<Float>, _ range: Range<Int>, above floor: Float
  ) -> Float {
    var peak = floor
    let taps = phases
    for start in stride(from: range.lowerBound, to: range.upperBound, by: block) {
      let end = min(start + block, range.upperBound)
      var greatest: Float = 0
      for i in max(0, start - span + 1)..<end { greatest = max(greatest, abs(samples[i])) }
      guard greatest * greatestGain > peak else { continue }
      for i in start..<end { peak = max(peak, value(samples, i, taps)) }
    }
    return peak
  }

  /// The greatest magnitude of a sample and the three values that the filter makes when it arrives.
  private static func value(_ samples: UnsafeBufferPointer<Float>, _ i: Int, _ taps: [[Float]]) -> Float {
    var greatest = abs(samples[i])
    for phase in taps {
      var sum: Float = 0
      for tap in 0..<min(span, i + 1) { sum += samples[i - tap] * phase[tap] }
      greatest = max(greatest, abs(sum))
    }
    return greatest
  }

  /// Calls `body` for every index at which the sample or an interpolated value exceeds `limit`. The filter's values belong
  /// to the samples about 6 frames back.
  static func exceedances(
    _ samples: UnsafeBufferPointer<Float>, limit: Float, _ body: (_ index: Int, _ peak: Float) -> Void
  ) {
    let taps = phases
    for start in stride(from: 0, to: samples.count, by: block) {
      let end = min(start + block, samples.count)
      var greatest: Float = 0
      for i in max(0, start - span + 1)..<end { greatest = max(greatest, abs(samples[i])) }
      guard greatest * greatestGain > limit else { continue }
      for i in start..<end {
        let value = value(samples, i, taps)
        if value > limit { body(i, value) }
      }
    }
  }
}

extension Clip {
  /// The highest true peak of all channels, linear; the same as libebur128's.
  func truePeak() -> Float {
    var peak: Float = 0
    for channel in 0..<channelCount {
      let samples = self.channel(channel)
      peak = TruePeakMeter.peak(samples, 0..<samples.count, above: peak)
    }
    return peak
  }
}
