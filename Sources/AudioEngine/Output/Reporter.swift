import CRealtime
import Foundation
import Glibc
import Synchronization

/// The one thread that carries the audio threads' reports to the control side, for all outputs.
///
/// It looks 20 times a second, as often as meters are read, and is woken only by events: a thread an output, woken by
/// every reading, costs as much as mixing.
final class Reporter: Sendable {
  static let shared = Reporter()

  private struct State {
    var outputs: [Output] = []
    var isRunning = false
  }

  private static let intervalMilliseconds: Int32 = 50
  private let state = Mutex(State())
  private let news = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

  /// Reports for `output`, which it keeps alive, until that has told that it is closed.
  func add(_ output: Output) {
    let mustStart = state.withLock { state in
      state.outputs.append(output)
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard mustStart else { return }
    Thread { [self] in
      realtime_name_thread("reports")
      while serve() {}
    }.start()
  }

  /// From an audio thread: there is an event.
  func wake() { eventfd_write(news, 1) }

  /// False when no output is left; the next one starts a thread again.
  private func serve() -> Bool {
    realtime_await(news, Self.intervalMilliseconds)
    let now = MonotonicTime.now()
    var closed: [ObjectIdentifier] = []
    for output in state.withLock({ $0.outputs }) where !output.report(at: now) {
      closed.append(ObjectIdentifier(output))
    }
    return state.withLock { state in
      if !closed.isEmpty { state.outputs.removeAll { closed.contains(ObjectIdentifier($0)) } }
      state.isRunning = !state.outputs.isEmpty
      return state.isRunning
    }
  }
}
