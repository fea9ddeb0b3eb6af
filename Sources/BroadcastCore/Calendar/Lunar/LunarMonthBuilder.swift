/// Makes the months of the lunar calendar from new moons and the Sun's longitude.
struct LunarMonthBuilder {
  /// Hours east of UTC by whose midnight a day begins.
  let meridianHours: Double

  /// The months from that of one winter solstice up to, not including, that of another.
  func months(fromWinterSolsticeOf first: Int, throughWinterSolsticeOf last: Int) -> [LunarMonth] {
    var result: [LunarMonth] = []
    var start = lunationOfMonth11(year: first)
    for year in first..<last {
      let end = lunationOfMonth11(year: year + 1)
      result += monthsOfOneSolsticeYear(from: start, to: end, firstYear: year)
      start = end
    }
    return result
  }

  /// Numbers the months between two months 11: 11, 12, 1, …, 10, with the leap month where there are thirteen.
  private func monthsOfOneSolsticeYear(from start: Int, to end: Int, firstYear: Int) -> [LunarMonth] {
    let firstDays = (start...end).map(firstDay(lunation:))
    let signs = firstDays.map(zodiacSign(atStartOf:))
    let count = end - start
    let leapIndex = count == 13 ? (1..<count).first { signs[$0] == signs[$0 + 1] } : nil
    return (0..<count).map { index in
      let isLeap = index == leapIndex
      let ordinal = index - (leapIndex.map { index >= $0 ? 1 : 0 } ?? 0)
      return LunarMonth(
        year: ordinal < 2 ? firstYear : firstYear + 1, number: (ordinal + 10) % 12 + 1, isLeap: isLeap,
        firstDay: firstDays[index],
        length: firstDays[index + 1].dayNumber - firstDays[index].dayNumber)
    }
  }

  /// The local date of a new moon.
  private func firstDay(lunation: Int) -> CivilDate {
    localDate(julianEphemerisDay: NewMoon.julianEphemerisDay(lunation: lunation))
  }

  /// The new moon that starts the month in which the Sun reaches 270° in December of `year`.
  private func lunationOfMonth11(year: Int) -> Int {
    let solstice = localDate(
      julianEphemerisDay: SolarTerm.winterSolstice.julianEphemerisDay(year: year))
    var lunation = NewMoon.lunation(atOrBefore: solstice.julianDayAtNoon) + 1
    while firstDay(lunation: lunation) > solstice { lunation -= 1 }
    return lunation
  }

  /// 0…11: the twelfth of the Sun's path, each beginning with a major term, in which the Sun is at local midnight.
  private func zodiacSign(atStartOf date: CivilDate) -> Int {
    let midnight = date.julianDayAtNoon - 0.5 - meridianHours / 24
    let ephemerisDay = midnight + DeltaT.seconds(julianDay: midnight) / 86_400
    return Int(SolarLongitude.apparent(julianEphemerisDay: ephemerisDay) / 30)
  }

  private func localDate(julianEphemerisDay jde: Double) -> CivilDate {
    CivilDate(julianEphemerisDay: jde, hoursEast: meridianHours)
  }
}

extension CivilDate {
  /// The Julian day number, which is the Julian day at noon of the date.
  var julianDayAtNoon: Double { Double(dayNumber + 2_440_588) }

  /// The local date of an instant given in terrestrial time, at a meridian so many hours east of Greenwich.
  init(julianEphemerisDay jde: Double, hoursEast: Double) {
    let universal = jde - DeltaT.seconds(julianDay: jde) / 86_400
    self.init(dayNumber: Int((universal + 0.5 + hoursEast / 24).rounded(.down)) - 2_440_588)
  }
}
