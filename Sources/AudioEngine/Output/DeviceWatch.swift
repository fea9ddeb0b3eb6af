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
  private var lastLeft: FrameCount = .min
  private var movedAt: Int64 = 0

  init(stallAfter: Int64, giveUpAfter: Int64 = 3_000_000_000) {
    self.stallAfter = stallAfter
    self.giveUpAfter = giveUpAfter
  }

  /// A reading: all frames before `left` have left; `shouldMove` if the device holds frames to play.
  mutating func observe(left: FrameCount, shouldMove: Bool, at time: Int64) -> Finding {
    if left != lastLeft || !shouldMove {
      lastLeft = left
      movedAt = time
      if case .stalled = state {
        state = .running
        return .stallEnded
      }
      return .nothing
    }
    switch state {
    case .running:
      guard time - movedAt >= stallAfter else { return .nothing }
      state = .stalled(since: movedAt)
      return .stalled
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
  }
}
