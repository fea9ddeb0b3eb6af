import CRealtime
import Foundation

/// The K-weighting of ITU-R BS.1770-4, annex 1, at any sample rate: a high shelf (the head), then a high pass.
struct LoudnessFilter: BitwiseCopyable {
  struct Section: BitwiseCopyable {
    var b0: Float
    var b1: Float
    var b2: Float
    var a1: Float
    var a2: Float
  }

  let shelf: Section
  let highPass: Section

  /// The standard gives coefficients for 48 kHz; these are the analogue prototypes behind them (as in libebur128).
  init(sampleRate: Int) {
    let rate = Double(sampleRate)
    var k = tan(.pi * 1_681.974450955533 / rate)
    var q = 0.7071752369554196
    let high = pow(10, 3.999843853973347 / 20)
    let band = pow(high, 0.4996667741545416)
    var a0 = 1 + k / q + k * k
    shelf = Section(
      b0: Float((high + band * k / q + k * k) / a0), b1: Float(2 * (k * k - high) / a0),
      b2: Float((high - band * k / q + k * k) / a0), a1: Float(2 * (k * k - 1) / a0),
      a2: Float((1 - k / q + k * k) / a0))
    k = tan(.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    highPass = Section(
      b0: 1, b1: -2, b2: 1, a1: Float(2 * (k * k - 1) / a0), a2: Float((1 - k / q + k * k) / a0))
  }

  /// As the meters' kernel takes them.
  var coefficients: realtime_k_weighting {
    realtime_k_weighting(
      b0: shelf.b0, b1: shelf.b1, b2: shelf.b2, a1: shelf.a1, a2: shelf.a2, c1: highPass.a1, c2: highPass.a2)
  }
}
