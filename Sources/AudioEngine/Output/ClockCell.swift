import Synchronization

/// The newest `DeviceClock`, written by the audio thread and read by any other: a sequence lock over atomic words.
final class ClockCell: Sendable {
  private let version = Atomic<Int>(0)
  private let frame = Atomic<UInt64>(0)
  private let time = Atomic<Int64>(0)
  private let rate = Atomic<UInt64>(0)
  private let running = Atomic<Bool>(false)
  /// When the audio thread last began a turn, in nanoseconds; it is stuck in the device if that is long ago.
  let heartbeat = Atomic<Int64>(.max)
  private let nominalRate: Int

  init(nominalRate: Int) {
    self.nominalRate = nominalRate
    rate.store(Double(nominalRate).bitPattern, ordering: .relaxed)
  }

  /// The audio thread only.
  func publish(_ line: ClockLine, isRunning: Bool) {
    let next = version.load(ordering: .relaxed) + 1
    version.store(next, ordering: .relaxed)
    atomicMemoryFence(ordering: .releasing)
    frame.store(line.frame.bitPattern, ordering: .relaxed)
    time.store(line.time, ordering: .relaxed)
    rate.store(line.framesPerSecond.bitPattern, ordering: .relaxed)
    running.store(isRunning, ordering: .relaxed)
    version.store(next + 1, ordering: .releasing)
  }

  func read() -> DeviceClock {
    while true {
      let before = version.load(ordering: .acquiring)
      let line = ClockLine(
        frame: Double(bitPattern: frame.load(ordering: .relaxed)), time: time.load(ordering: .relaxed),
        framesPerSecond: Double(bitPattern: rate.load(ordering: .relaxed)))
      let isRunning = running.load(ordering: .relaxed)
      atomicMemoryFence(ordering: .acquiring)
      if before % 2 == 0 && version.load(ordering: .relaxed) == before {
        // Whole frames; the moment moves by the fraction instead.
        let whole = line.frame.rounded(.down)
        let back = (line.frame - whole) * 1e9 / line.framesPerSecond
        return DeviceClock(
          frame: FrameCount(whole), time: MonotonicTime(nanoseconds: line.time - Int64(back)),
          framesPerSecond: line.framesPerSecond, nominalRate: nominalRate, isRunning: isRunning)
      }
    }
  }
}
