import CRealtime
import Foundation

/// A device that does not exist: takes sound at the pace of CLOCK_MONOTONIC and keeps it in 16-bit WAV files.
final class FileSink: AudioSink {
  let name: String
  private let files: [ZoneFile]
  private let configuration: OutputConfiguration
  private let format: SinkFormat
  private var writers: [WAVFile] = []
  /// When frame 0 of the pace was due.
  private var origin: Int64 = 0
  private var written: Int64 = 0
  private var isRunning = false

  init(files: [ZoneFile], configuration: OutputConfiguration) {
    self.files = files
    self.configuration = configuration
    name = files.first?.url.deletingLastPathComponent().path ?? ""
    let period = configuration.requestedPeriodFrames
    format = SinkFormat(
      kind: .file, sampleRate: configuration.sampleRate, channelCount: configuration.channelCount,
      periodFrames: period, bufferFrames: period * configuration.periodCount)
  }

  func open() throws(OutputError) -> SinkFormat {
    guard !files.isEmpty else { throw .invalidConfiguration("đầu ra tệp chưa có tệp nào") }
    for file in files {
      guard !file.channels.isEmpty, file.channels.allSatisfy({ (0..<format.channelCount).contains($0) })
      else {
        throw .invalidConfiguration(
          "\(file.url.lastPathComponent) cần các kênh \(file.channels), đầu ra có \(format.channelCount) kênh"
        )
      }
    }
    // Reopened after a failure of the disk, the files go on where they ended.
    if writers.isEmpty {
      for file in files {
        writers.append(
          try WAVFile(
            url: file.url, channels: file.channels, sampleRate: format.sampleRate,
            maximumFrames: format.periodFrames))
      }
    }
    isRunning = false
    return format
  }

  func wait(milliseconds: Int) throws(SinkFailure) -> Bool {
    if hasRoom() { return true }
    // The moment at which the clock has taken enough for a period to fit.
    let due = origin + nanoseconds(written + Int64(format.periodFrames - format.bufferFrames))
    let until = min(due, now().nanoseconds + Int64(milliseconds) * 1_000_000)
    realtime_sleep_until(until)
    return hasRoom()
  }

  private func hasRoom() -> Bool {
    Int64(held(at: now().nanoseconds)) + Int64(format.periodFrames) <= Int64(format.bufferFrames)
  }

  func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
    for index in writers.indices {
      let code = writers[index].append(block)
      if code != 0 { throw .gone(code: -code) }
    }
    if !isRunning {
      origin = now().nanoseconds - nanoseconds(written)
      isRunning = true
    }
    written += Int64(block.frameCount)
    return block.frameCount
  }

  func status() throws(SinkFailure) -> SinkStatus {
    let time = now()
    return SinkStatus(delay: held(at: time.nanoseconds), time: time, isRunning: isRunning)
  }

  func recover(from failure: SinkFailure) -> SinkRecovery { .restarted }

  func close() {
    for writer in writers { writer.sync() }
  }

  /// Frames accepted that the pace has not taken yet. A thread that comes late loses nothing: the pace waits for it.
  private func held(at time: Int64) -> Int {
    guard isRunning else { return Int(written) }
    let taken = Int64(Double(time - origin) * Double(format.sampleRate) / 1e9)
    if taken > written {
      origin = time - nanoseconds(written)
      return 0
    }
    return Int(written - taken)
  }

  private func nanoseconds(_ frames: Int64) -> Int64 {
    Int64(Double(frames) * 1e9 / Double(format.sampleRate))
  }
}
