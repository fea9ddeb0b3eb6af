/// Reads a WAV file in memory, as a speech program writes it: 16-bit PCM, one or more channels, which are averaged.
///
/// Programs that write to a pipe cannot know the length and leave 0 or all ones in the header: the data then go on to the
/// end.
enum WaveBytes {
  /// `nil` where the bytes are no such file.
  static func decode(_ bytes: [UInt8]) -> Speech? {
    guard bytes.count >= 12, text(bytes, 0) == "RIFF", text(bytes, 8) == "WAVE" else { return nil }
    var position = 12
    var format: (channels: Int, rate: Int)?
    while position + 8 <= bytes.count {
      let name = text(bytes, position)
      let size = Int(number(bytes, position + 4, 4))
      let start = position + 8
      if name == "fmt ", start + 16 <= bytes.count {
        let code = number(bytes, start, 2)
        // 0xFFFE: extensible, whose samples are PCM too where they have 16 bits.
        guard code == 1 || code == 0xFFFE, number(bytes, start + 14, 2) == 16 else { return nil }
        format = (Int(number(bytes, start + 2, 2)), Int(number(bytes, start + 4, 4)))
      } else if name == "data" {
        guard let format, format.channels > 0, (1000...384_000).contains(format.rate) else { return nil }
        let end = size == 0 || start + size > bytes.count ? bytes.count : start + size
        return Speech(sampleRate: format.rate, samples: samples(bytes[start..<end], format.channels))
      }
      position = start + size + size % 2
    }
    return nil
  }

  private static func samples(_ bytes: ArraySlice<UInt8>, _ channels: Int) -> [Int16] {
    let count = bytes.count / (2 * channels)
    return (0..<count).map { frame in
      var sum = 0
      for channel in 0..<channels {
        let at = bytes.startIndex + 2 * (frame * channels + channel)
        sum += Int(Int16(bitPattern: UInt16(bytes[at]) | UInt16(bytes[at + 1]) << 8))
      }
      return Int16(sum / channels)
    }
  }

  private static func text(_ bytes: [UInt8], _ at: Int) -> String {
    String(decoding: bytes[at..<at + 4], as: UTF8.self)
  }

  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt32 {
    (0..<count).reduce(0) { $0 | UInt32(bytes[at + $1]) << (8 * UInt32($1)) }
  }
}
