/// Planar Float32 to a device's interleaved samples, in a buffer of its own. Used by one thread.
struct SampleConverter: ~Copyable {
  let format: SampleFormat
  let channelCount: Int
  private let maximumFrames: Int
  let bytes: UnsafeMutableRawPointer

  init(format: SampleFormat, channelCount: Int, maximumFrames: Int) {
    self.format = format
    self.channelCount = channelCount
    self.maximumFrames = maximumFrames
    let size = format.bytesPerSample * channelCount * maximumFrames
    bytes = .allocate(byteCount: max(1, size), alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: size)
  }

  deinit { bytes.deallocate() }

  var frameBytes: Int { format.bytesPerSample * channelCount }

  /// Places samples of the block's channel `source` as the device's channel `channel`.
  mutating func convert(_ source: UnsafePointer<Float>, frames: Int, to channel: Int) {
    precondition(frames <= maximumFrames)
    switch format {
    case .float32:
      let out = bytes.assumingMemoryBound(to: Float.self) + channel
      for frame in 0..<frames { out[frame &* channelCount] = source[frame] }
    case .int32:
      let out = bytes.assumingMemoryBound(to: Int32.self) + channel
      for frame in 0..<frames {
        out[frame &* channelCount] = Int32(Self.scaled(source[frame], 0x1p31, limit: 0x7fff_ff80))
      }
    case .int24:
      let out = bytes.assumingMemoryBound(to: Int32.self) + channel
      for frame in 0..<frames {
        out[frame &* channelCount] = Int32(Self.scaled(source[frame], 0x1p23, limit: 0x7f_ffff))
      }
    case .int24Packed:
      let out = bytes.assumingMemoryBound(to: UInt8.self) + channel &* 3
      for frame in 0..<frames {
        let value = Int32(Self.scaled(source[frame], 0x1p23, limit: 0x7f_ffff))
        let place = out + frame &* channelCount &* 3
        place[0] = UInt8(truncatingIfNeeded: value)
        place[1] = UInt8(truncatingIfNeeded: value >> 8)
        place[2] = UInt8(truncatingIfNeeded: value >> 16)
      }
    case .int16:
      let out = bytes.assumingMemoryBound(to: Int16.self) + channel
      for frame in 0..<frames {
        out[frame &* channelCount] = Int16(Self.scaled(source[frame], 0x1p15, limit: 0x7fff))
      }
    }
  }

  /// Nearest integer, held within the format; silence for what is not a number.
  @inline(__always)
  private static func scaled(_ sample: Float, _ scale: Float, limit: Float) -> Float {
    let value = sample * scale
    guard value == value else { return 0 }
    return max(-scale, min(limit, value)).rounded(.toNearestOrEven)
  }
}
