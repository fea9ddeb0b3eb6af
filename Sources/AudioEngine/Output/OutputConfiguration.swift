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
  public var ducking: Ducking
  /// nil for the most precise one that the device has.
  public var sampleFormat: SampleFormat?
  /// No sample nor any point between samples above this, in dBTP; nil for no limiter. Off below 8 kHz.
  public var ceiling: Float?
  /// A channel under this peak (dBFS) for a second though a voice should sound there is reported `silent`.
  public var silenceThreshold: Float
  /// So much of what the device gets is held for an archive (`Output.tap`) that has no time now; 0 for none.
  public var tapMilliseconds: Int

  public init(
    sampleRate: Int = 48_000, channelCount: Int = 2, periodFrames: Int? = nil, periodCount: Int = 8,
    voiceCapacity: Int = 64, stallMilliseconds: Int = 300, ducking: Ducking = Ducking(),
    sampleFormat: SampleFormat? = nil, ceiling: Float? = -1, silenceThreshold: Float = -70,
    tapMilliseconds: Int = 0
  ) {
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.periodFrames = periodFrames
    self.periodCount = periodCount
    self.voiceCapacity = voiceCapacity
    self.stallMilliseconds = stallMilliseconds
    self.ducking = ducking
    self.sampleFormat = sampleFormat
    self.ceiling = ceiling
    self.silenceThreshold = silenceThreshold
    self.tapMilliseconds = tapMilliseconds
  }

  /// Throws what no device could do.
  func validate() throws(OutputError) {
    guard (1...Renderer.maximumChannels).contains(channelCount) else {
      throw .invalidConfiguration("\(channelCount) kênh, phải từ 1 đến \(Renderer.maximumChannels)")
    }
    guard (1...768_000).contains(sampleRate) else {
      throw .invalidConfiguration("\(sampleRate) mẫu mỗi giây, phải từ 1 đến 768000")
    }
    if let periodFrames, !(1...65_536).contains(periodFrames) {
      throw .invalidConfiguration("chu kỳ \(periodFrames) khung, phải từ 1 đến 65536")
    }
    guard (2...1_024).contains(periodCount) else {
      throw .invalidConfiguration("bộ đệm \(periodCount) chu kỳ, phải từ 2 đến 1024")
    }
    guard (1...4_096).contains(voiceCapacity) else {
      throw .invalidConfiguration("\(voiceCapacity) chỗ phát cùng lúc, phải từ 1 đến 4096")
    }
    guard (0...60_000).contains(tapMilliseconds) else {
      throw .invalidConfiguration("bộ đệm lưu âm \(tapMilliseconds) ms, phải từ 0 đến 60000")
    }
    guard stallMilliseconds > 0 else {
      throw .invalidConfiguration("báo đứng sau \(stallMilliseconds) ms, phải lớn hơn 0")
    }
  }

  /// The period asked for.
  var requestedPeriodFrames: Int { periodFrames ?? max(1, sampleRate / 100) }
}
