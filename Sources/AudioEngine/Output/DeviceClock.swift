/// Output frame ↔ monotonic time, as the device's own clock last told: a value, valid for the moments around it.
public struct DeviceClock: Hashable, Sendable {
  /// An output frame that was leaving the device …
  public var frame: FrameCount
  /// … at this moment.
  public var time: MonotonicTime
  /// Measured frames a second of CLOCK_MONOTONIC; the nominal rate until enough was measured.
  public var framesPerSecond: Double
  /// What the device calls its rate.
  public var nominalRate: Int
  /// False before the device has started to move and while it is lost: the mapping is then a guess.
  public var isRunning: Bool

  public init(
    frame: FrameCount, time: MonotonicTime, framesPerSecond: Double, nominalRate: Int, isRunning: Bool
  ) {
    self.frame = frame
    self.time = time
    self.framesPerSecond = framesPerSecond
    self.nominalRate = nominalRate
    self.isRunning = isRunning
  }

  /// The output frame that leaves the device at `time`, rounded to the nearest.
  public func frame(at time: MonotonicTime) -> FrameCount {
    frame + FrameCount((Double(time.nanoseconds - self.time.nanoseconds) * framesPerSecond / 1e9).rounded())
  }

  /// When `frame` leaves the device.
  public func time(of frame: FrameCount) -> MonotonicTime {
    time.advanced(byNanoseconds: Int64((Double(frame - self.frame) * 1e9 / framesPerSecond).rounded()))
  }

  /// How much faster than nominal the device runs, in parts per million.
  public var driftPPM: Double { (framesPerSecond / Double(nominalRate) - 1) * 1e6 }
}
