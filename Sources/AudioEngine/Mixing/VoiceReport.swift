/// The end of a voice as the audio thread and the device's clock saw it: the source of a playback log entry.
///
/// Frames are counted in the voice's own sound (pauses and starvation do not count). Always
/// `framesLeft.lowerBound ≤ framesLeft.upperBound ≤ framesWritten ≤ framesRendered`.
public struct VoiceReport: Hashable, Sendable {
  public enum Reason: String, Hashable, Sendable, Codable {
    /// Every frame has left the device, by the device's own clock.
    case completed
    /// Stopped on request; what was written before has left.
    case stopped
    /// The device vanished or stopped for good while the voice sounded.
    case deviceLost
    /// The output was closed before all had left.
    case closed
    /// The start had passed before the audio thread could serve it; nothing sounded.
    case missed
  }

  /// An output channel that did not get the voice completely, because a higher class took it.
  public struct Overruled: Hashable, Sendable {
    public var channel: Int
    /// Frames rendered while it was being faded out or in, or ducked.
    public var framesLowered: FrameCount
    /// Frames rendered while it was silenced. While all its channels are, a voice waits and misses none.
    public var framesSilenced: FrameCount

    public init(channel: Int, framesLowered: FrameCount, framesSilenced: FrameCount) {
      self.channel = channel
      self.framesLowered = framesLowered
      self.framesSilenced = framesSilenced
    }
  }

  public var id: VoiceID
  public var reason: Reason
  /// Output frame of the voice's first frame; nil if nothing was rendered.
  public var firstFrame: FrameCount?
  /// When the first frame left, by the device clock; nil if it is not known to have left.
  public var startedAt: MonotonicTime?
  /// When the last frame left, or when the end was noticed.
  public var endedAt: MonotonicTime
  /// Length of the sequence from the offset on; nil for a loop.
  public var framesTotal: FrameCount?
  public var framesRendered: FrameCount
  /// Accepted by the device. Not proof of sound.
  public var framesWritten: FrameCount
  /// Known to have left the device; an interval where only bounds are known. Never more than proven.
  public var framesLeft: ClosedRange<FrameCount>
  /// Silent frames after the voice's last one up to the end of its period.
  public var paddingFrames: FrameCount
  /// Underruns while the voice sounded.
  public var xruns: Int
  /// Highest sample on the voice's channels while it sounded (linear, 1 is full scale), after gains and limiter.
  public var peak: Float
  /// Loudness (LUFS, ITU-R BS.1770) of its loudest channel while it sounded; nil when silent or too short to tell.
  public var loudness: Float?
  /// The channels that did not get it completely, in the order of the routes; empty if all did.
  public var overruled: [Overruled]

  public init(
    id: VoiceID, reason: Reason, firstFrame: FrameCount? = nil, startedAt: MonotonicTime? = nil,
    endedAt: MonotonicTime, framesTotal: FrameCount? = nil, framesRendered: FrameCount = 0,
    framesWritten: FrameCount = 0, framesLeft: ClosedRange<FrameCount> = 0...0, paddingFrames: FrameCount = 0,
    xruns: Int = 0, peak: Float = 0, loudness: Float? = nil, overruled: [Overruled] = []
  ) {
    self.id = id
    self.reason = reason
    self.firstFrame = firstFrame
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.framesTotal = framesTotal
    self.framesRendered = framesRendered
    self.framesWritten = framesWritten
    self.framesLeft = framesLeft
    self.paddingFrames = paddingFrames
    self.xruns = xruns
    self.peak = peak
    self.loudness = loudness
    self.overruled = overruled
  }
}
