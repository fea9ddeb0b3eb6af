internal import Foundation

/// Room on the disk kept for the log: given back when the disk is full, so that even "disk full" can be written down.
public struct Ballast: Sendable {
  private let path: String
  static let bytes = 4 << 20

  public init(path: String) {
    self.path = path
  }

  /// Takes the room, if it is not taken yet.
  func reserve() {
    guard !FileManager.default.fileExists(atPath: path) else { return }
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    // Without room for it there is nothing to keep; the log itself will say that the disk is full.
    if posix_fallocate(file, 0, off_t(Ballast.bytes)) != 0 { unlink(path) }
  }

  /// - Returns: whether there was room to give back.
  func release() -> Bool { unlink(path) == 0 }
}
