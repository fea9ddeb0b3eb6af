public import AudioEngine

/// One moment, told by both clocks: wall time names it, monotonic time and boot make it comparable when the wall
/// clock was set.
public struct Moment: Hashable, Sendable {
  public var wall: WallTime
  public var monotonic: MonotonicTime
  /// The kernel's boot id: monotonic times compare only within one boot.
  public var boot: String
  /// Whether the wall clock is known to follow a time source (kernel's synchronised flag).
  public var isClockTrusted: Bool

  public init(wall: WallTime, monotonic: MonotonicTime, boot: String, isClockTrusted: Bool) {
    self.wall = wall
    self.monotonic = monotonic
    self.boot = boot
    self.isClockTrusted = isClockTrusted
  }

  /// When the wall clock, if it is not set meanwhile, will show `time`.
  public func monotonic(at time: WallTime) -> MonotonicTime {
    monotonic.advanced(byNanoseconds: time.nanoseconds - wall.nanoseconds)
  }

  /// What the wall clock, if it was not set meanwhile, showed at `time` of this boot.
  public func wall(at time: MonotonicTime) -> WallTime {
    WallTime(nanoseconds: wall.nanoseconds + time.nanoseconds - monotonic.nanoseconds)
  }
}
