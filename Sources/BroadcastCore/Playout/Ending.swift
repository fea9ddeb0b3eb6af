/// How the airings of a broadcast ended, for the arbiter.
public enum AirEnd: Hashable, Sendable {
  /// Every frame left on every output.
  case completed
  /// Faded out before its end.
  case cut
  /// An output did not play it to the end.
  case failed
}

/// The one end that every broadcast comes to.
public struct Ending: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case completed, cut, failed
    /// Its time passed without a sound.
    case missed
    /// No longer planned, or withdrawn, before its time.
    case cancelled
    /// The process ended in the middle of it, and its rest was not taken up again.
    case interrupted
  }

  public var broadcast: Broadcast
  public var kind: Kind
  /// A `Refusal`, or `ended`, `stopped`, `preempted`, `not-planned`, `process-ended`.
  public var reason: String
}
