import BroadcastCore
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// The command line's side of the control socket.
struct ControlClient: Sendable {
  let path: String

  init(state: String) {
    path = ControlServer.path(state: state)
  }

  func get<Value: Decodable>(_ route: String, as type: Value.Type = Value.self) async throws -> Value {
    try Self.decode(try await bytes(.GET, route))
  }

  /// As the station wrote it.
  func text(_ route: String) async throws -> String {
    String(decoding: try await bytes(.GET, route), as: UTF8.self)
  }

  func post<Value: Decodable>(
    _ route: String, _ order: some Encodable, by actor: BroadcastCore.Actor, as type: Value.Type = Value.self
  ) async throws -> Value {
    try Self.decode(try await bytes(.POST, route, try JSONEncoder().encode(order), actor))
  }

  /// The data of server-sent events, one after another, until the station ends.
  func events(_ route: String, _ each: @Sendable (Data) async throws -> Void) async throws {
    var rest = Data()
    try await exchange(.GET, route, nil, nil) { part in
      rest += part
      while let end = rest.range(of: Data("\n\n".utf8)) {
        let event = rest[rest.startIndex..<end.lowerBound]
        rest = Data(rest[end.upperBound...])
        guard let data = event.range(of: Data("data: ".utf8)) else { continue }
        try await each(Data(event[data.upperBound...]))
      }
    }
  }

  private func bytes(
    _ method: HTTPMethod, _ route: String, _ body: Data? = nil, _ actor: BroadcastCore.Actor? = nil
  ) async throws -> Data {
    var data = Data()
    try await exchange(method, route, body, actor) { data += $0 }
    return data
  }

  /// - Throws: `ControlError`.
  private func exchange(
    _ method: HTTPMethod, _ route: String, _ body: Data?, _ actor: BroadcastCore.Actor?,
    _ take: (Data) async throws -> Void
  ) async throws {
    let channel = try await connect()
    try await channel.executeThenClose { inbound, outbound in
      let query = actor.map { "?\(ControlMessage.actorParameter)=\($0)" } ?? ""
      var head = HTTPRequestHead(version: .http1_1, method: method, uri: "/" + route + query)
      head.headers.add(name: "host", value: "broadcaster")
      head.headers.add(name: "content-length", value: "\(body?.count ?? 0)")
      try await outbound.write(.head(head))
      if let body { try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
      try await outbound.write(.end(nil))
      var status = HTTPResponseStatus.ok
      var problem = Data()
      for try await part in inbound {
        switch part {
        case .head(let head): status = head.status
        case .body(let bytes):
          let data = Data(bytes.readableBytesView)
          if status == .ok { try await take(data) } else { problem += data }
        case .end:
          guard status == .ok else { throw ControlError(status: Int(status.code), body: problem) }
          return
        }
      }
      throw ControlError(.ended)
    }
  }

  private func connect() async throws -> NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart> {
    do {
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(unixDomainSocketPath: path) { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHTTPClientHandlers()
            return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
          }
        }
    } catch let error as IOError {
      throw ControlError(error.errnoCode == EACCES ? .notAllowed(path) : .noStation(path))
    }
  }

  private static func decode<Value: Decodable>(_ data: Data) throws -> Value {
    try JSONDecoder().decode(Value.self, from: data)
  }
}

/// The running station could not be reached, or refused.
struct ControlError: Error, Hashable, CustomStringConvertible {
  enum Code: Hashable {
    case noStation(String)
    case notAllowed(String)
    /// It went away in the middle.
    case ended
    /// With the HTTP status that it answered.
    case refused(Int, String)
  }

  let code: Code

  init(_ code: Code) {
    self.code = code
  }

  init(status: Int, body: Data) {
    let text = (try? JSONDecoder().decode(ControlMessage.Refused.self, from: body))?.error
    code = .refused(status, text ?? String(decoding: body, as: UTF8.self))
  }

  var description: String {
    switch code {
    case .noStation(let path):
      "Đài chưa chạy (không có ai ở \(path)): hãy chạy «broadcaster run», hoặc ghi đúng thư mục bằng --state."
    case .notAllowed(let path):
      "Không được vào \(path): hãy dùng người dùng của đài (ví dụ sudo -u broadcaster)."
    case .ended: "Đài đã dừng giữa chừng: hãy xem «broadcaster log list --last 5»."
    case .refused(let status, let text): text.isEmpty ? "Đài trả lời lỗi \(status)." : text
    }
  }
}
