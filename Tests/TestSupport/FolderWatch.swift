package import Foundation
import Glibc

/// Waits for what other processes write, told by the kernel (inotify(7)).
package enum FolderWatch {
  /// Looks at `isDone` now, and whenever a file of the folder is made, written or moved; false after `limit` seconds.
  package static func wait(in folder: URL, limit seconds: Double, until isDone: () throws -> Bool) rethrows
    -> Bool
  {
    let watch = inotify_init1(Int32(IN_CLOEXEC))
    defer { if watch >= 0 { close(watch) } }
    guard watch >= 0,
      inotify_add_watch(watch, folder.path, UInt32(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE)) >= 0
    else { return try isDone() }
    let end = Date(timeIntervalSinceNow: seconds)
    var news = [UInt8](repeating: 0, count: 16_384)
    // After the watch stands, so that nothing falls between.
    while try !isDone() {
      let rest = end.timeIntervalSinceNow
      guard rest > 0 else { return false }
      var request = pollfd(fd: watch, events: Int16(POLLIN), revents: 0)
      if poll(&request, 1, Int32(rest * 1000) + 1) > 0 { _ = read(watch, &news, news.count) }
    }
    return true
  }

  /// The same beside other tasks: the wait has a thread of its own.
  package static func wait(
    in folder: URL, limit seconds: Double, until isDone: @escaping @Sendable () -> Bool
  ) async -> Bool {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: wait(in: folder, limit: seconds, until: isDone))
      }
    }
  }
}
