import AudioEngine
import Foundation

/// A device paced by the clock that throws sound away, or hands it to a pipe as s16le. All devices of a process share
/// one clock, as the sinks of a GStreamer pipeline do, and so their periods.
final class PacedSink: AudioSink {
  let name = "paced"
  private let format: SinkFormat
  private let pipe: Int32
  private var bytes: [Int16]
  private var origin: Int64 = 0
  private static let base = MonotonicTime.now().nanoseconds
  private var written: Int64 = 0

  init(channelCount: Int, periodFrames: Int = 480, pipe: Int32 = -1) {
    format = SinkFormat(
      kind: .virtual, sampleRate: 48_000, channelCount: channelCount, periodFrames: periodFrames,
      bufferFrames: periodFrames * 2)
    self.pipe = pipe
    bytes = Array(repeating: 0, count: channelCount * periodFrames)
  }

  func open() throws(OutputError) -> SinkFormat {
    let period = Int64(format.periodFrames) * 1_000_000 / 48
    origin = Self.base + (now().nanoseconds - Self.base + period - 1) / period * period
    return format
  }

  func wait(milliseconds: Int) throws(SinkFailure) -> Bool {
    // A frame later than the edge, so that rounding does not wake it twice.
    let due = origin + (written - Int64(format.periodFrames) + 1) * 1_000_000 / 48
    let rest = due - now().nanoseconds
    if rest > 0 { pause(nanoseconds: min(rest, Int64(milliseconds) * 1_000_000)) }
    return rest <= Int64(milliseconds) * 1_000_000
  }

  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
    written += Int64(block.frameCount)
    guard pipe >= 0 else { return block.frameCount }
    for channel in 0..<block.channelCount {
      let samples = block.channel(channel)
      for frame in 0..<block.frameCount {
        bytes[frame * block.channelCount + channel] = Int16(max(-1, min(1, samples[frame])) * 32_767)
      }
    }
    let size = block.frameCount * block.channelCount * 2
    if Foundation.write(pipe, bytes, size) != size { throw .gone(code: -errno) }
    return block.frameCount
  }

  func status() throws(SinkFailure) -> SinkStatus {
    let time = now()
    let taken = (time.nanoseconds - origin) * 48 / 1_000_000
    return SinkStatus(delay: Int(max(0, written - taken)), time: time, isRunning: true)
  }

  func recover(from failure: SinkFailure) -> SinkRecovery { .restarted }
  func close() {}
}
