/// One open output: its device, its audio thread, and the control half that everyone else talks to.
///
/// Every method may be called from any thread and returns at once. The output plays silence while it has nothing to
/// play, so its clock always runs.
public final class Output: Sendable {
  public let kind: OutputKind
  /// The PCM's name, or the folder of a file output.
  public let deviceName: String
  public let sampleRate: Int
  public let channelCount: Int
  /// Frames rendered at a time.
  public let periodFrames: Int
  /// What scheduling and memory the audio thread was granted, and why not.
  public let realtime: RealtimeGrant
  /// Everything that happens, in order, to one reader; it ends after `close`. Nothing is dropped while nobody reads.
  public let events: AsyncStream<OutputEvent>

  private init() { fatalError("not yet") }

  /// Opens the device and starts its audio thread; it sends silence from now on.
  public static func open(
    _ target: OutputTarget, configuration: OutputConfiguration = OutputConfiguration()
  ) throws(OutputError) -> Output {
    fatalError("not yet")
  }

  /// Hands a voice to the audio thread. Its life is told by `events`; it ends exactly once.
  public func start(_ request: VoiceRequest) throws(MixError) { fatalError("not yet") }

  /// Fades a voice out and ends it, reason `stopped`. A voice that has ended meanwhile is no error.
  public func stop(_ voice: VoiceID, fadeFrames: FrameCount) { fatalError("not yet") }

  /// Stops every voice, or every voice with a route to one of `channels`.
  public func stopAll(channels: Set<Int>? = nil, fadeFrames: FrameCount) { fatalError("not yet") }

  /// Fades a voice out and holds it at that frame until `resume`. A held or ended voice is left as it is.
  public func pause(_ voice: VoiceID, fadeFrames: FrameCount) { fatalError("not yet") }

  /// Goes on with the frame after the last one rendered.
  public func resume(_ voice: VoiceID, fadeFrames: FrameCount) { fatalError("not yet") }

  /// Gain of a channel after the sum of its voices: linear, 0 or more, reached over `rampFrames`.
  public func setGain(_ gain: Float, channel: Int, rampFrames: FrameCount) throws(MixError) {
    fatalError("not yet")
  }

  /// Output frame ↔ monotonic time, now.
  public var clock: DeviceClock { fatalError("not yet") }

  /// Fades everything out, lets what was written leave the device, ends the audio thread and closes the device.
  /// Voices that were still sounding end `stopped` if their last written frame is known to have left, else `closed`.
  public func close(fadeFrames: FrameCount) async { fatalError("not yet") }
}
