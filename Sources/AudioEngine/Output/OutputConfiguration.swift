/// How to open an output.
public struct OutputConfiguration: Hashable, Sendable {
  /// Frames a second: 44,100, 48,000 or 96,000; tests use tiny rates.
  public var sampleRate: Int
  /// 1–64.
  public var channelCount: Int
  /// Frames rendered at a time; nil for 10 ms.
  public var periodFrames: Int?
  /// The device's buffer in periods, 2 or more: what an unexpected delay may take before it is heard.
  public var periodCount: Int
  /// Voices at once, pending ones included.
  public var voiceCapacity: Int
  /// No progress of the device for so long is a stall, in milliseconds.
  public var stallMilliseconds: Int

  public init(
    sampleRate: Int = 48_000, channelCount: Int = 2, periodFrames: Int? = nil, periodCount: Int = 4,
    voiceCapacity: Int = 64, stallMilliseconds: Int = 300
  ) {
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.periodFrames = periodFrames
    self.periodCount = periodCount
    self.voiceCapacity = voiceCapacity
    self.stallMilliseconds = stallMilliseconds
  }
}
