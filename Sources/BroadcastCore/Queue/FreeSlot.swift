internal import Foundation

/// Where plan and queue leave room.
enum FreeSlot {
  /// Between two broadcasts, in seconds.
  private static let gap = 5.0

  /// The first moment of the next 24 hours at which `wanted` could sound whole, in zones that are free and outside the
  /// quiet hours; `nil` where there is none.
  static func next(for wanted: Broadcast, after now: WallTime, among others: [Broadcast], rules: AirRules)
    -> WallTime?
  {
    let length = Double(wanted.seconds) + gap
    let hearing = Set(wanted.hearing)
    let near = others.filter { $0.id != wanted.id && !hearing.isDisjoint(with: $0.hearing) }
    var candidates: [WallTime] = near.map { $0.end + gap }.filter { $0 > now }
    candidates.append(now)
    // The end of the quiet hours lies on a minute.
    let minute = now + -now.second
    for number in 1...1_440 { candidates.append(minute + Double(number) * 60) }
    for start in candidates.sorted() {
      let end = start + length
      if rules.forbid(wanted, at: start) || rules.forbid(wanted, at: end) { continue }
      if near.allSatisfy({ end <= $0.start || start >= $0.end }) { return start }
    }
    return nil
  }
}

extension WallTime {
  /// Within its minute, 0 ..< 60; zones of Viet Nam are whole minutes from UTC.
  fileprivate var second: Double { Double(nanoseconds % 60_000_000_000) / 1e9 }
}
