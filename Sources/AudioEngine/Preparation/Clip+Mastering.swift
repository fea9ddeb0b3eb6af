internal import Foundation

extension Clip {
  /// Brought to `target` LUFS with a true peak of at most `ceiling` dBTP; peaks in the way are limited.
  ///
  /// Silence, and what is too short to have a loudness (under 0.4 s), only has its peak brought under the ceiling. Where
  /// even limiting does not reach the target (a train of clicks), the clip stays quieter, as the loudness returned says.
  public func mastered(
    target: Double, ceiling: Double
  ) throws(LoudnessError) -> (clip: Clip, loudness: Loudness) {
    let before = try integratedLoudness()
    let peak = 20 * log10(Double(truePeak()))
    guard before.isFinite, peak.isFinite else {
      let gain = peak.isFinite ? min(0, ceiling - peak) : 0
      let clip = gain == 0 ? self : scaled(by: Float(pow(10, gain / 20)))
      return (clip, clip.loudness(integrated: before))
    }
    var gain = target - before
    guard peak + gain > ceiling else {
      let clip = scaled(by: Float(pow(10, gain / 20)))
      return (clip, clip.loudness(integrated: target))
    }
    // The limiter takes some loudness away, which a little more gain gives back.
    let limit = Float(pow(10, (ceiling - Clip.limiterMargin) / 20))
    var result = self
    var integrated = before
    for _ in 0..<6 {
      result = PeakLimiter.limited(self, gain: Float(pow(10, gain / 20)), ceiling: limit)
      integrated = try result.integratedLoudness()
      guard abs(target - integrated) > 0.1 else { break }
      gain += min(3, target - integrated)
    }
    let over = 20 * log10(Double(result.truePeak())) - ceiling
    if over > 0 {
      result = result.scaled(by: Float(pow(10, -over / 20)))
      integrated -= over
    }
    return (result, result.loudness(integrated: integrated))
  }

  /// A gain that changes within the filter's span can raise an interpolated value by a little; in decibels.
  private static let limiterMargin = 0.1

  private func loudness(integrated: Double) -> Loudness {
    Loudness(
      integrated: integrated, truePeak: 20 * log10(Double(truePeak())),
      samplePeak: 20 * log10(Double(samplePeak())))
  }

  private func samplePeak() -> Float {
    (0..<channelCount).reduce(0) { peak, channel in
      self.channel(channel).reduce(peak) { max($0, abs($1)) }
    }
  }
}
