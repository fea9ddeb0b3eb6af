internal import Foundation

extension Hours {
  /// How much more quietly each of the zones may sound while something lasts that begins then.
  func caps(from start: WallTime, seconds: Int, zones: Set<ZoneID>, in timeZone: TimeZone)
    -> [Broadcast.ZoneCap]
  {
    let first = start.local(in: timeZone).time
    let last = (start + Double(max(0, seconds - 1))).local(in: timeZone).time
    var decibels: [ZoneID: Double] = [:]
    for rule in volumeCaps where rule.decibels < 0 {
      // Within it, or around it: the cap at either end or one that begins meanwhile.
      guard
        rule.span.contains(first) || rule.span.contains(last)
          || first < last && DailySpan(start: first, end: last).contains(rule.span.start)
      else { continue }
      for zone in rule.zones where zones.contains(zone) {
        decibels[zone] = min(decibels[zone] ?? 0, rule.decibels)
      }
    }
    return decibels.sorted { $0.key < $1.key }.map { .init(zone: $0.key, decibels: $0.value) }
  }
}
