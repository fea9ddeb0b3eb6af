/// Finished sound in memory: planar Float32, immutable, ready for the audio thread.
///
/// The samples live in one manual allocation, so that the renderer can read them through a raw pointer without
/// reference counting; whoever hands `channel(_:)` to the renderer keeps the clip alive until the voice has ended.
public final class Clip: Sendable {
  /// Frames a second.
  public let sampleRate: Int
  /// 1 or more.
  public let channelCount: Int
  /// Length in frames; may be 0.
  public let frameCount: FrameCount

  private nonisolated(unsafe) let samples: UnsafeMutableBufferPointer<Float>

  /// Fills a new clip. `fill` gets one zeroed buffer of `frameCount` samples for each channel, called once a channel.
  public init<Failure: Error>(
    sampleRate: Int,
    channelCount: Int,
    frameCount: FrameCount,
    fill: (_ channel: Int, _ samples: UnsafeMutableBufferPointer<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(sampleRate > 0 && channelCount > 0 && frameCount >= 0, "a clip has a rate and a channel")
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.frameCount = frameCount
    let length = Int(frameCount)
    let samples = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(1, channelCount * length))
    samples.initialize(repeating: 0)
    self.samples = samples
    for channel in 0..<channelCount {
      try fill(
        channel, UnsafeMutableBufferPointer(rebasing: samples[channel * length..<(channel + 1) * length]))
    }
  }

  /// Fills a new clip at once. `fill` gets room for all channels, one after another, and must write every sample of it.
  init<Failure: Error>(
    sampleRate: Int, channelCount: Int, frameCount: FrameCount,
    fillAll fill: (_ planar: UnsafeMutableBufferPointer<Float>) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(sampleRate > 0 && channelCount > 0 && frameCount >= 0, "a clip has a rate and a channel")
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.frameCount = frameCount
    samples = .allocate(capacity: max(1, channelCount * Int(frameCount)))
    try fill(UnsafeMutableBufferPointer(rebasing: samples[..<(channelCount * Int(frameCount))]))
  }

  /// Copies planar channels, which must be of equal length.
  public convenience init(sampleRate: Int, channels: [[Float]]) {
    precondition(channels.allSatisfy { $0.count == channels[0].count }, "channels of equal length")
    self.init(
      sampleRate: sampleRate, channelCount: channels.count, frameCount: FrameCount(channels[0].count)
    ) { channel, samples in
      _ = samples.update(fromContentsOf: channels[channel])
    }
  }

  deinit {
    samples.deallocate()
  }

  /// Length in seconds.
  public var duration: Double { Double(frameCount) / Double(sampleRate) }

  /// The samples of one channel, valid while the clip lives.
  public func channel(_ index: Int) -> UnsafeBufferPointer<Float> {
    precondition(index >= 0 && index < channelCount, "channel \(index) of \(channelCount)")
    let length = Int(frameCount)
    return UnsafeBufferPointer(rebasing: samples[index * length..<(index + 1) * length])
  }

  /// A copy of one channel, for whoever does not keep the clip.
  public func samples(ofChannel index: Int) -> [Float] {
    withExtendedLifetime(self) { Array(channel(index)) }
  }
}
