internal import Crypto
internal import Foundation

/// Writes the members of a backup one after another.
final class BackupWriter {
  private let handle: FileHandle
  private let path: String
  private var hasher = SHA256()
  private var bytes = 0

  init(path: String) throws(BackupError) {
    self.path = path
    guard
      FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw BackupError(.unwritable(SystemCause.text()), path: path) }
    self.handle = handle
    try line(StationBackup.magic)
  }

  /// - Returns: false where the file is not what its name says, and was left out.
  func add(_ name: String, from source: String) throws -> Bool {
    let (hash, size) = try BackupHash.file(source)
    guard BackupReader.named(name) ?? hash == hash else { return false }
    try line("\(hash) \(size) \(name)")
    guard let input = FileHandle(forReadingAtPath: source) else {
      throw BackupError(.unreadable(SystemCause.text()), path: source)
    }
    defer { try? input.close() }
    // What grew since its hash was taken is not followed; what shrank is found when the backup is read back.
    var left = size
    while left > 0, let data = try input.read(upToCount: min(left, 1 << 20)), !data.isEmpty {
      do {
        try handle.write(contentsOf: data)
      } catch {
        throw BackupError(.unwritable(SystemCause.text(error)), path: path)
      }
      bytes += data.count
      left -= data.count
    }
    return true
  }

  /// - Returns: bytes of all members.
  func finish() throws -> Int {
    let hash = Hex.string(hasher.finalize())
    try handle.write(contentsOf: Data("end \(hash)\n".utf8))
    try handle.synchronize()
    try handle.close()
    return bytes
  }

  private func line(_ text: String) throws(BackupError) {
    let data = Data((text + "\n").utf8)
    hasher.update(data: data)
    do {
      try handle.write(contentsOf: data)
    } catch {
      throw BackupError(.unwritable(SystemCause.text(error)), path: path)
    }
  }
}

/// Reads a backup from its start, and believes nothing that has no hash.
struct BackupReader {
  let path: String

  /// - Parameter body: called with pieces of each member, in order; only a return without error says they were right.
  /// - Returns: how many members there are.
  func members(_ body: (_ name: String, _ size: Int, _ piece: Data) throws -> Void) throws -> Int {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw BackupError(.unreadable(SystemCause.text()), path: path)
    }
    defer { try? handle.close() }
    var hasher = SHA256()
    let magic = try line(handle)
    guard magic == StationBackup.magic else {
      let isNewer = magic?.wholeMatch(of: /broadcaster-backup [2-9][0-9]{0,5}/) != nil
      throw BackupError(isNewer ? .newer : .notABackup, path: path)
    }
    hasher.update(data: Data((StationBackup.magic + "\n").utf8))
    var count = 0
    var names: Set<String> = []
    while let head = try line(handle) {
      let parts = head.split(separator: " ", maxSplits: 2).map(String.init)
      if parts.first == "end", parts.count == 2 {
        guard parts[1] == Hex.string(hasher.finalize()), try handle.read(upToCount: 1)?.isEmpty ?? true else {
          throw BackupError(.damaged("phần cuối"), path: path)
        }
        return count
      }
      guard parts.count == 3, let size = Int(parts[1]), size >= 0 else {
        throw BackupError(.damaged("mục \(count + 1)"), path: path)
      }
      hasher.update(data: Data((head + "\n").utf8))
      let name = parts[2]
      guard BackupReader.isOurs(name), names.insert(name).inserted else {
        throw BackupError(.strangeName(DoorError.printable(name)), path: path)
      }
      var member = SHA256()
      var left = size
      if left == 0 { try body(name, size, Data()) }
      while left > 0 {
        guard let piece = try handle.read(upToCount: min(left, 1 << 20)), !piece.isEmpty else {
          throw BackupError(.damaged(name), path: path)
        }
        member.update(data: piece)
        try body(name, size, piece)
        left -= piece.count
      }
      guard Hex.string(member.finalize()) == parts[0], BackupReader.named(name) ?? parts[0] == parts[0] else {
        throw BackupError(.damaged(name), path: path)
      }
      count += 1
    }
    throw BackupError(.damaged("phần cuối (tệp bị cắt cụt)"), path: path)
  }

  /// A line without its end; `nil` at the end of the file.
  private func line(_ handle: FileHandle) throws -> String? {
    var bytes: [UInt8] = []
    while bytes.count < 4_096 {
      guard let byte = try handle.read(upToCount: 1)?.first else { return bytes.isEmpty ? nil : "" }
      if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return ""
  }

  /// Only names that a station makes: no way out of the folder.
  static func isOurs(_ name: String) -> Bool {
    name == "station.sqlite" || name.wholeMatch(of: /keys\/[0-9A-Za-z_-][0-9A-Za-z._-]*/) != nil
      || name.wholeMatch(of: /clips\/renderings\/[0-9a-f]{64}/) != nil || named(name) != nil
  }

  /// The hash that a clip's or document's name says it has.
  static func named(_ name: String) -> String? {
    if let clip = name.wholeMatch(of: /clips\/([0-9a-f]{2})\/([0-9a-f]{64})\.flac/), clip.2.hasPrefix(clip.1)
    {
      return String(clip.2)
    }
    return name.wholeMatch(of: /documents\/([0-9a-f]{64})\.(pdf|jpg|png|tif)/).map { String($0.1) }
  }
}

enum BackupHash {
  static func file(_ path: String) throws -> (hash: String, size: Int) {
    guard let input = FileHandle(forReadingAtPath: path) else {
      throw BackupError(.unreadable(SystemCause.text()), path: path)
    }
    defer { try? input.close() }
    var hasher = SHA256()
    var size = 0
    while let data = try input.read(upToCount: 1 << 20), !data.isEmpty {
      hasher.update(data: data)
      size += data.count
    }
    return (Hex.string(hasher.finalize()), size)
  }
}
