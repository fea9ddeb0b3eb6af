/// A gain on its way: from one value to another in a straight line over a number of frames.
///
/// The value is computed from the frames done, not accumulated, so any partition into blocks gives the same sound.
struct Ramp: BitwiseCopyable {
  var from: Float
  var target: Float
  var length: FrameCount
  var done: FrameCount

  @_noLocks @_noAllocation
  init(_ value: Float) {
    from = value
    target = value
    length = 0
    done = 0
  }

  var isMoving: Bool {
    @_noLocks @_noAllocation @inline(__always) get { done < length }
  }

  var remaining: FrameCount {
    @_noLocks @_noAllocation @inline(__always) get { length - done }
  }

  /// The gain's change a frame.
  var step: Float {
    @_noLocks @_noAllocation @inline(__always) get { isMoving ? (target - from) / Float(length) : 0 }
  }

  /// The gain of the next frame: ramps are sampled at the middle of a frame, so that a fade in mirrors a fade out.
  var next: Float {
    @_noLocks @_noAllocation @inline(__always) get { isMoving ? from + step * (Float(done) + 0.5) : target }
  }

  /// Where it is between two frames.
  var current: Float {
    @_noLocks @_noAllocation @inline(__always) get { isMoving ? from + step * Float(done) : target }
  }

  /// Turns towards `target` from where it is.
  @_noLocks @_noAllocation @inline(__always)
  mutating func move(to target: Float, over frames: FrameCount) {
    from = current
    self.target = target
    length = max(0, frames)
    done = 0
  }

  @_noLocks @_noAllocation @inline(__always)
  mutating func advance(_ frames: FrameCount) {
    if isMoving {
      done = min(length, done + frames)
    }
  }
}
