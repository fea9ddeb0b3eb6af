import AudioEngine

/// A device that takes everything at once; its clock is the frames it took.
final class DiscardingSink: AudioSink {
  let name = "discarding"
  private let format: SinkFormat
  private var written = 0

  init(channelCount: Int, periodFrames: Int = 480) {
    format = SinkFormat(
      kind: .virtual, sampleRate: 48_000, channelCount: channelCount, periodFrames: periodFrames,
      bufferFrames: periodFrames * 2)
  }

  func open() throws(OutputError) -> SinkFormat { format }
  func wait(milliseconds: Int) throws(SinkFailure) -> Bool { true }

  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
    written += block.frameCount - from
    return block.frameCount - from
  }

  func status() throws(SinkFailure) -> SinkStatus { SinkStatus(delay: 0, time: now(), isRunning: true) }
  func recover(from failure: SinkFailure) -> SinkRecovery { .restarted }
  func close() {}
  func now() -> MonotonicTime { MonotonicTime(nanoseconds: Int64(written) * 1_000_000_000 / 48_000) }
}
