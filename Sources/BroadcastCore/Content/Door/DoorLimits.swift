/// What a foreign file may cost before it is refused.
public struct DoorLimits: Hashable, Sendable {
  /// Size of the file that comes in.
  public var inputBytes = 512 << 20
  /// Length of the sound; no session is longer.
  public var seconds = 45 * 60
  /// Of the decoder.
  public var cpuSeconds = 120
  public var wallSeconds = 180
  public var memoryBytes = 1 << 30
  public var openFiles = 32

  public init() {}

  /// Float samples of one channel at 48 kHz, and a header.
  var outputBytes: Int { (seconds + 2) * 48_000 * 4 + 4_096 }
}
