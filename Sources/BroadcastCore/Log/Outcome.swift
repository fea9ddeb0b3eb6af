/// How an airing ended. The raw value stands in the log.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// Every frame left the device; `xruns` says whether there were gaps between them.
  case completed
  /// Stopped by someone, or by the station's shutdown.
  case cut
  /// The output did not play it, or not to the end.
  case failed
  /// The process ended while it sounded; how much left is known only as an interval.
  case interrupted
}
