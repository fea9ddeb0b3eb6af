/// What goes wrong in a simulation.
public enum Trouble: Hashable, Sendable, Codable {
  /// The station has no power from one moment to the other; what sounds is cut off.
  case powerCut(from: WallTime, to: WallTime)
  /// An output's device is gone; `OutputSettings.id`.
  case deviceLost(output: String, from: WallTime, to: WallTime)
  /// The clock is set, by so many seconds, forward or back.
  case clockStep(at: WallTime, seconds: Int)
}
