internal import AudioEngine

/// Which amplifiers are to be on: a pure state machine, (what sounds and will sound, time) → orders.
struct AmplifierDesk {
  struct Order: Hashable {
    var isOn: Bool
    var zones: [ZoneID]
  }

  private enum State: Hashable {
    case off
    case switching
    case on(since: MonotonicTime)
    /// Tried again at that time.
    case failed(until: MonotonicTime)
  }

  /// Between two tries, in seconds.
  private static let pause = 5.0
  let settings: Amplifiers.Settings
  private var states: [ZoneID: State] = [:]
  private var neededAt: [ZoneID: MonotonicTime] = [:]

  init(_ settings: Amplifiers.Settings) {
    self.settings = settings
  }

  /// - Parameter needed: zones in which something sounds, or is to sound within the lead.
  mutating func look(needed: Set<ZoneID>, at now: MonotonicTime) -> [Order] {
    var (on, off): ([ZoneID], [ZoneID]) = ([], [])
    for zone in needed.sorted() {
      neededAt[zone] = now
      switch states[zone] ?? .off {
      case .off: on.append(zone)
      case .failed(let until) where now >= until: on.append(zone)
      case .switching, .on, .failed: break
      }
    }
    for zone in states.keys.sorted() where !needed.contains(zone) {
      guard case .on? = states[zone] else { continue }
      let idle = neededAt[zone].map { Double(now.nanoseconds - $0.nanoseconds) / 1e9 } ?? .infinity
      if idle >= settings.keep { off.append(zone) }
    }
    for zone in on + off { states[zone] = .switching }
    return [Order(isOn: true, zones: on), Order(isOn: false, zones: off)].filter { !$0.zones.isEmpty }
  }

  /// How an order went.
  mutating func done(_ order: Order, worked: Bool, at now: MonotonicTime) {
    for zone in order.zones {
      // One that could not be switched off is tried again, by the same way, when it is idle.
      states[zone] =
        worked
        ? (order.isOn ? .on(since: now) : .off)
        : (order.isOn ? .failed(until: now.advanced(bySeconds: Self.pause)) : .on(since: now))
      if !worked, !order.isOn { neededAt[zone] = now }
    }
  }

  /// Whether sound would be heard there.
  func isReady(_ zone: ZoneID, at now: MonotonicTime) -> Bool {
    switch states[zone] ?? .off {
    case .off, .switching: false
    case .on(let since): Double(now.nanoseconds - since.nanoseconds) / 1e9 >= settings.lead
    case .failed: !settings.isRequired
    }
  }

  /// Those that the station leaves on.
  var lit: [ZoneID] {
    states.filter { if case .on = $0.value { true } else { false } }.keys.sorted()
  }
}
