internal import Foundation

extension Clip {
  /// Brought to `target` LUFS with a true peak of at most `ceiling` dBTP; peaks in the way are limited.
  ///
  /// Silence, and what is too short to have a loudness (under 0.4 s), only has its peak brought under the ceiling. Where
  /// even limiting does not reach the target (a train of clicks), the clip stays quieter, as the loudness returned says.
  public func mastered(
    target: Double, ceiling: Double
  ) throws(LoudnessError) -> (clip: Clip, loudness: Loudness) {
    let before = try integrated()
    guard before.isFinite else {
      let over = max(0, 20 * log10(Double(truePeak())) - ceiling)
      let clip = over > 0 ? scaled(by: Float(pow(10, -over / 20))) : self
      return (clip, clip.loudness(integrated: before))
    }
    var integrated = before
    let clip = try Clip(
      sampleRate: sampleRate, channelCount: channelCount, frameCount: frameCount,
      fillAll: { output throws(LoudnessError) in
        integrated = try limit(into: output, target: target, before: before, ceiling: ceiling)
      })
    let told = clip.loudness(integrated: integrated)
    guard told.truePeak > ceiling else { return (clip, told) }
    let over = told.truePeak - ceiling
    let lower = clip.scaled(by: Float(pow(10, -over / 20)))
    return (lower, lower.loudness(integrated: integrated - over))
  }

  /// A gain that changes within the filter's span can raise an interpolated value by a little; in decibels.
  private static let limiterMargin = 0.1
  /// How far from the target it may end, in LU.
  private static let tolerance = 0.1

  /// Limits with as much gain as gives the target: the limiter takes some loudness away, which a little more gain gives back.
  ///
  /// - Returns: the loudness reached, in LUFS.
  private func limit(
    into output: UnsafeMutableBufferPointer<Float>, target: Double, before: Double, ceiling: Double
  ) throws(LoudnessError) -> Double {
    let limit = Float(pow(10, (ceiling - Clip.limiterMargin) / 20))
    let length = Int(frameCount)
    let input = (0..<channelCount).map { channel($0) }
    let parts = (0..<channelCount).map { channel in
      UnsafeMutableBufferPointer(rebasing: output[channel * length..<(channel + 1) * length])
    }
    var gain = target - before
    var integrated = target
    var known = gain
    var peaks: [PeakLimiter.Peak]?
    for round in 0..<6 {
      if peaks == nil || gain > known {
        // Some more than are needed now, so that another round with a little more gain finds them.
        known = gain + 2
        peaks = PeakLimiter.peaks(input, over: limit / Float(pow(10, known / 20)))
      }
      let linear = Float(pow(10, gain / 20))
      PeakLimiter.limit(
        input, peaks: peaks ?? [], sampleRate: sampleRate, gain: linear, ceiling: limit, into: parts)
      if round == 0, peaks?.contains(where: { $0.value * linear > limit }) != true { break }
      integrated = try Clip.integrated(parts.map { UnsafeBufferPointer($0) }, sampleRate: sampleRate)
      guard abs(target - integrated) > Clip.tolerance else { break }
      // A little more than what is missing, for the limiter takes some of that too.
      gain += min(3, 1.3 * (target - integrated))
    }
    return integrated
  }

  private func integrated() throws(LoudnessError) -> Double {
    try Clip.integrated((0..<channelCount).map { channel($0) }, sampleRate: sampleRate)
  }

  /// From three channels on the standard weighs them by their place, which libebur128 knows.
  private static func integrated(
    _ channels: [UnsafeBufferPointer<Float>], sampleRate: Int
  ) throws(LoudnessError) -> Double {
    guard channels.count > 2 else { return LoudnessScan.integrated(channels, sampleRate: sampleRate) }
    return try Clip(sampleRate: sampleRate, channels: channels.map { Array($0) }).integratedLoudness()
  }

  private func loudness(integrated: Double) -> Loudness {
    Loudness(
      integrated: integrated, truePeak: 20 * log10(Double(truePeak())),
      samplePeak: 20 * log10(Double(samplePeak())))
  }

  private func samplePeak() -> Float {
    withExtendedLifetime(self) {
      (0..<channelCount).reduce(0) { max($0, TruePeakMeter.greatest(channel($1), 0..<Int(frameCount))) }
    }
  }
}
