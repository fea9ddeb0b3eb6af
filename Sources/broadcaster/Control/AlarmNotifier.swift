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
  /// Gets severity, cause and cure as arguments and the alarm as JSON on its standard input.
  let hook: Hook?
  /// Gets the alarm as JSON by POST; tried again after 1, 2, 4 … 64 s.
  let webhook: URL?
  let logger: Logger

  func run() async throws {
    await withDiscardingTaskGroup { group in
      for await alarm in playout.raised.cancelOnGracefulShutdown() {
        do {
          let body = try JSONEncoder().encode(alarm)
          // Beside the next alarm: one that is not answered must not keep that back.
          if let hook { group.addTask { await tell(hook, alarm, body) } }
          if let webhook { group.addTask { await post(body, to: webhook, alarm.id) } }
        } catch {
          logger.error("Không gửi được cảnh báo #\(alarm.id): \(error)")
        }
      }
      // The station ends; what nobody took by now stays in its list of alarms.
      group.cancelAll()
    }
  }

  private func tell(_ hook: Hook, _ alarm: Alarm, _ body: Data) async {
    do {
      try await hook.run([alarm.severity.rawValue, alarm.cause, alarm.cure], input: body)
    } catch {
      logger.error("Lệnh báo động «\(hook.program)» không nhận cảnh báo #\(alarm.id): \(error)")
    }
  }

  private func post(_ body: Data, to url: URL, _ id: Int64) async {
    var request = URLRequest(url: url, timeoutInterval: 10)
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.httpBody = body
    var trouble = ""
    for attempt in 0..<8 {
      do {
        if attempt > 0 { try await Task.sleep(for: .seconds(1 << (attempt - 1))) }
        let (_, answer) = try await URLSession.shared.data(for: request)
        let code = (answer as? HTTPURLResponse)?.statusCode ?? 0
        if (200..<300).contains(code) { return }
        trouble = "HTTP \(code)"
      } catch is CancellationError {
        break
      } catch {
        trouble = "\(error)"
      }
    }
    logger.error("Không gửi được cảnh báo #\(id) đến \(url.absoluteString): \(trouble)")
  }
}
