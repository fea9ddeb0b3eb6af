internal import CSoxr

/// A change of sample rate that libsoxr refused.
public struct ResampleError: Error, Hashable, Sendable, CustomStringConvertible {
  public let cause: String

  public var description: String { "Không đổi được tần số lấy mẫu của âm thanh (libsoxr: \(cause))." }
}

extension Clip {
  /// The same sound at another rate, by libsoxr's high-quality recipe (20-bit, linear phase, delay removed).
  ///
  /// The length is `frameCount * rate / sampleRate`, rounded to the nearest frame.
  public func resampled(to rate: Int) throws(ResampleError) -> Clip {
    guard rate != sampleRate else { return self }
    let length = (frameCount * FrameCount(rate) + FrameCount(sampleRate / 2)) / FrameCount(sampleRate)
    return try Clip(
      sampleRate: rate, channelCount: channelCount, frameCount: length,
      fillAll: { planar throws(ResampleError) in
        for channel in 0..<channelCount {
          let part = UnsafeMutableBufferPointer(
            rebasing: planar[channel * Int(length)..<(channel + 1) * Int(length)])
          try resample(self.channel(channel), to: rate, into: part)
        }
      })
  }

  private func resample(
    _ input: UnsafeBufferPointer<Float>, to rate: Int, into output: UnsafeMutableBufferPointer<Float>
  ) throws(ResampleError) {
    var used = 0
    var made = 0
    if input.count > 0, output.count > 0 {
      var quality = soxr_quality_spec(UInt(SOXR_HQ), 0)
      let failure = soxr_oneshot(
        Double(sampleRate), Double(rate), 1, input.baseAddress, input.count, &used, output.baseAddress,
        output.count, &made, nil, &quality, nil)
      if let failure { throw ResampleError(cause: String(cString: failure)) }
    }
    for index in made..<output.count { output[index] = 0 }
  }
}
