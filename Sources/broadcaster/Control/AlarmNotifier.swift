import BroadcastCore
import Foundation
import Logging
import ServiceLifecycle

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Tells someone who is not looking: a command and a web hook for each new alarm.
struct AlarmNotifier: Service {
  let playout: Playout
  /// A program; gets severity, cause and cure as arguments and the alarm as JSON on its standard input.
  let command: String?
  /// Gets the alarm as JSON by POST; tried again after 1, 2, 4 … 64 s.
  let webhook: URL?
  let logger: Logger

  func run() async throws {
    for await alarm in playout.raised.cancelOnGracefulShutdown() {
      guard let body = try? JSONEncoder().encode(alarm) else { continue }
      if let command { run(command, alarm, body) }
      // Beside the next alarm: a hook that does not answer must not keep that back.
      if let webhook { Task { await post(body, to: webhook, alarm.id) } }
    }
  }

  private func run(_ command: String, _ alarm: Alarm, _ body: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = [alarm.severity.rawValue, alarm.cause, alarm.cure]
    let input = Pipe()
    process.standardInput = input
    do {
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: body)
      try input.fileHandleForWriting.close()
    } catch {
      logger.error("Lệnh báo động «\(command)» không chạy được: \(error)")
      return
    }
    Task {
      // Half a minute is enough to send a message; what hangs is ended.
      try? await Task.sleep(for: .seconds(30))
      if process.isRunning { process.terminate() }
    }
  }

  private func post(_ body: Data, to url: URL, _ id: Int64) async {
    var request = URLRequest(url: url, timeoutInterval: 10)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = body
    for attempt in 0..<8 {
      if let (_, answer) = try? await URLSession.shared.data(for: request),
        let code = (answer as? HTTPURLResponse)?.statusCode, (200..<300).contains(code)
      {
        return
      }
      guard attempt < 7, (try? await Task.sleep(for: .seconds(1 << attempt))) != nil else { break }
    }
    logger.error("Không gửi được cảnh báo #\(id) đến \(url.absoluteString).")
  }
}

/// A file whose age tells an outside watchdog that sound still leaves every device; written only when it does.
struct Heartbeat: Service {
  let playout: Playout
  let path: String
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let status = await playout.status()
        if !status.devices.isEmpty, status.devices.allSatisfy({ $0.state == .running }) {
          do {
            try Data((status.now + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
          } catch {
            logger.error("Không ghi được tệp nhịp tim \(path): \(error)")
          }
        }
        // Ends early, which is what is wanted, when the station stops.
        try? await Task.sleep(for: .seconds(5))
      }
    }
  }
}
