/// Output frame ↔ CLOCK_MONOTONIC as a straight line; plain memory for the audio thread.
struct ClockLine: BitwiseCopyable {
  /// An output frame that was leaving (a fraction of a frame may matter) …
  var frame: Double
  /// … at this moment, in nanoseconds.
  var time: Int64
  var framesPerSecond: Double

  @inline(__always) @_noLocks @_noAllocation
  func frame(at time: Int64) -> FrameCount {
    Self.nearest(frame + Double(time - self.time) * framesPerSecond / 1e9)
  }

  @inline(__always) @_noLocks @_noAllocation
  func time(of frame: FrameCount) -> Int64 {
    time + Self.nearest((Double(frame) - self.frame) * 1e9 / framesPerSecond)
  }

  /// `rounded()` takes its rule as metadata, which the render path may not touch.
  @inline(__always) @_noLocks @_noAllocation
  private static func nearest(_ value: Double) -> Int64 {
    Int64(value < 0 ? value - 0.5 : value + 0.5)
  }
}
