import Foundation

/// The instants of new moon (sóc, the conjunction of Moon and Sun in longitude).
///
/// Source: J. Meeus, *Astronomical Algorithms*, 2nd ed. 1998, ch. 49; in 1900–2199 within 18 s of a modern
/// lunar theory (S. Moshier's, in PyEphem), 4.5 s root mean square.
enum NewMoon {
  /// The mean lunation in days.
  static let meanMonth = 29.530588861

  /// The Julian ephemeris day (TT) of new moon number `k`; `k` = 0 is that of 6 January 2000.
  static func julianEphemerisDay(lunation k: Int) -> Double {
    if let better = betterKnown[k] { return better }
    let k = Double(k)
    let t = k / 1236.85
    let mean =
      2_451_550.09766 + meanMonth * k
      + t * t * polynomial(t, 0.00015437, -0.000000150, 0.00000000073)
    let arguments = Arguments(k: k, t: t)
    var correction = 0.0
    for term in periodicTerms {
      correction += term.days * pow(arguments.e, Double(abs(term.m))) * sin(arguments.angle(term))
    }
    correction -= 0.00017 * sin(arguments.node)
    for term in planetaryTerms {
      correction += term.days * sin(radians(term.at0 + term.rate * k))
    }
    correction += 0.000325 * sin(radians(299.77 + 0.107408 * k - 0.009173 * t * t))
    return mean + correction
  }

  /// The one new moon of 1900–2199 that comes closer to midnight in Viet Nam than this series can tell: 8 July 1967,
  /// 00:00:02 (the series: 2 s before midnight). The instant is that of S. Moshier's lunar theory (PyEphem 4.2.1).
  private static let betterKnown = [-402: 2_439_679.208801]

  /// The number of the last new moon whose mean instant is not after the Julian day.
  static func lunation(atOrBefore julianDay: Double) -> Int {
    Int(((julianDay - 2_451_550.09766) / meanMonth).rounded(.down))
  }

  private struct Arguments {
    /// Weakens terms with the Sun's anomaly as the Earth's orbit grows rounder.
    let e: Double
    let sunAnomaly: Double
    let moonAnomaly: Double
    let latitude: Double
    let node: Double

    init(k: Double, t: Double) {
      e = polynomial(t, 1, -0.002516, -0.0000074)
      sunAnomaly = radians(2.5534 + 29.10535670 * k + t * t * polynomial(t, -0.0000014, -0.00000011))
      moonAnomaly = radians(
        201.5643 + 385.81693528 * k + t * t * polynomial(t, 0.0107582, 0.00001238, -0.000000058))
      latitude = radians(
        160.7108 + 390.67050284 * k + t * t * polynomial(t, -0.0016118, -0.00000227, 0.000000011))
      node = radians(124.7746 - 1.56375588 * k + t * t * polynomial(t, 0.0020672, 0.00000215))
    }

    func angle(_ term: PeriodicTerm) -> Double {
      Double(term.m) * sunAnomaly + Double(term.mPrime) * moonAnomaly + Double(term.f) * latitude
    }
  }

  /// Days, and the multiples of the Sun's anomaly M, the Moon's anomaly M′ and the argument of latitude F.
  private typealias PeriodicTerm = (days: Double, m: Int, mPrime: Int, f: Int)

  private static let periodicTerms: [PeriodicTerm] = [
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2),
    (0.00739, -1, 1, 0), (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2),
    (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0), (-0.00042, 0, 3, 0), (0.00042, 1, 0, 2),
    (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0), (-0.00007, 2, 1, 0), (0.00004, 0, 2, -2),
    (0.00004, 3, 0, 0), (0.00003, 1, 1, -2), (0.00003, 0, 2, 2), (-0.00003, 1, 1, 2),
    (0.00003, -1, 1, 2), (-0.00002, -1, 1, -2), (-0.00002, 1, 3, 0), (0.00002, 0, 4, 0),
  ]

  /// Days, and the argument in degrees: at k = 0, and its growth per lunation.
  private static let planetaryTerms: [(days: Double, at0: Double, rate: Double)] = [
    (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886), (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771), (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239), (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154), (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
  ]
}

func radians(_ degrees: Double) -> Double {
  degrees.truncatingRemainder(dividingBy: 360) * .pi / 180
}
