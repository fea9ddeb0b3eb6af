import Foundation

/// Fourfold oversampling as ITU-R BS.1770-4 annex 2 asks for: a 49-tap sinc under a Hann window, in four phases.
///
/// The first phase is the sample itself; the other three give the signal at quarters between samples.
enum TruePeakFilter {
  static let factor = 4
  /// Taps of each phase.
  static var taps: Int {
    @_noLocks @_noAllocation @inline(__always) get { 12 }
  }
  /// Samples after the one whose surroundings are wanted that must be known.
  static var latency: Int {
    @_noLocks @_noAllocation @inline(__always) get { 6 }
  }

  /// Coefficients of phases 1, 2 and 3, `taps` each, for ascending samples: the value at `n + phase / 4` is the sum of
  /// `coefficient[k] × x[n − 5 + k]`. And the most by which a phase can exceed the largest sample.
  static func coefficients() -> (values: [Float], bound: Float) {
    let length = 49
    let center = Double(length - 1) / 2
    func tap(_ index: Double) -> Double {
      let angle = (index - center) * .pi / Double(factor)
      let sinc = angle == 0 ? 1 : sin(angle) / angle
      return sinc * 0.5 * (1 - cos(2 * .pi * index / Double(length - 1)))
    }
    var values: [Float] = []
    var bound = 1.0
    for phase in 1..<factor {
      // Sample n − 5 + k lies k − 5 − phase/4 samples from the wanted point.
      let row = (0..<12).map { k in
        let offset = center + (Double(phase) / Double(factor) - Double(k - 5)) * Double(factor)
        return offset < 0 || offset > Double(length - 1) ? 0 : tap(offset)
      }
      bound = max(bound, row.reduce(0) { $0 + abs($1) })
      values += row.map(Float.init)
    }
    return (values, Float(bound))
  }
}
