internal import Crypto
internal import Foundation

/// The archive's folder: a folder a local date, in it the FLAC files, those being written (`.part`), and beside each that the
/// log does not know yet a side file (`.json`) that says what it holds.
public struct ArchiveFolder: Hashable, Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  public func file(_ name: String) -> String { "\(path)/\(name)" }
  func part(_ name: String) -> String { file(name) + ".part" }
  func side(_ name: String) -> String { file(name) + ".json" }

  /// SHA-256 of the file in hexadecimal, and its size.
  public func hash(_ name: String) throws -> (sha256: String, bytes: Int64) {
    let handle = try FileHandle(forReadingFrom: URL(filePath: file(name)))
    var hasher = SHA256()
    var bytes: Int64 = 0
    while let block = try handle.read(upToCount: 1 << 18), !block.isEmpty {
      hasher.update(data: block)
      bytes += Int64(block.count)
    }
    try handle.close()
    return (Hex.string(hasher.finalize()), bytes)
  }

  func save(_ file: ArchiveFile) throws {
    try Data(CanonicalJSON.object(file.fields).line.utf8).write(
      to: URL(filePath: side(file.name)), options: .atomic)
  }

  /// What the side files say: what is being written now, or was when a process died.
  func unlogged() throws -> [(name: String, file: ArchiveFile?)] {
    try names(ending: ".json").map { name in
      let text = try String(contentsOfFile: file(name), encoding: .utf8)
      return (String(name.dropLast(5)), ArchiveFile(line: text))
    }
  }

  /// Complete files, with the date of their folder and their size.
  func complete() throws -> [(name: String, date: CivilDate, bytes: Int64)] {
    try names(ending: ".flac").compactMap { name in
      guard let date = CivilDate(String(name.prefix(10))) else { return nil }
      let size = try FileManager.default.attributesOfItem(atPath: file(name))[.size] as? Int64
      return (name, date, size ?? 0)
    }
  }

  func names(ending: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    return try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.hasSuffix(ending) }.sorted()
  }

  /// Bytes that the disk has left for this user.
  func free() -> Int64 {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return .max }
    return Int64(status.f_bavail) * Int64(status.f_frsize)
  }
}
