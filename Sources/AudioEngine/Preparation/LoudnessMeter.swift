internal import CEbur128
internal import Foundation

/// Loudness and peaks of a whole clip by EBU R128 (ITU-R BS.1770), from libebur128.
public struct Loudness: Hashable, Sendable {
  /// Integrated loudness in LUFS; −∞ for silence and for clips too short to gate (under 0.4 s).
  public let integrated: Double
  /// The highest true peak of all channels in dBTP; −∞ for digital silence.
  public let truePeak: Double
  /// The highest sample of all channels in dBFS; −∞ for digital silence.
  public let samplePeak: Double

  public init(integrated: Double, truePeak: Double, samplePeak: Double) {
    self.integrated = integrated
    self.truePeak = truePeak
    self.samplePeak = samplePeak
  }
}

/// libebur128 could not measure: out of memory, or a rate or channel count that it does not take.
public struct LoudnessError: Error, Hashable, Sendable, CustomStringConvertible {
  public let code: Int32

  public var description: String { "Không đo được độ to của âm thanh (libebur128: mã lỗi \(code))." }

  static func check(_ code: Int32) throws(LoudnessError) {
    guard code == 0 else { throw LoudnessError(code: code) }
  }
}

extension Clip {
  /// Measures the whole clip.
  public func loudness() throws(LoudnessError) -> Loudness {
    try measured(EBUR128_MODE_I.rawValue | EBUR128_MODE_TRUE_PEAK.rawValue) { meter throws(LoudnessError) in
      var truePeak = 0.0
      var samplePeak = 0.0
      for channel in 0..<UInt32(channelCount) {
        var value = 0.0
        try LoudnessError.check(ebur128_true_peak(meter, channel, &value))
        truePeak = max(truePeak, value)
        try LoudnessError.check(ebur128_sample_peak(meter, channel, &value))
        samplePeak = max(samplePeak, value)
      }
      return Loudness(
        integrated: try Clip.integrated(meter), truePeak: 20 * log10(truePeak),
        samplePeak: 20 * log10(samplePeak))
    }
  }

  /// Integrated loudness alone, in LUFS; −∞ as in `Loudness`. Half the work of `loudness()`.
  public func integratedLoudness() throws(LoudnessError) -> Double {
    try measured(EBUR128_MODE_I.rawValue) { meter throws(LoudnessError) in try Clip.integrated(meter) }
  }

  private static func integrated(
    _ meter: UnsafeMutablePointer<ebur128_state>
  ) throws(LoudnessError) -> Double {
    var integrated = 0.0
    try LoudnessError.check(ebur128_loudness_global(meter, &integrated))
    return integrated
  }

  /// Feeds the whole clip to a meter.
  private func measured<Result>(
    _ mode: UInt32, _ read: (UnsafeMutablePointer<ebur128_state>) throws(LoudnessError) -> Result
  ) throws(LoudnessError) -> Result {
    var state = ebur128_init(UInt32(channelCount), UInt(sampleRate), Int32(bitPattern: mode))
    guard let meter = state else { throw LoudnessError(code: Int32(EBUR128_ERROR_NOMEM.rawValue)) }
    defer { ebur128_destroy(&state) }
    if channelCount == 1 {
      let samples = channel(0)
      if let base = samples.baseAddress {
        try LoudnessError.check(ebur128_add_frames_float(meter, base, samples.count))
      }
      return try read(meter)
    }
    let block = 16_384
    var interleaved = [Float](repeating: 0, count: block * channelCount)
    var position = 0
    while position < Int(frameCount) {
      let count = min(block, Int(frameCount) - position)
      for channel in 0..<channelCount {
        let samples = self.channel(channel)
        for frame in 0..<count { interleaved[frame * channelCount + channel] = samples[position + frame] }
      }
      try LoudnessError.check(ebur128_add_frames_float(meter, interleaved, count))
      position += count
    }
    return try read(meter)
  }

  /// Every sample times `gain` (linear).
  public func scaled(by gain: Float) -> Clip {
    Clip(sampleRate: sampleRate, channelCount: channelCount, frameCount: frameCount) { channel, output in
      let input = self.channel(channel)
      for frame in 0..<input.count { output[frame] = input[frame] * gain }
    }
  }

  /// Brought to `target` LUFS, but never above `ceiling` dBTP: where the peaks do not allow it the clip stays quieter.
  ///
  /// Silence stays as it is. The result's own loudness follows from the gain, so it is measured once only.
  public func normalized(
    target: Double, ceiling: Double
  ) throws(LoudnessError) -> (clip: Clip, loudness: Loudness) {
    let before = try loudness()
    guard before.integrated.isFinite, before.truePeak.isFinite else { return (self, before) }
    let decibels = min(target - before.integrated, ceiling - before.truePeak)
    let after = Loudness(
      integrated: before.integrated + decibels, truePeak: before.truePeak + decibels,
      samplePeak: before.samplePeak + decibels)
    return (scaled(by: Float(pow(10, decibels / 20))), after)
  }
}
