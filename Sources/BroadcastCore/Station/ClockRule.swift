/// What the plan does while nobody vouches for the machine's clock: no NTP, no battery.
public enum ClockRule: String, Hashable, Sendable, Codable, CaseIterable {
  /// Airs; every entry says that the clock was not trusted, and an alarm stands.
  case mark
  /// Waits until the clock is trusted; what cannot wait so long is refused.
  case hold
}
