import Foundation

/// The Sun's apparent geocentric longitude, which fixes the solar terms (tiết khí).
///
/// Source: J. Meeus, *Astronomical Algorithms*, 2nd ed. 1998, ch. 25 "higher accuracy" with the Earth's VSOP87 series
/// of appendix III, nutation of ch. 22. The error is about one arc second, in which the Sun needs 24 s.
enum SolarLongitude {
  /// Degrees 0..<360 at a Julian ephemeris day (TT).
  static func apparent(julianEphemerisDay jde: Double) -> Double {
    let t = (jde - 2_451_545) / 36_525
    let tau = t / 10
    let heliocentric =
      polynomial(
        tau, sum(EarthLongitudeTerms.l0, tau), sum(EarthLongitudeTerms.l1, tau),
        sum(EarthLongitudeTerms.l2, tau), sum(EarthLongitudeTerms.l3, tau),
        sum(EarthLongitudeTerms.l4, tau), -1) * 1e-8
    let sunAnomaly = radians(357.52911 + t * (35_999.05029 - t * 0.0001537))
    let distance = 1.000140 - 0.016708 * cos(sunAnomaly) - 0.000139 * cos(2 * sunAnomaly)
    let toFK5 = -0.09033
    let aberration = -20.4898 / distance
    let arcSeconds = nutation(t) + toFK5 + aberration
    let degrees = heliocentric * 180 / .pi + 180 + arcSeconds / 3600
    let turned = degrees.truncatingRemainder(dividingBy: 360)
    return turned < 0 ? turned + 360 : turned
  }

  /// Nutation in longitude, arc seconds; `t` in Julian centuries from J2000.
  private static func nutation(_ t: Double) -> Double {
    let node = radians(125.04452 - 1934.136261 * t)
    let sun = radians(280.4665 + 36_000.7698 * t)
    let moon = radians(218.3165 + 481_267.8813 * t)
    let sunAnomaly = radians(357.52772 + 35_999.050340 * t)
    return -17.1996 * sin(node) - 1.3187 * sin(2 * sun) - 0.2274 * sin(2 * moon)
      + 0.2062 * sin(2 * node) + 0.1426 * sin(sunAnomaly)
  }

  private static func sum(_ terms: [EarthLongitudeTerms.Term], _ tau: Double) -> Double {
    var sum = 0.0
    for term in terms { sum += term.amplitude * cos(term.phase + term.frequency * tau) }
    return sum
  }
}
