/// How long playout waits before it gives a broadcast up, in seconds.
enum AirPatience {
  /// After its time, where the programme's policy says nothing.
  static let late = 10.0
  /// For another one that sounds in one of its zones.
  static let busy = 600.0
  /// A start so near its time is still the one that was planned: lengths are estimates, and what went before may have
  /// taken a little longer.
  static let sameTime = 60.0
  /// Leave to air past the hours holds so near the time for which it was given, before and after; made up for later, a
  /// broadcast obeys the hours like any other.
  static let exception = 600.0
}

extension MissedPolicy {
  /// How long after its time a broadcast may still begin, in seconds.
  func tolerance(atLeast least: Double = AirPatience.late) -> Double {
    switch self {
    case .playLate(let minutes): max(least, Double(minutes) * 60)
    case .skip, .ask: least
    }
  }
}
