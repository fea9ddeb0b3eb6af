internal import Crypto
internal import Foundation

/// Takes a private copy of what comes in, so that it cannot change or grow while it is looked at.
enum DoorCopy {
  /// - Returns: SHA-256 of the copy, and its first bytes.
  static func copy(
    _ input: FileHandle, to path: String, name: String, limit: Int
  ) throws(DoorError) -> (hash: String, head: [UInt8]) {
    var hasher = SHA256()
    var head: [UInt8] = []
    var total = 0
    do {
      guard
        FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
      else {
        throw DoorError(.unavailable("không ghi được \(path)"), source: name)
      }
      let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? output.close() }
      while let data = try input.read(upToCount: 1 << 20), !data.isEmpty {
        total += data.count
        guard total <= limit else { throw DoorError(.tooLarge(bytes: limit), source: name) }
        if head.count < ForeignFormat.sniffLength {
          head += data.prefix(ForeignFormat.sniffLength - head.count)
        }
        hasher.update(data: data)
        try output.write(contentsOf: data)
      }
    } catch let error as DoorError {
      throw error
    } catch {
      throw DoorError(.unavailable(SystemCause.text(error)), source: name)
    }
    guard total > 0 else { throw DoorError(.empty, source: name) }
    return (Hex.string(hasher.finalize()), head)
  }

  /// A RIFF header promises more bytes than there are; recorders that write to a pipe promise nothing (0 or all ones).
  ///
  /// - Returns: seconds that are there and that were promised; `nil` where the file is whole.
  static func missingWave(_ path: String) -> (present: Double, claimed: Double)? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let head = try? handle.read(upToCount: 1 << 16), let size = try? handle.seekToEnd() else {
      return nil
    }
    let bytes = [UInt8](head)
    func number(_ at: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    var rate = 0
    var position = 12
    while position + 8 <= bytes.count {
      let name = bytes[position..<position + 4]
      let length = number(position + 4)
      if name.elementsEqual("fmt ".utf8), position + 24 <= bytes.count { rate = number(position + 16) }
      if name.elementsEqual("data".utf8) {
        let present = Int(size) - position - 8
        guard rate > 0, length > 0, length < 0xFFFF_FFFF, present + rate / 2 < length else { return nil }
        return (Double(present) / Double(rate), Double(length) / Double(rate))
      }
      position += 8 + length + length % 2
    }
    return nil
  }

  /// Texts that name other files: M3U, PLS, ASX, XSPF, ffmpeg's concat, SMIL.
  static func isPlaylist(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head, as: UTF8.self).lowercased()
      .trimmingCharacters(in: .whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}")))
    return [
      "#extm3u", "[playlist]", "ffconcat", "<asx", "<?xml", "<smil", "http://", "https://", "file:",
      "[reference]",
    ]
    .contains { text.hasPrefix($0) }
  }
}
