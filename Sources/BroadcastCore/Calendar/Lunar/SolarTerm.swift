/// One of the 24 solar terms (tiết khí): the Sun's apparent longitude passes a multiple of 15°.
///
/// Even-numbered ones from the solstice, the multiples of 30°, are the major terms (trung khí).
public enum SolarTerm: Int, CaseIterable, Sendable {
  case minorCold = 0
  case majorCold, startOfSpring, rainWater, insectsAwaken, springEquinox, pureBrightness, grainRain
  case startOfSummer, minorFullness, grainInEar, summerSolstice, minorHeat, majorHeat, startOfAutumn,
    endOfHeat
  case whiteDew, autumnEquinox, coldDew, frostDescent, startOfWinter, minorSnow, majorSnow, winterSolstice

  /// The Sun's longitude, degrees.
  public var longitude: Int { (285 + rawValue * 15) % 360 }

  /// Whether it is a trung khí, which numbers the lunar months.
  public var isMajor: Bool { longitude % 30 == 0 }

  /// The name on Vietnamese wall calendars.
  public var name: String {
    [
      "Tiểu hàn", "Đại hàn", "Lập xuân", "Vũ thủy", "Kinh trập", "Xuân phân", "Thanh minh", "Cốc vũ",
      "Lập hạ", "Tiểu mãn", "Mang chủng", "Hạ chí", "Tiểu thử", "Đại thử", "Lập thu", "Xử thử",
      "Bạch lộ", "Thu phân", "Hàn lộ", "Sương giáng", "Lập đông", "Tiểu tuyết", "Đại tuyết", "Đông chí",
    ][rawValue]
  }

  /// The local date in Viet Nam (UTC+7) of the term in a solar year; every year 1900…2199 has each term once.
  public func date(year: Int) -> CivilDate {
    CivilDate(julianEphemerisDay: julianEphemerisDay(year: year), hoursEast: 7)
  }

  /// The Julian ephemeris day (TT) of the term in a solar year. The error is under 30 s.
  func julianEphemerisDay(year: Int) -> Double {
    // Minor cold lies on 5 or 6 January; the terms are 15.2 days apart, up to 2.5 days uneven.
    let january6 = 2_451_549.5 + Double(year - 2000) * 365.2425
    var jde = january6 + Double(rawValue) * 15.2184
    for _ in 0..<6 {
      var lack = Double(longitude) - SolarLongitude.apparent(julianEphemerisDay: jde)
      lack -= 360 * (lack / 360).rounded()
      jde += lack * 365.2425 / 360
      if abs(lack) < 1e-7 { break }
    }
    return jde
  }
}
