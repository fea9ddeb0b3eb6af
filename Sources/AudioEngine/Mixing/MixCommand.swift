/// An order from the control side to the audio thread; plain memory, so that it can cross the ring.
struct MixCommand: BitwiseCopyable, @unchecked Sendable {
  enum Kind {
    case start
    case stop
    case stopChannels
    case pause
    case resume
    case seek
    /// Takes the voice off some of its channels for good.
    case release
    case channelGain
    case channelMute
    case close
  }

  var kind: Kind
  /// The voice's place in the renderer's table, chosen by the control side.
  var slot = 0
  var program: UnsafeMutablePointer<VoiceProgram>?
  /// Seek: a frame of the sequence. Start: an output frame, or `FrameCount.min` for as soon as possible.
  var frame = FrameCount.min
  /// Start: nanoseconds of CLOCK_MONOTONIC, or `Int64.min` if it is given as a frame.
  var time = Int64.min
  /// Of a fade or ramp.
  var frames: FrameCount = 0
  /// Which channels; bit n is channel n.
  var channelMask: UInt64 = 0
  var gain: Float = 0
  /// Start and seek: the number of the last seek that the voice's streams were told of.
  var seekNumber = 0
}
