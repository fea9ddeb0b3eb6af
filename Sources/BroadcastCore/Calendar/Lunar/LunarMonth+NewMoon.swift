extension LunarMonth {
  /// The clock time in Viet Nam (UTC+7) of the new moon, on `firstDay`; see `NewMoon` for its error.
  public var newMoon: TimeOfDay {
    let sinceMidnight = secondsFromMidnight < 0 ? secondsFromMidnight + 86_400 : secondsFromMidnight
    return TimeOfDay(secondsSinceMidnight: min(max(Int(sinceMidnight), 0), 86_399))!
  }

  /// Seconds, −43,200..<43,200, from the nearest midnight in Viet Nam to the new moon. Where this is small, a better
  /// theory or another forecast of the Earth's rotation may move the month by a day.
  public var secondsFromMidnight: Double {
    let lunation = NewMoon.lunation(atOrBefore: firstDay.julianDayAtNoon + NewMoon.meanMonth / 2)
    let jde = NewMoon.julianEphemerisDay(lunation: lunation)
    let local = jde - DeltaT.seconds(julianDay: jde) / 86_400 + 7.0 / 24
    let sinceNoon = (local - local.rounded(.down)) * 86_400
    return sinceNoon - 43_200
  }
}

extension LunarCalendar {
  /// The months whose new moon lies within so many seconds of a midnight in Viet Nam, the earliest first.
  public func monthsWithNewMoon(withinSecondsOfMidnight seconds: Double) -> [LunarMonth] {
    months.filter { abs($0.secondsFromMidnight) <= seconds }
  }
}
