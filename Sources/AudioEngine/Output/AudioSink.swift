import CRealtime

/// Where rendered sound goes: the whole of the hardware boundary.
///
/// Everything but `open` and `close` is called by the audio thread once a period, and must not allocate, lock or wait
/// (only `wait` may wait). `open` and `close` are called before the thread starts and by it when the device is lost, so
/// never by two threads at once.
public protocol AudioSink: AnyObject {
  /// The PCM's name or the folder.
  var name: String { get }

  /// Opens for playing and says what was got. May be called again after `close`, also from the audio thread.
  func open() throws(OutputError) -> SinkFormat

  /// Waits until a period can be written, at most `milliseconds`. False if it cannot yet.
  func wait(milliseconds: Int) throws(SinkFailure) -> Bool

  /// Takes frames of `block` beginning with frame `from`, without waiting; returns how many it accepted (may be 0).
  /// What was not accepted is offered again.
  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int

  /// State, delay and time in one reading.
  func status() throws(SinkFailure) -> SinkStatus

  /// Tries to make the device run again after `failure`.
  func recover(from failure: SinkFailure) -> SinkRecovery

  /// Gives the device back at once; what it held is lost.
  func close()

  /// The present moment on the clock that `status` stamps with.
  func now() -> MonotonicTime

  /// Lets the thread rest while there is no device.
  func pause(nanoseconds: Int64)
}

extension AudioSink {
  public func now() -> MonotonicTime { .now() }

  public func pause(nanoseconds: Int64) {
    realtime_sleep_until(MonotonicTime.now().nanoseconds + nanoseconds)
  }
}

/// What a sink got when it opened.
public struct SinkFormat: Hashable, Sendable {
  public var kind: OutputKind
  public var sampleRate: Int
  public var channelCount: Int
  public var periodFrames: Int
  public var bufferFrames: Int

  public init(
    kind: OutputKind, sampleRate: Int, channelCount: Int, periodFrames: Int, bufferFrames: Int
  ) {
    self.kind = kind
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    self.periodFrames = periodFrames
    self.bufferFrames = bufferFrames
  }
}

/// One reading of a sink.
public struct SinkStatus: Hashable, Sendable {
  /// Frames accepted that have not yet left the device.
  public var delay: Int
  public var time: MonotonicTime
  /// False before it has begun to play.
  public var isRunning: Bool

  public init(delay: Int, time: MonotonicTime, isRunning: Bool) {
    self.delay = delay
    self.time = time
    self.isRunning = isRunning
  }
}

/// What went wrong with a device, by what can be done.
public enum SinkFailure: Error, Hashable, Sendable {
  /// It ran dry: everything accepted has left; prepare it and go on.
  case xrun
  /// The machine slept: resume it.
  case suspended
  /// The handle is dead: close and reopen. `code` is a negative errno.
  case gone(code: Int32)
}

/// How `recover` ended.
public enum SinkRecovery: Hashable, Sendable {
  /// It goes on with what it held.
  case resumed
  /// It starts afresh and empty.
  case restarted
  /// Not yet; try again in the next period.
  case notYet
  /// Only reopening helps. `code` is a negative errno.
  case failed(code: Int32)
}

/// A rendered block: planar Float32, full scale ±1, valid during the call that gets it.
public struct AudioBlock {
  let samples: UnsafePointer<Float>
  let stride: Int
  public let channelCount: Int
  public let frameCount: Int

  init(samples: UnsafePointer<Float>, stride: Int, channelCount: Int, frameCount: Int) {
    self.samples = samples
    self.stride = stride
    self.channelCount = channelCount
    self.frameCount = frameCount
  }

  /// `frameCount` samples of channel `index`.
  @inline(__always)
  public func channel(_ index: Int) -> UnsafePointer<Float> { samples + index &* stride }
}
