/// One airing: sounds in sequence, on some output channels, from a given moment.
public struct VoiceRequest: Sendable {
  /// Where a voice goes: one output channel and how loud.
  public struct Route: Hashable, Sendable {
    /// 0-based channel of the output.
    public var channel: Int
    /// Linear gain, 0 or more; 1 is unity.
    public var gain: Float

    public init(channel: Int, gain: Float = 1) {
      self.channel = channel
      self.gain = gain
    }
  }

  /// What becomes of a sound with several channels. A sound of one channel always goes to every route.
  public enum Mapping: Hashable, Sendable {
    /// Every route gets the mean of the sound's channels: each zone hears the whole programme. The default.
    case mixDown
    /// Route `i` gets the sound's channel `i mod channelCount`: a stereo file stays stereo on two routes.
    case discrete
  }

  /// When the first frame leaves the device.
  public enum Start: Hashable, Sendable {
    case asSoonAsPossible
    /// An absolute output frame. One already rendered is late: the voice ends `missed` and nothing sounds.
    case frame(FrameCount)
    /// A moment, turned into a frame by the audio thread with the newest device clock until it is due, so drift and
    /// xruns between the request and its moment do not move it. A moment already past is late: `missed`.
    case time(MonotonicTime)
  }

  public var id: VoiceID
  public var voiceClass: VoiceClass
  /// Played one after another, the join exact to the sample; not empty. All at the output's sample rate.
  public var sounds: [Sound]
  public var start: Start
  /// Not empty; a channel at most once.
  public var routes: [Route]
  public var mapping: Mapping
  /// Linear fade over the first frames; 0 for none.
  public var fadeInFrames: FrameCount
  /// Linear fade over the last frames; 0 for none. A looping voice has no last frame.
  public var fadeOutFrames: FrameCount
  /// Starts over after the last sound until it is stopped.
  public var loops: Bool
  /// Where in the sequence to begin, in frames; for resuming a broadcast that was cut.
  public var offset: FrameCount

  public init(
    id: VoiceID,
    voiceClass: VoiceClass = .routine,
    sounds: [Sound],
    start: Start = .asSoonAsPossible,
    routes: [Route],
    mapping: Mapping = .mixDown,
    fadeInFrames: FrameCount = 0,
    fadeOutFrames: FrameCount = 0,
    loops: Bool = false,
    offset: FrameCount = 0
  ) {
    self.id = id
    self.voiceClass = voiceClass
    self.sounds = sounds
    self.start = start
    self.routes = routes
    self.mapping = mapping
    self.fadeInFrames = fadeInFrames
    self.fadeOutFrames = fadeOutFrames
    self.loops = loops
    self.offset = offset
  }
}
