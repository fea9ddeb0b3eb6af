/// A report from the audio thread to the control side; plain memory, so that it can cross the ring.
struct RenderEvent: BitwiseCopyable {
  enum Kind {
    case started
    case progress
    case ended
    case xrun
    case suspended
    case stalled
    case stallEnded
    case deviceLost
    case deviceReturned
    case closed
    /// The voice's first frame was rendered.
    case began
    /// Its last one was.
    case finished
    /// A twentieth of a second of one channel, `slot`, ended before `frame`.
    case meter
    case starved
  }

  enum Reason {
    case completed
    case stopped
    case deviceLost
    case closed
    case missed

    @_noLocks @_noAllocation
    static func == (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) == unsafeBitCast(b, to: UInt8.self)
    }

    @_noLocks @_noAllocation
    static func != (a: Self, b: Self) -> Bool {
      unsafeBitCast(a, to: UInt8.self) != unsafeBitCast(b, to: UInt8.self)
    }
  }

  var kind: Kind
  var slot: Int
  var reason = Reason.completed
  var isPaused = false
  /// Nanoseconds of CLOCK_MONOTONIC.
  var time: Int64 = 0
  /// Of `.ended`: when the first frame left, or `Int64.min`.
  var startedAt = Int64.min
  /// Output frame; of a voice its first one, or `FrameCount.min`.
  var frame = FrameCount.min
  var rendered: FrameCount = 0
  var written: FrameCount = 0
  var leftLow: FrameCount = 0
  var leftHigh: FrameCount = 0
  var padding: FrameCount = 0
  var xruns = 0
  /// libasound's error code of `.deviceLost`.
  var code: Int32 = 0
  var bin = MeterBin(peak: 0, meanSquare: 0, weighted: 0)

  @_noLocks @_noAllocation
  init(kind: Kind, slot: Int = 0) {
    self.kind = kind
    self.slot = slot
  }
}
