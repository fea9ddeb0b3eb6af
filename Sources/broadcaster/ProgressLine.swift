import Foundation
import Synchronization

/// One line on a terminal that shows how far long work is; nothing where nobody looks.
final class ProgressLine: Sendable {
  private let title: String
  private let isShown = isatty(STDERR_FILENO) == 1
  private let last = Mutex(-1)

  init(_ title: String) {
    self.title = title
  }

  /// - Parameter fraction: 0…1.
  func show(_ fraction: Double, _ note: String = "") {
    let percent = Int((fraction * 100).rounded(.down))
    guard isShown,
      last.withLock({ last in
        defer { last = percent }
        return last != percent || !note.isEmpty
      })
    else { return }
    FileHandle.standardError.write(
      Data("\r\u{1B}[K\(title) \(percent) %\(note.isEmpty ? "" : " · " + note)".utf8))
  }

  func end() {
    if isShown, last.withLock({ $0 >= 0 }) { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}
