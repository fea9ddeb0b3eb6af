/// How the speech helper hands its sound over: one header line, then 16-bit little-endian samples.
///
/// `broadcaster-speech 1 RATE SAMPLES\n`. The count is in the header so that a helper that dies half-way is noticed.
enum SpeechWire {
  private static let magic = "broadcaster-speech 1"

  static func encode(_ speech: Speech) -> [UInt8] {
    var bytes = Array("\(magic) \(speech.sampleRate) \(speech.samples.count)\n".utf8)
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
    guard let newline = bytes.prefix(100).firstIndex(of: 0x0A) else { return nil }
    let header = String(decoding: bytes[..<newline], as: UTF8.self).split(separator: " ")
    guard header.count == 4, header.prefix(2).joined(separator: " ") == magic,
      let rate = Int(header[2]), rate > 0, let count = Int(header[3]), count >= 0,
      bytes.count - newline - 1 == 2 * count
    else { return nil }
    var samples = [Int16]()
    samples.reserveCapacity(count)
    for index in stride(from: newline + 1, to: bytes.count, by: 2) {
      samples.append(Int16(bitPattern: UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8))
    }
    return Speech(sampleRate: rate, samples: samples)
  }
}
