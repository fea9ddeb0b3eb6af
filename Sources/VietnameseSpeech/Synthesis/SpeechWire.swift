/// How the speech helper hands its sound over, clause by clause, so that the other side sees how far it is.
///
/// `broadcaster-speech 3 RATE\n`, then for every clause `SAMPLES PAUSE\n` (both in samples) and the samples as 16-bit little-endian,
/// then `end\n`, without which a helper that died half-way would pass for one that finished.
enum SpeechWire {
  private static let magic = "broadcaster-speech 3"
  static let end = Array("end\n".utf8)

  static func header(sampleRate: Int) -> [UInt8] { Array("\(magic) \(sampleRate)\n".utf8) }

  static func clause(_ samples: ArraySlice<Int16>, pause: Int) -> [UInt8] {
    var bytes = Array("\(samples.count) \(pause)\n".utf8)
    bytes.reserveCapacity(bytes.count + 2 * samples.count)
    samples.map { $0.littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// `nil` where the bytes are not a whole message.
  static func decode(_ bytes: [UInt8]) -> Speech? {
    var position = 0
    func line() -> [Substring]? {
      let rest = bytes[position...].prefix(100)
      guard let newline = rest.firstIndex(of: 0x0A) else { return nil }
      defer { position = newline + 1 }
      return String(decoding: bytes[position..<newline], as: UTF8.self).split(separator: " ")
    }
    guard let header = line(), header.count == 3, header.prefix(2).joined(separator: " ") == magic,
      let rate = Int(header[2]), rate > 0
    else { return nil }
    var parts: [(start: Int, count: Int, pause: Int)] = []
    while let words = line(), words != ["end"] {
      guard words.count == 2, let count = Int(words[0]), count >= 0, let pause = Int(words[1]),
        (0...100 * rate).contains(pause), count <= (bytes.count - position) / 2
      else { return nil }
      parts.append((position, count, pause))
      position += 2 * count
    }
    guard position == bytes.count, bytes.suffix(end.count) == end[...] else { return nil }
    return speech(parts, bytes, rate)
  }

  private static func speech(
    _ parts: [(start: Int, count: Int, pause: Int)], _ bytes: [UInt8], _ rate: Int
  ) -> Speech {
    var clauses: [Range<Int>] = []
    let total = parts.reduce(0) { $0 + $1.count + $1.pause }
    let samples = [Int16](unsafeUninitializedCapacity: total) { samples, written in
      bytes.withUnsafeBytes { bytes in
        for part in parts {
          clauses.append(written..<written + part.count)
          for index in 0..<part.count {
            let bits = bytes.loadUnaligned(fromByteOffset: part.start + 2 * index, as: Int16.self)
            samples.initializeElement(at: written + index, to: Int16(littleEndian: bits))
          }
          written += part.count
          for index in written..<written + part.pause { samples.initializeElement(at: index, to: 0) }
          written += part.pause
        }
      }
    }
    return Speech(sampleRate: rate, samples: samples, clauses: clauses)
  }
}
