public import AudioEngine

/// An output as playout sees it.
public protocol BroadcastOutput: Sendable {
  var kind: OutputKind { get }
  var deviceName: String { get }
  var sampleRate: Int { get }
  var channelCount: Int { get }
  var realtime: RealtimeGrant { get }
  var events: AsyncStream<OutputEvent> { get }
  func start(_ request: VoiceRequest) throws(MixError)
  func stop(_ voice: VoiceID, fadeFrames: FrameCount)
  func release(_ voice: VoiceID, channels: Set<Int>, fadeFrames: FrameCount)
  /// What every channel carries, a buffer ahead of what leaves.
  var levels: [ChannelLevel] { get }
  /// What has left, by the device's own clock.
  var clock: DeviceClock { get }
  func close(fadeFrames: FrameCount) async
}

extension Output: BroadcastOutput {}
