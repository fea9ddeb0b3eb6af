internal import Foundation

/// Takes down the few peaks that forbid a clip its loudness, with the whole clip in view: no peak is met too late.
struct PeakLimiter {
  /// The gain falls and rises over this time around a peak; longer than the period of a low voice (100 Hz) would pump,
  /// shorter would distort.
  static let seconds = 0.004
  /// What the filter's values lag behind, in frames, with a little to spare.
  private static let lag = TruePeakMeter.span

  /// Samples times `gain`, then under `ceiling` (linear, true peak) by a smooth gain common to all channels.
  static func limited(_ clip: Clip, gain: Float, ceiling: Float) -> Clip {
    let scaled = clip.scaled(by: gain)
    let count = Int(scaled.frameCount)
    var wanted = [Float](repeating: 1, count: count)
    var isOver = false
    for channel in 0..<scaled.channelCount {
      TruePeakMeter.exceedances(scaled.channel(channel), limit: ceiling) { index, peak in
        isOver = true
        for i in max(0, index - lag)...index { wanted[i] = min(wanted[i], ceiling / peak) }
      }
    }
    guard isOver else { return scaled }
    let width = max(2, Int(Double(scaled.sampleRate) * seconds))
    // The smallest gain of a window, smoothed over that same window, never exceeds what its centre wants.
    let envelope = smoothed(slidingMinimum(wanted, radius: width), radius: width)
    return Clip(
      sampleRate: scaled.sampleRate, channelCount: scaled.channelCount, frameCount: scaled.frameCount
    ) { channel, output in
      let input = scaled.channel(channel)
      for i in 0..<count { output[i] = input[i] * envelope[i] }
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
