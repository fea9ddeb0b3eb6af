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

  /// How high a signal can rise between its samples.
  struct Bound: BitwiseCopyable {
    /// By how much a point between can exceed the largest sample, as a factor.
    var peak: Float
    /// Of the largest sample, and of the largest difference between neighbours, what a point between cannot exceed:
    /// far less where the signal is slow, which speech and music mostly are.
    var level: Float
    var jump: Float
    /// What the sum must stay below.
    var limit: Float = 0

    /// With a margin for the rounding of the filter's sums.
    func below(_ ceiling: Float) -> Bound {
      var bound = self
      bound.limit = ceiling * 0.9999
      return bound
    }

    @_noLocks @_noAllocation @inline(__always)
    func allows(peak: Float, jump: Float) -> Bool { peak * level + jump * self.jump <= limit }
  }

  /// Coefficients of phases 1, 2 and 3, `taps` each, for ascending samples: the value at `n + phase / 4` is the sum of
  /// `coefficient[k] × x[n − 5 + k]`. And what they can do at most.
  static func coefficients() -> (values: [Float], bound: Bound) {
    let length = 49
    let center = Double(length - 1) / 2
    func tap(_ index: Double) -> Double {
      let angle = (index - center) * .pi / Double(factor)
      let sinc = angle == 0 ? 1 : sin(angle) / angle
      return sinc * 0.5 * (1 - cos(2 * .pi * index / Double(length - 1)))
    }
    var values: [Float] = []
    var peak = 1.0
    var level = 1.0
    var jump = 0.0
    for phase in 1..<factor {
      // Sample n − 5 + k lies k − 5 − phase/4 samples from the wanted point.
      let row = (0..<12).map { k in
        let offset = center + (Double(phase) / Double(factor) - Double(k - 5)) * Double(factor)
        return offset < 0 || offset > Double(length - 1) ? 0 : tap(offset)
      }
      peak = max(peak, row.reduce(0) { $0 + abs($1) })
      // The sum is (sum of the coefficients) × x[n] + Σ over the steps between neighbours, each weighted by all the
      // coefficients on its far side.
      level = max(level, abs(row.reduce(0, +)))
      let reach = (1..<12).reduce(0.0) { sum, step in
        sum + abs(step > 5 ? row[step...].reduce(0, +) : row[..<step].reduce(0, +))
      }
      jump = max(jump, reach)
      values += row.map(Float.init)
    }
    return (values, Bound(peak: Float(peak), level: Float(level), jump: Float(jump)))
  }
}
