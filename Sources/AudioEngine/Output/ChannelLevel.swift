/// What one output channel carries now, after gains and limiter.
public struct ChannelLevel: Hashable, Sendable {
  /// Highest sample of the last twentieth of a second; linear, 1 is full scale.
  public var peak: Float
  /// Root of the mean square of the last twentieth of a second.
  public var rms: Float
  /// Momentary loudness (EBU R128: 400 ms), LUFS; nil for silence.
  public var momentary: Float?

  public static let silent = ChannelLevel(peak: 0, rms: 0, momentary: nil)
}
