public import AudioEngine
import Synchronization

/// Keeps an output's events and lets a test await one of them.
public final class EventLog: Sendable {
  private struct State {
    var events: [OutputEvent] = []
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var isFinished = false
  }

  private struct Waiter: Sendable {
    var matches: @Sendable (OutputEvent) -> Bool
    var continuation: CheckedContinuation<OutputEvent?, Never>
  }

  private let state = Mutex(State())

  /// Reads `output.events` from now on, to its end.
  public init(_ output: Output) {
    let events = output.events
    Task { [self] in
      for await event in events { add(event) }
      finish()
    }
  }

  /// Everything so far, in order.
  public var events: [OutputEvent] { state.withLock { $0.events } }

  /// The first event, past or to come, that matches; nil if the output closes without one.
  public func first(where matches: @escaping @Sendable (OutputEvent) -> Bool) async -> OutputEvent? {
    await withCheckedContinuation { continuation in
      let known: OutputEvent?? = state.withLock { state in
        if let event = state.events.first(where: matches) { return .some(event) }
        if state.isFinished { return .some(nil) }
        state.waiters[state.nextWaiter] = Waiter(matches: matches, continuation: continuation)
        state.nextWaiter += 1
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// How the voice ended; nil if the output closed without telling.
  public func report(of id: VoiceID) async -> VoiceReport? {
    let event = await first {
      if case .voiceEnded(let report) = $0 { return report.id == id }
      return false
    }
    guard case .voiceEnded(let report) = event else { return nil }
    return report
  }

  private func add(_ event: OutputEvent) {
    let served = state.withLock { state in
      state.events.append(event)
      let matching = state.waiters.filter { $0.value.matches(event) }
      for key in matching.keys { state.waiters[key] = nil }
      return matching.values.map(\.continuation)
    }
    for continuation in served { continuation.resume(returning: event) }
  }

  private func finish() {
    let left = state.withLock { state in
      state.isFinished = true
      defer { state.waiters = [:] }
      return state.waiters.values.map(\.continuation)
    }
    for continuation in left { continuation.resume(returning: nil) }
  }
}
