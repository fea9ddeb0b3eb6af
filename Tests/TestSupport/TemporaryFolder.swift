public import Foundation

/// Folders of their own for tests, under the system's temporary folder.
public enum TemporaryFolder {
  /// A new empty folder; the caller removes it. Its path is short enough for a socket's name.
  public static func make(_ purpose: String) throws -> URL {
    let name = "\(purpose)-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
