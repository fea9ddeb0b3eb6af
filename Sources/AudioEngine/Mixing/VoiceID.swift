/// Names one voice (one airing of sound) on one output. The caller chooses it; unique while the output is open.
public struct VoiceID: Hashable, Sendable, CustomStringConvertible {
  public let rawValue: UInt64

  public init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  public var description: String { "bản phát số \(rawValue)" }
}
