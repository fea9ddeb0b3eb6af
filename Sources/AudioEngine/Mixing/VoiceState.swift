/// One place in the renderer's table of voices: all that the audio thread knows of a voice.
struct VoiceState: BitwiseCopyable {
  enum Phase {
    case free
    /// Accepted, its start not reached.
    case pending
    case playing
    /// Paused on request.
    case held
    /// Rendered to its end; what was written has not all left.
    case departing

    @_noLocks @_noAllocation
    static func == (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) == unsafeBitCast(b, to: UInt8.self)
    }

    @_noLocks @_noAllocation
    static func != (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) != unsafeBitCast(b, to: UInt8.self)
    }
  }

  /// What happens when the gate's ramp has arrived.
  enum AtGate {
    case nothing
    case hold
    case stop
    case seek

    @_noLocks @_noAllocation
    static func == (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) == unsafeBitCast(b, to: UInt8.self)
    }

    @_noLocks @_noAllocation
    static func != (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) != unsafeBitCast(b, to: UInt8.self)
    }
  }

  var phase: Phase
  var program: UnsafeMutablePointer<VoiceProgram>
  /// The frame it starts at; `FrameCount.min` is as soon as possible.
  var startFrame: FrameCount
  var startTime: Int64
  /// Seen by the renderer while its start was still ahead.
  var wasAhead: Bool
  /// In the sequence.
  var position: FrameCount
  var segment: Int
  /// Frames of the voice rendered so far.
  var rendered: FrameCount
  var gate: Ramp
  var atGate: AtGate
  /// Frame of the sequence to go on at, and the frames of the fade there.
  var seekTo: FrameCount
  var seekFade: FrameCount
  /// Of the last seek asked for.
  var seekNumber: Int
  /// Channels that it was taken off, and those that it is fading out on; bit n is channel n.
  var releasedMask: UInt64
  var releasingMask: UInt64
  var release: Ramp
  /// Its channels are taken by a higher class that pauses it.
  var isFrozen: Bool
  /// Its stream has nothing ready.
  var isStarved: Bool
  var reason: RenderEvent.Reason
  /// First output frame that carries it, or `FrameCount.min`.
  var firstFrame: FrameCount
  /// Output frame after its last one.
  var endFrame: FrameCount
  var startedAt: Int64
  var startReported: Bool
  var pauseReported: Bool
  /// Marks made so far; the last `VoiceMarks.capacity` are kept.
  var markCount: Int
  /// Lower bound of the frames that have left.
  var left: FrameCount
  /// Frames that may have been lost in the device by a restart.
  var unsure: FrameCount
  var xruns: Int
  var nextProgress: Int64

  /// A free place becomes a voice. Written out because only an annotated initialiser may be used by the audio thread.
  @_noLocks @_noAllocation
  init(phase: Phase, program: UnsafeMutablePointer<VoiceProgram>) {
    self.phase = phase
    self.program = program
    startFrame = 0
    startTime = Int64.min
    wasAhead = false
    position = 0
    segment = 0
    rendered = 0
    gate = Ramp(1)
    seekTo = 0
    seekFade = 0
    seekNumber = 0
    atGate = AtGate.nothing
    releasedMask = 0
    releasingMask = 0
    release = Ramp(1)
    isFrozen = false
    isStarved = false
    reason = RenderEvent.Reason.completed
    firstFrame = FrameCount.min
    endFrame = 0
    startedAt = Int64.min
    startReported = false
    pauseReported = false
    markCount = 0
    left = 0
    unsure = 0
    xruns = 0
    nextProgress = 0
  }

  var isSounding: Bool {
    @_noLocks @_noAllocation @inline(__always) get { phase == .playing && !isFrozen && !isStarved }
  }
}
