import Foundation

/// ΔT = TT − UT: how far the Earth's rotation lags behind uniform time.
enum DeltaT {
  /// Seconds, for a decimal year 1880…2300.
  ///
  /// Source: F. Espenak & J. Meeus, *Five Millennium Canon of Solar Eclipses* (NASA/TP-2006-214141), polynomial
  /// expressions. Within 1 s of the observed values up to 2010 and 6 s in 2026. Beyond that it is a forecast:
  /// Stephenson, Morrison & Hohenkerk (2016) expect about 110 s less by 2100 and 280 s less by 2199.
  static func seconds(year y: Double) -> Double {
    switch y {
    case ..<1900:
      let t = y - 1860
      return polynomial(t, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1 / 233_174)
    case ..<1920:
      return polynomial(y - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)
    case ..<1941:
      return polynomial(y - 1920, 21.20, 0.84493, -0.076100, 0.0020936)
    case ..<1961:
      return polynomial(y - 1950, 29.07, 0.407, -1 / 233, 1 / 2547)
    case ..<1986:
      return polynomial(y - 1975, 45.45, 1.067, -1 / 260, -1 / 718)
    case ..<2005:
      return polynomial(
        y - 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)
    case ..<2050:
      return polynomial(y - 2000, 62.92, 0.32217, 0.005589)
    case ..<2150:
      let u = (y - 1820) / 100
      return -20 + 32 * u * u - 0.5628 * (2150 - y)
    default:
      let u = (y - 1820) / 100
      return -20 + 32 * u * u
    }
  }

  /// Seconds at a Julian day, on either time scale: the difference is far below the accuracy.
  static func seconds(julianDay: Double) -> Double {
    seconds(year: 2000 + (julianDay - 2_451_544.5) / 365.2425)
  }
}

/// c₀ + c₁ x + c₂ x² + …
func polynomial(_ x: Double, _ coefficients: Double...) -> Double {
  coefficients.reversed().reduce(0) { $0 * x + $1 }
}
