import Synchronization

/// An output whose device is moved by hand, for tests: no thread, no clock, every event deterministic.
///
/// It is a real `Output` with the real renderer and bookkeeping; only the sink and the thread are replaced. Not for use
/// from several tasks at once.
public struct ManualOutput: Sendable {
  public let output: Output
  private nonisolated(unsafe) let sink: ManualSink

  /// Device time starts at 0 ns, frame 0. `kind` is what the fake claims to be.
  public init(
    configuration: OutputConfiguration, kind: OutputKind = .virtual, name: String = "manual"
  ) throws(OutputError) {
    try configuration.validate()
    sink = ManualSink(configuration: configuration, kind: kind, name: name)
    output = try Output(manual: sink, configuration)
    fill()
  }

  /// Lets the device play `frames` frames: renders, writes, moves the clock, and delivers the events due by then.
  ///
  /// The buffer is kept full, so a voice for “as soon as possible” is heard a buffer later.
  public func advance(frames: FrameCount) {
    var left = Int(frames)
    while left > 0 {
      let step = min(left, output.periodFrames)
      fill()
      sink.play(step)
      left -= step
    }
    fill()
    _ = output.turn()
    _ = output.deliver()
  }

  private func fill() {
    repeat {
      guard output.turn() else { break }
    } while sink.hasRoom
    _ = output.deliver()
  }

  /// The device's present moment.
  public var now: MonotonicTime { sink.now() }

  /// Pulls the plug: what the buffer held is lost.
  public func unplug() { sink.unplug() }

  /// The device is there again; the output reopens it when its back-off allows.
  public func replug() { sink.replug() }

  /// The device plays `frames` frames without being fed: it runs dry if they are more than its buffer.
  public func starve(frames: FrameCount) { sink.play(Int(frames)) }

  /// Frees what has left so far, for long runs.
  public func forgetPlayed() { sink.forgetPlayed() }

  /// What has left the device so far, one array a channel.
  public var played: [[Float]] { sink.played }
}
