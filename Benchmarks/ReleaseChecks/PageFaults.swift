import AudioEngine
import CRealtime
import Foundation
import Synchronization

/// The audio thread of a real output touches no new page once it plays: what it needs is in memory from the start.
enum PageFaults {
  private static let warmUp = 200
  private static let blocks = 1_000

  static func check() async -> CheckResult {
    let name = "page faults of the audio thread in \(blocks) blocks of 16 voices"
    let sink = FaultCountingSink(from: warmUp, to: warmUp + blocks)
    do {
      let output = try Output.open(sink.made(), OutputConfiguration(channelCount: 8, periodFrames: 480))
      let clip = Clip(sampleRate: 48_000, channels: [(0..<480_000).map { Float($0 % 1_000) / 16_000 }])
      for id in 0..<16 {
        try output.start(
          VoiceRequest(
            id: VoiceID(UInt64(id)), voiceClass: VoiceClass.allCases[id % 4], sounds: [.clip(clip)],
            routes: [.init(channel: id % 8)], loops: true))
      }
      let faults = await sink.result()
      await output.close(fadeFrames: 0)
      // A counter that does not count would pass everything.
      let counted = countsOne()
      return CheckResult(
        name: name, passed: faults == 0 && counted >= 1,
        detail: "\(faults) (memory \(output.realtime.memoryLocked ? "locked" : "not locked"); "
          + "\(counted) for one new page)")
    } catch {
      return CheckResult(name: name, passed: false, detail: "\(error)")
    }
  }

  private static func countsOne() -> Int64 {
    let before = realtime_thread_faults()
    let page = mmap(nil, 4_096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    page?.storeBytes(of: 1, as: UInt8.self)
    let counted = realtime_thread_faults() - before
    munmap(page, 4_096)
    return counted
  }
}

/// Tells how many page faults the thread that writes has had between two of its blocks.
final class FaultCountingSink: Sendable {
  private let first: Int
  private let last: Int
  private let result: AsyncStream<Int64>
  private let continuation: AsyncStream<Int64>.Continuation

  init(from first: Int, to last: Int) {
    self.first = first
    self.last = last
    (result, continuation) = AsyncStream.makeStream(of: Int64.self)
  }

  func result() async -> Int64 { await result.first { _ in true } ?? -1 }

  func made() -> sending any AudioSink { Sink(first: first, last: last, continuation: continuation) }

  /// Paced at four times the usual speed.
  private final class Sink: AudioSink {
    let name = "counting"
    private let format = SinkFormat(
      kind: .virtual, sampleRate: 48_000, channelCount: 8, periodFrames: 480, bufferFrames: 960)
    private let first: Int
    private let last: Int
    private let continuation: AsyncStream<Int64>.Continuation
    private var written = 0
    private var before: Int64 = 0

    init(first: Int, last: Int, continuation: AsyncStream<Int64>.Continuation) {
      self.first = first
      self.last = last
      self.continuation = continuation
    }

    func open() throws(OutputError) -> SinkFormat { format }

    func wait(milliseconds: Int) throws(SinkFailure) -> Bool {
      pause(nanoseconds: 2_500_000)
      return true
    }

    func write(_ block: AudioBlock, from: Int) throws(SinkFailure) -> Int {
      if written == first { before = realtime_thread_faults() }
      if written == last { continuation.yield(realtime_thread_faults() - before) }
      written += 1
      return block.frameCount - from
    }

    func status() throws(SinkFailure) -> SinkStatus { SinkStatus(delay: 0, time: now(), isRunning: true) }
    func recover(from failure: SinkFailure) -> SinkRecovery { .restarted }
    func close() {}
  }
}
