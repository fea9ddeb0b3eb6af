import BroadcastCore
import Foundation
import NIOCore

/// One look at the station for all who look: snapshots as server-sent events (WHATWG HTML §9.2), told when they change.
actor StatusFeed {
  private let playout: Playout
  private var listeners: [Int: AsyncStream<ByteBuffer>.Continuation] = [:]
  private var number = 0
  private var last: StationStatus?
  private var lastEvent: ByteBuffer?
  private var looker: Task<Void, Never>?

  init(_ playout: Playout) {
    self.playout = playout
  }

  /// The snapshot of now and all that come, until whoever asked lets go.
  func events() -> AsyncStream<ByteBuffer> {
    // Who cannot keep up misses snapshots, never the newest.
    let (events, sink) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(2))
    number += 1
    let mine = number
    listeners[mine] = sink
    if let lastEvent, looker != nil { sink.yield(lastEvent) }
    sink.onTermination = { [weak self] _ in Task { await self?.leave(mine) } }
    if looker == nil { looker = Task { [weak self] in await self?.look() } }
    return events
  }

  private func leave(_ listener: Int) { listeners[listener] = nil }

  private func look() async {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    while !listeners.isEmpty {
      let now = await playout.status()
      var same = now
      same.now = last?.now ?? ""
      if same != last || lastEvent == nil {
        // A status is plain numbers and words, which are always JSON.
        if let data = try? encoder.encode(now) {
          var event = ByteBuffer(string: "event: status\ndata: ")
          event.writeBytes(data)
          event.writeString("\n\n")
          lastEvent = event
          for listener in listeners.values { listener.yield(event) }
        }
      }
      last = now
      // Ends early, which is what is wanted, when the station stops.
      try? await Task.sleep(for: .milliseconds(200))
    }
    looker = nil
    lastEvent = nil
  }
}
