public import Foundation

/// Where an output's sound goes.
public enum OutputTarget: Sendable {
  /// A libasound PCM by name: `default`, `hw:0`, `pulse`.
  case alsa(name: String)
  /// One 16-bit WAV file for each entry, paced by CLOCK_MONOTONIC as a device would be.
  case files([ZoneFile])
}

/// One sound file of a file output.
public struct ZoneFile: Hashable, Sendable {
  /// Replaced if it exists.
  public var url: URL
  /// The output's channels it holds, in this order; not empty.
  public var channels: [Int]

  public init(url: URL, channels: [Int]) {
    self.url = url
    self.channels = channels
  }
}
