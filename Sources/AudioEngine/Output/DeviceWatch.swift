/// Decides, from what the device does, whether it is well: a pure state machine that is told the time.
struct DeviceWatch: BitwiseCopyable {
  enum State: BitwiseCopyable, Equatable {
    case running
    /// It has not moved since `since` (nanoseconds).
    case stalled(since: Int64)
    /// Closed; to be opened again at `retryAt` (nanoseconds).
    case lost(retryAt: Int64, attempt: Int)
  }

  enum Finding: BitwiseCopyable, Equatable {
    case nothing
    case stalled
    case stallEnded
    /// Stalled for so long that it must be closed and opened again.
    case giveUp
  }

  private(set) var state = State.running
  /// No movement for so long, in nanoseconds, is a stall.
  let stallAfter: Int64
  /// A stall of so many nanoseconds is given up.
  let giveUpAfter: Int64
  /// How long a running device may take to make room for a period, in nanoseconds.
  private let takesWithin: Int64
  private var lastLeft: FrameCount = .min
  private var movedAt: Int64 = 0
  private var lastWritten: FrameCount = .min
  private var tookAt: Int64 = 0

  /// `period` in nanoseconds.
  init(stallAfter: Int64, period: Int64 = 0, giveUpAfter: Int64 = 3_000_000_000) {
    self.stallAfter = stallAfter
    takesWithin = stallAfter + 2 * period
    self.giveUpAfter = giveUpAfter
  }

  /// A reading: all frames before `left` have left, all before `written` were accepted.
  ///
  /// Two things must move in a running device: what it holds must leave, and it must take more. A frozen sound server is
  /// seen only by the second: its client goes on computing what would have left.
  mutating func observe(left: FrameCount, written: FrameCount, isRunning: Bool, at time: Int64) -> Finding {
    if left != lastLeft || !isRunning || left >= written {
      lastLeft = left
      movedAt = time
    }
    if written != lastWritten || !isRunning {
      lastWritten = written
      tookAt = time
    }
    let moves = time - movedAt < stallAfter && time - tookAt < takesWithin
    switch state {
    case .running:
      if moves { return .nothing }
      state = .stalled(since: min(movedAt, tookAt))
      return .stalled
    case .stalled where moves:
      state = .running
      return .stallEnded
    case .stalled(let since): return time - since >= giveUpAfter ? .giveUp : .nothing
    case .lost: return .nothing
    }
  }

  /// The handle is dead; the first attempt to reopen comes after 100 ms.
  mutating func lose(at time: Int64) {
    state = .lost(retryAt: time + 100_000_000, attempt: 1)
  }

  /// Reopening failed; the next attempt comes after twice as long, at most 5 s.
  mutating func reopenFailed(at time: Int64) {
    guard case .lost(_, let attempt) = state else { return }
    let pause = min(Int64(100_000_000) << Int64(min(attempt, 6)), 5_000_000_000)
    state = .lost(retryAt: time + pause, attempt: attempt + 1)
  }

  mutating func reopened(at time: Int64) {
    state = .running
    lastLeft = .min
    movedAt = time
    lastWritten = .min
    tookAt = time
  }
}
