internal import Foundation

/// Takes down the few peaks that forbid a clip its loudness, with the whole clip in view: no peak is met too late.
struct PeakLimiter {
  /// The gain falls and rises over this time around a peak; longer than the period of a low voice (100 Hz) would pump,
  /// shorter would distort.
  static let seconds = 0.004
  /// What the filter's values lag behind, in frames, with a little to spare.
  private static let lag = TruePeakMeter.span

  /// A frame at which the true peak of some channel is high, and that peak (linear).
  typealias Peak = (index: Int, value: Float)

  /// Peaks over `limit`, in order.
  static func peaks(_ channels: [UnsafeBufferPointer<Float>], over limit: Float) -> [Peak] {
    var peaks: [Peak] = []
    for channel in channels { TruePeakMeter.exceedances(channel, limit: limit) { peaks.append(($0, $1)) } }
    if channels.count > 1 { peaks.sort { $0.index < $1.index } }
    return peaks
  }

  /// Writes the samples times `gain`, under `ceiling` (linear, true peak) by a smooth gain common to all channels.
  ///
  /// - Parameters:
  ///   - channels: of equal length.
  ///   - peaks: all of `channels` over `ceiling / gain`, in order; lower ones do no harm.
  ///   - output: one buffer for each channel, as long as it.
  static func limit(
    _ channels: [UnsafeBufferPointer<Float>], peaks all: [Peak], sampleRate: Int, gain: Float, ceiling: Float,
    into output: [UnsafeMutableBufferPointer<Float>]
  ) {
    for (input, output) in zip(channels, output) {
      for i in 0..<input.count { output[i] = input[i] * gain }
    }
    let limit = ceiling / gain
    let peaks = all.filter { $0.value > limit }
    let width = max(2, Int(Double(sampleRate) * seconds))
    var first = 0
    while first < peaks.count {
      // Peaks whose gains may touch are taken together; everywhere else the gain is 1.
      var last = first
      while last + 1 < peaks.count, peaks[last + 1].index - peaks[last].index <= 4 * width + lag + 2 {
        last += 1
      }
      let start = max(0, peaks[first].index - lag - 2 * width - 1)
      let end = min(channels[0].count, peaks[last].index + 2 * width + 2)
      var wanted = [Float](repeating: 1, count: end - start)
      for peak in peaks[first...last] {
        for i in max(0, peak.index - lag)...peak.index {
          wanted[i - start] = min(wanted[i - start], limit / peak.value)
        }
      }
      // The smallest gain of a window, smoothed over that same window, never exceeds what its centre wants.
      let envelope = smoothed(slidingMinimum(wanted, radius: width), radius: width)
      for output in output {
        for i in envelope.indices { output[start + i] *= envelope[i] }
      }
      first = last + 1
    }
  }

  /// The smallest value within `radius` of each, in linear time: `queue` holds the indices that can still be smallest.
  private static func slidingMinimum(_ values: [Float], radius: Int) -> [Float] {
    var result = values
    var queue: [Int] = []
    queue.reserveCapacity(values.count)
    var head = 0
    var next = 0
    for i in values.indices {
      while next < min(values.count, i + radius + 1) {
        while queue.count > head, values[queue[queue.count - 1]] >= values[next] { queue.removeLast() }
        queue.append(next)
        next += 1
      }
      while queue[head] < i - radius { head += 1 }
      result[i] = values[queue[head]]
    }
    return result
  }

  /// Mean over `radius` to both sides, by a running sum; beyond the ends the gain is that of the end.
  private static func smoothed(_ values: [Float], radius: Int) -> [Float] {
    guard let first = values.first, let last = values.last else { return values }
    func value(_ i: Int) -> Double { Double(i < 0 ? first : i < values.count ? values[i] : last) }
    var sum = (-radius...radius).reduce(0) { $0 + value($1) }
    let width = Double(2 * radius + 1)
    return values.indices.map { i in
      defer { sum += value(i + radius + 1) - value(i - radius) }
      return Float(sum / width)
    }
  }
}
