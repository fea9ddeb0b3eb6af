import CRealtime
import Foundation
import Synchronization

/// A sound too long for memory: a thread of its own decodes it ahead into a ring, from which one voice plays it.
public final class SoundStream: Sendable {
  public let sampleRate: Int
  public let channelCount: Int
  public let frameCount: FrameCount
  /// It begins again after its end, for a voice that loops.
  public let loops: Bool

  private struct Seek {
    var frame: FrameCount
    var number: Int
  }

  let ring: StreamRing
  private nonisolated(unsafe) let source: any FrameSource
  private let isCancelled = Atomic<Bool>(false)
  private let hasFailed = Atomic<Bool>(false)
  private let isTaken = Atomic<Bool>(false)
  private let wanted = Mutex<Seek?>(nil)
  private let news = DispatchSemaphore(value: 0)
  /// Of the source, touched by one thread at a time.
  private nonisolated(unsafe) var position: FrameCount = 0

  /// Reads the first second at once, so that the voice can start without waiting; the rest follows while it plays.
  ///
  /// - Throws: what the source throws.
  public init(_ source: sending any FrameSource, loops: Bool = false, seconds: Double = 2) throws {
    sampleRate = source.sampleRate
    channelCount = source.channelCount
    frameCount = source.frameCount
    self.loops = loops
    self.source = source
    ring = StreamRing(
      channelCount: source.channelCount, minimumFrames: Int(Double(source.sampleRate) * max(0.05, seconds)))
    try fill(upTo: ring.capacity / 2)
  }

  deinit { ring.destroy() }

  /// The source could not deliver all it had announced; silence sounds in its place.
  public var failed: Bool { hasFailed.load(ordering: .relaxed) }

  /// True for the first who asks: a stream plays once.
  func take() -> Bool { isTaken.exchange(true, ordering: .relaxed) == false }

  /// Starts the thread that keeps the ring full until `cancel`.
  func start() {
    Thread { [self] in
      realtime_name_thread("decode-ahead")
      while !isCancelled.load(ordering: .relaxed) {
        work()
        rest()
      }
    }.start()
  }

  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    news.signal()
  }

  /// The voice is about to be told to go on at `frame` of this stream, by its seek of this number.
  func seek(to frame: FrameCount, number: Int) {
    wanted.withLock { $0 = Seek(frame: frame, number: number) }
    news.signal()
  }

  private func work() {
    do {
      if let seek = wanted.withLock({ wanted in
        defer { wanted = nil }
        return wanted
      }) {
        // Even if the source fails: silence is what the voice then finds.
        position = seek.frame
        ring.turn(toSeek: seek.number)
        try source.seek(to: seek.frame)
      }
      // A quarter stays free, so that a new place can be decoded while the old one is faded out.
      try fill(upTo: ring.isTurning ? ring.capacity : ring.capacity / 4 * 3)
    } catch {
      hasFailed.store(true, ordering: .relaxed)
      fillWithSilence()
    }
  }

  /// The ring holds seconds: a tenth of that is soon enough, but not while the voice waits for a new place.
  private func rest() {
    if ring.isTurning {
      _ = news.wait(timeout: .now() + .milliseconds(5))
    } else if isComplete {
      news.wait()
    } else {
      _ = news.wait(timeout: .now() + .milliseconds(max(1, ring.capacity * 100 / sampleRate)))
    }
  }

  private var isComplete: Bool { !loops && position >= frameCount }

  /// Decodes until the ring holds `frames`, or the end.
  private func fill(upTo frames: Int) throws {
    var channels = (0..<channelCount).map { ring.samples + $0 * ring.capacity }
    while ring.held < frames && !isComplete {
      if position >= frameCount {
        try source.seek(to: 0)
        position = 0
      }
      let wanted = min(ring.writable, Int(min(frameCount - position, FrameCount(frames - ring.held))))
      guard wanted > 0 else { return }
      let offset = ring.writeOffset
      for channel in 0..<channelCount {
        channels[channel] = ring.samples + (channel * ring.capacity + offset)
      }
      let count = try source.read(into: channels, frames: wanted)
      guard count > 0 else {
        hasFailed.store(true, ordering: .relaxed)
        fillWithSilence()
        return
      }
      ring.didWrite(count)
      position += FrameCount(count)
    }
  }

  /// What the source owes and cannot give.
  private func fillWithSilence() {
    while ring.writable > 0 && position < frameCount {
      let count = min(ring.writable, Int(frameCount - position))
      for channel in 0..<channelCount {
        (ring.samples + (channel * ring.capacity + ring.writeOffset)).update(repeating: 0, count: count)
      }
      ring.didWrite(count)
      position += FrameCount(count)
    }
  }
}
