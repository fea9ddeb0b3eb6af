internal import CSndfile

/// Reads a sound file (WAV, FLAC, Ogg … what libsndfile knows) piece by piece, as planar Float32.
///
/// One reader belongs to one task at a time; it is not safe to share.
public final class ClipReader {
  public let path: String
  /// Frames a second.
  public let sampleRate: Int
  public let channelCount: Int
  /// As the header says; a damaged file may end earlier.
  public let frameCount: FrameCount

  private let handle: OpaquePointer
  private var interleaved: [Float] = []

  /// - Throws: `unavailable` where there is no such file, `badData` where it is not a sound file.
  public init(path: String) throws(SoundFileError) {
    var info = SF_INFO()
    guard let handle = sf_open(path, Int32(SFM_READ), &info) else {
      throw SoundFileError(
        code: sf_error(nil) == Int32(SF_ERR_SYSTEM) ? .unavailable : .badData,
        path: path, cause: String(cString: sf_strerror(nil)))
    }
    guard info.samplerate > 0, info.channels > 0, info.frames >= 0 else {
      sf_close(handle)
      throw SoundFileError(
        code: .badData, path: path,
        cause: "rate \(info.samplerate), channels \(info.channels), frames \(info.frames)")
    }
    self.path = path
    self.handle = handle
    self.sampleRate = Int(info.samplerate)
    self.channelCount = Int(info.channels)
    self.frameCount = info.frames
  }

  deinit {
    sf_close(handle)
  }

  /// Reads up to `frames` frames; `body` gets them interleaved, valid only during the call.
  ///
  /// - Returns: how many frames were read; 0 at the end.
  @discardableResult
  public func read<Failure: Error>(
    frames: Int, _ body: (_ interleaved: UnsafeBufferPointer<Float>, _ frames: Int) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    let wanted = frames * channelCount
    if interleaved.count < wanted {
      interleaved = [Float](repeating: 0, count: wanted)
    }
    let count = Int(sf_readf_float(handle, &interleaved, sf_count_t(frames)))
    guard count > 0 else { return 0 }
    // Not `withUnsafeBufferPointer`: it does not carry a typed error out.
    let buffer = interleaved
    try buffer.span.withUnsafeBufferPointer { pointer throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: pointer[0..<count * channelCount]), count)
    }
    return count
  }

  /// Moves to a frame counted from the start of the file.
  public func seek(to frame: FrameCount) throws(SoundFileError) {
    guard sf_seek(handle, frame, Int32(SEEK_SET)) == frame else {
      throw SoundFileError(code: .badData, path: path, cause: "seek to \(frame) failed")
    }
  }
}

extension Clip {
  /// Reads a whole file into memory: for chimes and announcements of some minutes, not for hours of sound.
  public static func read(path: String) throws(SoundFileError) -> Clip {
    let reader = try ClipReader(path: path)
    let channelCount = reader.channelCount
    var channels = [[Float]](repeating: [], count: channelCount)
    for channel in 0..<channelCount { channels[channel].reserveCapacity(Int(reader.frameCount)) }
    while reader.read(
      frames: 16_384,
      { samples, frames in
        for channel in 0..<channelCount {
          for frame in 0..<frames {
            channels[channel].append(samples[frame * channelCount + channel])
          }
        }
      }) > 0
    {}
    // Pipes and some formats do not know their length beforehand; then the header says 0 or the largest number.
    let read = FrameCount(channels[0].count)
    let isKnown = reader.frameCount > 0 && reader.frameCount < 1 << 62
    guard !isKnown || read == reader.frameCount else {
      throw SoundFileError(
        code: .badData, path: path, cause: "ends after \(read) of \(reader.frameCount) frames")
    }
    guard channels.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw SoundFileError(code: .badData, path: path, cause: "samples that are not finite numbers")
    }
    return Clip(sampleRate: reader.sampleRate, channels: channels)
  }
}
