internal import CSndfile

/// A sound file as a frame source: streams what libsndfile can read, without keeping it.
public final class SoundFileSource: FrameSource {
  public let path: String
  public let sampleRate: Int
  public let channelCount: Int
  public let frameCount: FrameCount
  /// It ended before the frames that its header announces.
  public private(set) var isShort = false
  private var position: FrameCount = 0
  private let handle: OpaquePointer
  /// The file holds 16-bit samples: read as they are and converted while being spread over the channels.
  private let isInt16: Bool
  private var shorts: [Int16]
  private var floats: [Float]
  private static let blockFrames = 4_096

  /// - Throws: `unavailable` where there is no such file, `badData` where it is not a sound file.
  public init(path: String) throws(SoundFileError) {
    var info = SF_INFO()
    guard let handle = sf_open(path, Int32(SFM_READ), &info) else {
      throw SoundFileError(
        code: sf_error(nil) == Int32(SF_ERR_SYSTEM) ? .unavailable : .badData, path: path,
        cause: String(cString: sf_strerror(nil)))
    }
    guard info.samplerate > 0, info.channels > 0, info.frames >= 0, info.frames < 1 << 62 else {
      sf_close(handle)
      throw SoundFileError(
        code: .badData, path: path,
        cause: "rate \(info.samplerate), channels \(info.channels), frames \(info.frames)")
    }
    self.path = path
    self.handle = handle
    sampleRate = Int(info.samplerate)
    channelCount = Int(info.channels)
    frameCount = info.frames
    isInt16 = info.format & Int32(SF_FORMAT_SUBMASK) == Int32(SF_FORMAT_PCM_16)
    shorts = Array(repeating: 0, count: isInt16 ? Self.blockFrames * Int(info.channels) : 0)
    floats = Array(repeating: 0, count: isInt16 ? 0 : Self.blockFrames * Int(info.channels))
  }

  deinit { sf_close(handle) }

  public func seek(to frame: FrameCount) throws {
    guard sf_seek(handle, frame, Int32(SEEK_SET)) == frame else {
      throw SoundFileError(code: .badData, path: path, cause: "seek to \(frame) failed")
    }
    position = frame
  }

  public func read(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) -> Int {
    let count = decode(into: channels, frames: min(frames, Self.blockFrames))
    position += FrameCount(count)
    if count == 0 && frames > 0 && position < frameCount { isShort = true }
    return count
  }

  private func decode(into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames wanted: Int) -> Int {
    if isInt16 {
      return shorts.withUnsafeMutableBufferPointer { buffer in
        guard let source = buffer.baseAddress else { return 0 }
        let count = max(0, Int(sf_readf_short(handle, source, sf_count_t(wanted))))
        spread(UnsafePointer(source), into: channels, frames: count)
        return count
      }
    }
    return floats.withUnsafeMutableBufferPointer { buffer in
      guard let source = buffer.baseAddress else { return 0 }
      let count = max(0, Int(sf_readf_float(handle, source, sf_count_t(wanted))))
      for channel in 0..<channelCount {
        let out = channels[channel]
        for frame in 0..<count { out[frame] = source[frame &* channelCount &+ channel] }
      }
      return count
    }
  }

  private func spread(
    _ source: UnsafePointer<Int16>, into channels: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int
  ) {
    let scale: Float = 0x1p-15
    if channelCount == 2 {
      let left = channels[0]
      let right = channels[1]
      var frame = 0
      while frame &+ 8 <= frames {
        let pairs = UnsafeRawPointer(source + frame &* 2).loadUnaligned(as: SIMD8<Int32>.self)
        // Little-endian: the left sample is the low half of a pair.
        let low = (pairs &<< 16) &>> 16
        let high = pairs &>> 16
        UnsafeMutableRawPointer(left + frame).storeBytes(of: SIMD8<Float>(low) * scale, as: SIMD8<Float>.self)
        UnsafeMutableRawPointer(right + frame).storeBytes(
          of: SIMD8<Float>(high) * scale, as: SIMD8<Float>.self)
        frame &+= 8
      }
      while frame < frames {
        left[frame] = Float(source[frame &* 2]) * scale
        right[frame] = Float(source[frame &* 2 &+ 1]) * scale
        frame &+= 1
      }
      return
    }
    for channel in 0..<channelCount {
      let out = channels[channel]
      for frame in 0..<frames { out[frame] = Float(source[frame &* channelCount &+ channel]) * scale }
    }
  }
}
