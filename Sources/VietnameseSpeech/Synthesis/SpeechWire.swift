/// How the speech helper hands its sound over: two header lines, then 16-bit little-endian samples.
///
/// `broadcaster-speech 2 RATE SAMPLES\n`, then the start and end of every clause in samples: `0 2205 4410 …\n`. The count is
/// in the header so that a helper that dies half-way is noticed.
enum SpeechWire {
  private static let magic = "broadcaster-speech 2"

  static func encode(_ speech: Speech) -> [UInt8] {
    let clauses = speech.clauses.map { "\($0.lowerBound) \($0.upperBound)" }.joined(separator: " ")
    var bytes = Array("\(magic) \(speech.sampleRate) \(speech.samples.count)\n\(clauses)\n".utf8)
    bytes.reserveCapacity(bytes.count + 2 * speech.samples.count)
    for sample in speech.samples {
      let bits = UInt16(bitPattern: sample)
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    }
    return bytes
  }

  /// `nil` where the bytes are not a whole message.
  static func decode(_ bytes: [UInt8]) -> Speech? {
    guard let newline = bytes.prefix(100).firstIndex(of: 0x0A),
      let second = bytes[(newline + 1)...].firstIndex(of: 0x0A)
    else { return nil }
    let header = words(bytes[..<newline])
    guard header.count == 4, header.prefix(2).joined(separator: " ") == magic,
      let rate = Int(header[2]), rate > 0, let count = Int(header[3]), count >= 0,
      bytes.count - second - 1 == 2 * count
    else { return nil }
    let edges = words(bytes[(newline + 1)..<second]).compactMap { Int($0) }
    guard edges.count % 2 == 0, edges == edges.sorted(), edges.last ?? 0 <= count else { return nil }
    let clauses = stride(from: 0, to: edges.count, by: 2).map { edges[$0]..<edges[$0 + 1] }
    return Speech(sampleRate: rate, samples: samples(bytes[(second + 1)...]), clauses: clauses)
  }

  private static func words(_ bytes: ArraySlice<UInt8>) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: " ")
  }

  private static func samples(_ bytes: ArraySlice<UInt8>) -> [Int16] {
    bytes.span.withUnsafeBufferPointer { bytes in
      [Int16](unsafeUninitializedCapacity: bytes.count / 2) { samples, count in
        for index in 0..<bytes.count / 2 {
          let bits = UInt16(bytes[2 * index]) | UInt16(bytes[2 * index + 1]) << 8
          samples.initializeElement(at: index, to: Int16(bitPattern: bits))
        }
        count = bytes.count / 2
      }
    }
  }
}
