import BroadcastCore
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// The running station's door for commands and for whoever looks: JSON and server-sent events over HTTP on
/// `STATE/control.sock`, which only the station's own Unix user may open.
struct ControlServer: Service {
  let playout: Playout
  let path: String
  let logger: Logger

  static func path(state: String) -> String { state + "/control.sock" }

  func run() async throws {
    do {
      // Left by a run that was killed; the station's lock is ours. One that cannot be removed is told by what follows.
      try? FileManager.default.removeItem(atPath: path)
      let app = Application(
        router: router(),
        configuration: .init(address: .unixDomainSocket(path: path), serverName: nil),
        onServerRunning: { [path, logger] _ in
          if chmod(path, 0o600) != 0 { logger.error("Không đặt được quyền của \(path).") }
        }, logger: logger)
      try await app.run()
    } catch {
      // Nobody can command it then, but it goes on airing.
      logger.error(
        "Không mở được cổng điều khiển \(path), các lệnh status, stop, emergency không dùng được: \(error)")
      // Only cancellation ends the wait early, and means the same.
      try? await gracefulShutdown()
    }
    // It may never have been made; the next run removes what is left.
    try? FileManager.default.removeItem(atPath: path)
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router()
    let playout = playout
    router.get("status") { _, _ in try Answer.json(await playout.status()) }
    router.get("events") { _, _ in Answer.events { await playout.status() } }
    router.get("alarms") { _, _ in try Answer.json(await playout.openAlarms()) }
    router.post("alarms/acknowledge") { request, _ in
      try await Answer.to(request) { (order: ControlMessage.Acknowledge, actor) in
        await playout.acknowledge(alarm: order.id, by: actor)
      }
    }
    router.post("alarms/review") { request, _ in
      try await Answer.to(request) { (order: ControlMessage.Review, actor) in
        try await playout.review(alarm: order.id, note: order.note, by: actor)
      }
    }
    router.post("stop") { request, _ in
      try await Answer.to(request) { (order: ControlMessage.Stop, actor) in
        ControlMessage.Stopped(
          broadcasts: await playout.stop(zones: order.zones.map(Set.init), by: actor).map(\.title))
      }
    }
    router.get("queue") { _, _ in try Answer.json(await playout.upcoming()) }
    router.post("queue") { request, _ in
      try await Answer.to(request) { (order: QueueOrder, actor) in try await playout.queue(order, by: actor) }
    }
    router.post("emergency") { request, _ in
      try await Answer.to(request) { (order: EmergencyOrder, actor) in
        let broadcast = try await playout.emergency(order, by: actor)
        return ControlMessage.Begun(broadcast: broadcast.id.rawValue, zones: broadcast.zones)
      }
    }
    return router
  }
}

/// How the server answers.
enum Answer {
  static let bodyLimit = 200_000

  static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value))))
  }

  /// Reads the order and who gives it, does it, and says what came of it.
  static func to<Order: Decodable & Sendable, Result: Encodable & Sendable>(
    _ request: Request, _ work: (Order, BroadcastCore.Actor) async throws -> Result
  ) async throws -> Response {
    guard
      let actor = request.uri.queryParameters.get(ControlMessage.actorParameter).flatMap({
        BroadcastCore.Actor($0)
      })
    else {
      return try refused("Lệnh không nói ai ra lệnh (?\(ControlMessage.actorParameter)=).", .badRequest)
    }
    var request = request
    do {
      let body = try await request.collectBody(upTo: bodyLimit)
      let order = try JSONDecoder().decode(Order.self, from: Data(body.readableBytesView))
      return try json(try await work(order, actor))
    } catch let error as DecodingError {
      return try refused("Lệnh không đọc được: \(error)", .badRequest)
    } catch let error as QueueError {
      return try refused("\(error)", error.code == .unwritten ? .internalServerError : .badRequest)
    } catch let error as EmergencyError {
      switch error.code {
      case .onAir, .noOutput: return try refused("\(error)", .conflict)
      default: return try refused("\(error)", .badRequest)
      }
    }
  }

  static func refused(_ text: String, _ status: HTTPResponse.Status) throws -> Response {
    try json(ControlMessage.Refused(error: text), status: status)
  }

  /// Server-sent events (WHATWG HTML §9.2): a snapshot whenever it changed, looked at five times a second.
  static func events(_ status: @escaping @Sendable () async -> StationStatus) -> Response {
    let (lines, sink) = AsyncStream.makeStream(of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(4))
    let teller = Task {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var last: StationStatus?
      while !Task.isCancelled {
        let now = await status()
        var same = now
        same.now = last?.now ?? ""
        if same != last {
          do {
            var line = ByteBuffer(string: "event: status\ndata: ")
            line.writeBytes(try encoder.encode(now))
            line.writeString("\n\n")
            sink.yield(line)
          } catch {
            // Whoever listens learns of it by the stream's end, and not by a picture that stands still.
            break
          }
        }
        last = now
        // Ends early, which is what is wanted, when nobody listens any more.
        try? await Task.sleep(for: .milliseconds(200))
      }
      sink.finish()
    }
    sink.onTermination = { _ in teller.cancel() }
    return Response(
      status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(asyncSequence: lines.cancelOnGracefulShutdown()))
  }
}
