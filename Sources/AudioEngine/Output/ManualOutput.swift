/// An output whose device is moved by hand, for tests: no thread, no clock, every event deterministic.
///
/// It is a real `Output` with the real renderer and bookkeeping; only the sink and the thread are replaced.
public struct ManualOutput: Sendable {
  public let output: Output

  /// Device time starts at 0 ns, frame 0. `kind` is what the fake claims to be.
  public init(
    configuration: OutputConfiguration, kind: OutputKind = .virtual, name: String = "manual"
  ) throws(OutputError) { fatalError("not yet") }

  /// Lets the device play `frames` frames: renders, writes, moves the clock, and delivers the events due by then.
  public func advance(frames: FrameCount) { fatalError("not yet") }

  /// The device's present moment.
  public var now: MonotonicTime { fatalError("not yet") }

  /// Pulls the plug: what the buffer held is lost.
  public func unplug() { fatalError("not yet") }

  /// The device is there again; the output reopens it when its back-off allows.
  public func replug() { fatalError("not yet") }

  /// What has left the device so far, one array a channel.
  public var played: [[Float]] { fatalError("not yet") }
}
