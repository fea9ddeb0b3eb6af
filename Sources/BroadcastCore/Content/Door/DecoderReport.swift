internal import Foundation

/// What ffmpeg wrote about a file; it may quote the file, so it is read with care and never whole.
struct DecoderReport {
  private let lines: [Substring]

  init(path: String) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      // Other line ends may be in the file's own tags, and what follows them is not ffmpeg's word.
      lines = []
      return
    }
    defer { try? handle.close() }
    var data = (try? handle.read(upToCount: 1 << 16)) ?? Data()
    if let end = try? handle.seekToEnd(), end > 1 << 16 {
      try? handle.seek(toOffset: end - 4_096)
      data += (try? handle.read(upToCount: 4_096)) ?? Data()
    }
    lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  /// Seconds by the file's header: `  Duration: 00:01:02.50, start: …`; `nil` where it does not say.
  var duration: Double? {
    guard let line = lines.first(where: { $0.hasPrefix("  Duration: ") }) else { return nil }
    let parts = line.dropFirst(12).prefix { $0 != "," }.split(separator: ":").compactMap { Double($0) }
    return parts.count == 3 ? parts[0] * 3_600 + parts[1] * 60 + parts[2] : nil
  }

  /// The line that says most of what went wrong, for people.
  var problem: String? {
    let words = ["Cannot allocate memory", "matches no streams", "File too large", "Invalid data", "rror"]
    let line = words.lazy.compactMap { word in lines.last { $0.contains(word) } }.first ?? lines.last
    return line.map { DoorError.printable(String($0.suffix(160))) }
  }
}
