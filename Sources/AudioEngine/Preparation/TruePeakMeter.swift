internal import Foundation

/// True peak (ITU-R BS.1770-4, Annex 2) by fourfold interpolation with libebur128's filter: a windowed sinc of 49 taps.
///
/// It differs from libebur128 only in leaving out blocks whose samples are too small to matter, so that the result is the
/// same and most of speech costs next to nothing. For rates under 96 kHz.
struct TruePeakMeter {
  /// Samples that one interpolated value is made of.
  static let span = 13
  /// By phase 1…3 (phase 0 is the sample itself), the newest sample first.
  private static let phases: [[Float]] = (1...3).map { phase in
    (0..<span).map { tap in
      let j = tap * 4 + phase
      guard j <= 48 else { return 0 }
      let m = Double(j) - 24
      let sinc = abs(m) < 1e-6 ? 1 : sin(m * .pi / 4) / (m * .pi / 4)
      return Float(sinc * 0.5 * (1 - cos(2 * .pi * Double(j) / 48)))
    }
  }
  private static let taps = phases.flatMap { $0 }
  /// No interpolated value exceeds this many times the greatest sample that it is made of.
  static let greatestGain = phases.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 1
  private static let block = 64
  private typealias Lanes = SIMD8<Float>

  /// The greatest magnitude of the samples and between them.
  ///
  /// - Parameter floor: values at or under it need not be found.
  static func peak(_ samples: UnsafeBufferPointer<Float>, above floor: Float) -> Float {
    var peak = floor
    visit(samples, limit: { peak }) { _, values in peak = max(peak, values.max()) }
    return peak
  }

  /// Calls `body` for every index at which the sample or an interpolated value exceeds `limit`, in order. The filter's values
  /// belong to the samples about 6 frames back.
  static func exceedances(
    _ samples: UnsafeBufferPointer<Float>, limit: Float, _ body: (_ index: Int, _ peak: Float) -> Void
  ) {
    visit(samples, limit: { limit }) { start, values in
      guard values.max() > limit else { return }
      for lane in 0..<Lanes.scalarCount where values[lane] > limit { body(start + lane, values[lane]) }
    }
  }

  /// Eight magnitudes at a time, of the blocks that can exceed the limit.
  @inline(__always)
  private static func visit(
    _ samples: UnsafeBufferPointer<Float>, limit: () -> Float, _ body: (_ start: Int, _ values: Lanes) -> Void
  ) {
    taps.withUnsafeBufferPointer { taps in
      for start in stride(from: 0, to: samples.count, by: block) {
        let end = min(start + block, samples.count)
        guard greatest(samples, max(0, start - span + 1)..<end) * greatestGain > limit() else { continue }
        for i in stride(from: start, to: end, by: Lanes.scalarCount) {
          body(i, values(samples, i, taps))
        }
      }
    }
  }

  /// For each of eight samples, the greatest magnitude of it and of the three values that the filter makes when it arrives;
  /// 0 beyond the end.
  @inline(__always)
  private static func values(
    _ samples: UnsafeBufferPointer<Float>, _ i: Int, _ taps: UnsafeBufferPointer<Float>
  ) -> Lanes {
    var (a, b, c) = (Lanes.zero, Lanes.zero, Lanes.zero)
    for tap in 0..<span {
      let x = lanes(samples, i - tap)
      // Not a fused product: without that instruction it is a call for each lane.
      a += x * taps[tap]
      b += x * taps[span + tap]
      c += x * taps[2 * span + tap]
    }
    let x = lanes(samples, i)
    var greatest = larger(larger(magnitude(a), magnitude(b)), larger(magnitude(c), magnitude(x)))
    // The filter rings on after the last sample; only values that come with a sample count.
    for lane in 0..<Lanes.scalarCount where i + lane >= samples.count { greatest[lane] = 0 }
    return greatest
  }

  @inline(__always)
  private static func lanes(_ samples: UnsafeBufferPointer<Float>, _ i: Int) -> Lanes {
    if i >= 0, i + Lanes.scalarCount <= samples.count, let base = samples.baseAddress {
      return UnsafeRawPointer(base + i).loadUnaligned(as: Lanes.self)
    }
    var lanes = Lanes.zero
    for lane in 0..<Lanes.scalarCount where samples.indices.contains(i + lane) {
      lanes[lane] = samples[i + lane]
    }
    return lanes
  }

  /// The greatest magnitude of the samples themselves.
  static func greatest(_ samples: UnsafeBufferPointer<Float>, _ range: Range<Int>) -> Float {
    var greatest = Lanes.zero
    var i = range.lowerBound
    while i + Lanes.scalarCount <= range.upperBound {
      greatest = larger(greatest, magnitude(lanes(samples, i)))
      i += Lanes.scalarCount
    }
    var rest: Float = 0
    while i < range.upperBound {
      rest = max(rest, abs(samples[i]))
      i += 1
    }
    return max(rest, greatest.max())
  }

  @inline(__always)
  private static func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: a .< b) }

  @inline(__always)
  private static func magnitude(_ x: Lanes) -> Lanes {
    Lanes(bitPattern: SIMD8<UInt32>(bitPattern: x) & 0x7FFF_FFFF)
  }
}

extension SIMD8<UInt32> {
  @inline(__always)
  fileprivate init(bitPattern lanes: SIMD8<Float>) { self = unsafeBitCast(lanes, to: Self.self) }
}

extension SIMD8<Float> {
  @inline(__always)
  fileprivate init(bitPattern lanes: SIMD8<UInt32>) { self = unsafeBitCast(lanes, to: Self.self) }
}

extension Clip {
  /// The highest true peak of all channels, linear; the same as libebur128's.
  func truePeak() -> Float {
    withExtendedLifetime(self) {
      (0..<channelCount).reduce(0) { TruePeakMeter.peak(channel($1), above: $0) }
    }
  }
}
