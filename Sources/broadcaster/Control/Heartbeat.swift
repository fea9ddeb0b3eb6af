import BroadcastCore
import Foundation
import Logging
import ServiceLifecycle

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Tells an outside watchdog that sound still leaves every device: fed by the frames that the devices consume, so that it
/// stops with them, whatever else still runs.
struct Heartbeat: Service {
  let playout: Playout
  /// A file, whose age counts, or an address that is asked by GET.
  let target: URL
  let logger: Logger

  func run() async throws {
    for await beat in playout.beats.cancelOnGracefulShutdown() {
      do {
        if target.isFileURL {
          try Data("\(beat)\n".utf8).write(to: target, options: .atomic)
        } else {
          _ = try await URLSession.shared.data(for: URLRequest(url: target, timeoutInterval: 4))
        }
      } catch {
        logger.error("Không báo được nhịp tim đến \(target.absoluteString): \(error)")
      }
    }
  }
}
