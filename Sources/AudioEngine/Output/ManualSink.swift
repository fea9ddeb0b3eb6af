import Synchronization

/// A device in memory that plays when it is told to. Time is counted in its own frames.
final class ManualSink: AudioSink {
  let name: String
  private let kind: OutputKind
  private let format: SinkFormat
  /// Interleaved-free: one array a channel, in the order played.
  private(set) var played: [[Float]]
  private var buffer: [[Float]]
  private var isOpen = false
  private var isRunning = false
  private var hasRunDry = false
  private(set) var isPlugged = true
  private(set) var elapsed: Int64 = 0

  init(configuration: OutputConfiguration, kind: OutputKind, name: String) {
    self.name = name
    self.kind = kind
    let period = configuration.requestedPeriodFrames
    format = SinkFormat(
      kind: kind, sampleRate: configuration.sampleRate, channelCount: configuration.channelCount,
      periodFrames: period, bufferFrames: period * configuration.periodCount)
    played = Array(repeating: [], count: configuration.channelCount)
    buffer = played
  }

  func open() throws(OutputError) -> SinkFormat {
    guard isPlugged else {
      throw .alsa(device: name, operation: "open", code: -19, message: "No such device")
    }
    isOpen = true
    isRunning = false
    hasRunDry = false
    return format
  }

  func wait(milliseconds: Int) throws(SinkFailure) -> Bool {
    guard isPlugged else { throw .gone(code: -19) }
    if hasRunDry { throw .xrun }
    return buffer[0].count + format.periodFrames <= format.bufferFrames
  }

  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
    guard isPlugged else { throw .gone(code: -19) }
    let count = min(block.frameCount - from, format.bufferFrames - buffer[0].count)
    for channel in 0..<format.channelCount {
      buffer[channel] += UnsafeBufferPointer(start: block.channel(channel) + from, count: count)
    }
    if buffer[0].count == format.bufferFrames { isRunning = true }
    return count
  }

  func status() throws(SinkFailure) -> SinkStatus {
    guard isPlugged else { throw .gone(code: -19) }
    return SinkStatus(delay: buffer[0].count, time: now(), isRunning: isRunning)
  }

  func recover(from failure: SinkFailure) -> SinkRecovery {
    hasRunDry = false
    isRunning = false
    return .restarted
  }

  func close() {
    isOpen = false
    isRunning = false
    for channel in buffer.indices { buffer[channel] = [] }
  }

  func now() -> MonotonicTime {
    MonotonicTime(nanoseconds: elapsed * 1_000_000_000 / Int64(format.sampleRate))
  }

  func pause(nanoseconds: Int64) {}

  /// Open, and a period fits.
  var hasRoom: Bool { isOpen && isPlugged && buffer[0].count + format.periodFrames <= format.bufferFrames }

  /// Time passes; a running device plays.
  func play(_ frames: Int) {
    elapsed += Int64(frames)
    guard isOpen, isRunning else { return }
    let count = min(frames, buffer[0].count)
    for channel in buffer.indices {
      played[channel] += buffer[channel][..<count]
      buffer[channel].removeFirst(count)
    }
    if count < frames {
      hasRunDry = true
      isRunning = false
    }
  }

  func forgetPlayed() {
    for channel in played.indices { played[channel].removeAll(keepingCapacity: true) }
  }

  func unplug() {
    isPlugged = false
    for channel in buffer.indices { buffer[channel] = [] }
  }

  func replug() { isPlugged = true }
}
