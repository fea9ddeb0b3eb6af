/// Planar Float32 to a device's interleaved samples, in a buffer of its own. Used by one thread.
struct SampleConverter: ~Copyable {
  let format: SampleFormat
  let channelCount: Int
  private let maximumFrames: Int
  let bytes: UnsafeMutableRawPointer
  private let dithered: UnsafeMutablePointer<Float>
  private var noise = SIMD8<UInt32>(
    0x9e37_79b9, 0x243f_6a88, 0xb7e1_5162, 0x8aed_2a6b, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f)

  init(format: SampleFormat, channelCount: Int, maximumFrames: Int) {
    self.format = format
    self.channelCount = channelCount
    self.maximumFrames = maximumFrames
    let size = format.bytesPerSample * channelCount * maximumFrames
    bytes = .allocate(byteCount: max(1, size), alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    dithered = .allocate(capacity: maximumFrames + 8)
    dithered.initialize(repeating: 0, count: maximumFrames + 8)
  }

  deinit {
    bytes.deallocate()
    dithered.deallocate()
  }

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
      quantize(source, frames: frames)
      var frame = 0
      while frame < frames {
        out[frame &* channelCount] = Int16(truncatingIfNeeded: Int32(dithered[frame]))
        frame &+= 1
      }
    }
  }

  /// Fills `dithered` with whole 16-bit values. A block that already lies on their grid (silence, a 16-bit clip at
  /// unit gain) stays as it is, bit for bit; any other gets triangular noise of ±1 step before it is rounded, so that
  /// the error is noise and not distortion (Lipshitz, Wannamaker and Vanderkooy, JAES 40/5, 1992).
  private mutating func quantize(_ source: UnsafePointer<Float>, frames: Int) {
    let scale = SIMD8<Float>(repeating: 0x1p15)
    var differs = SIMD8<Float>(repeating: 0)
    var frame = 0
    while frame &+ 8 <= frames {
      let value = UnsafeRawPointer(source + frame).loadUnaligned(as: SIMD8<Float>.self) * scale
      let whole = Self.rounded(value)
      differs += (value - whole) * (value - whole)
      UnsafeMutableRawPointer(dithered + frame).storeBytes(of: value, as: SIMD8<Float>.self)
      frame &+= 8
    }
    var rest: Float = 0
    while frame < frames {
      dithered[frame] = source[frame] * 0x1p15
      let off = dithered[frame] - dithered[frame].rounded(.toNearestOrEven)
      rest += off * off
      frame &+= 1
    }
    let isExact = differs.sum() + rest == 0
    let top = SIMD8<Float>(repeating: 0x7fff)
    let bottom = SIMD8<Float>(repeating: -0x8000)
    frame = 0
    while frame < frames {
      var value = UnsafeRawPointer(dithered + frame).loadUnaligned(as: SIMD8<Float>.self)
      if !isExact {
        noise ^= noise &<< 13
        noise ^= noise &>> 17
        noise ^= noise &<< 5
        let sum =
          SIMD8<Int32>(truncatingIfNeeded: noise & 0xffff) &+ SIMD8<Int32>(truncatingIfNeeded: noise &>> 16)
        value += SIMD8<Float>(sum &- 0xffff) * 0x1p-16
      }
      value.replace(with: top, where: value .> top)
      value.replace(with: bottom, where: value .< bottom)
      // Not a number: silence.
      value.replace(with: 0, where: value .!= value)
      value = Self.rounded(value)
      UnsafeMutableRawPointer(dithered + frame).storeBytes(of: value, as: SIMD8<Float>.self)
      frame &+= 8
    }
  }

  /// Nearest whole number, to even, of numbers below 2^22 in size: the addition rounds. `rounded()` is a call a lane
  /// where the processor is only known to have SSE2.
  @inline(__always)
  private static func rounded(_ value: SIMD8<Float>) -> SIMD8<Float> {
    let magic = SIMD8<Float>(repeating: 0x1.8p23)
    return (value + magic) - magic
  }

  /// Nearest integer, held within the format; silence for what is not a number.
  @inline(__always)
  private static func scaled(_ sample: Float, _ scale: Float, limit: Float) -> Float {
    let value = sample * scale
    guard value == value else { return 0 }
    return max(-scale, min(limit, value)).rounded(.toNearestOrEven)
  }
}
