internal import CSndfile
internal import Foundation

/// Writes one channel of sound as it comes: 16-bit FLAC at its cheapest level.
///
/// Whole FLAC frames go to the file as they are full (4,096 samples at most are held back), so a process that is killed
/// leaves a file that can be read up to there; its header then gives no length.
public final class SoundFileWriter {
  public let path: String
  public let sampleRate: Int
  private var handle: OpaquePointer?
  private let silence: [Float]

  public init(path: String, sampleRate: Int) throws(SoundFileError) {
    var info = SF_INFO()
    info.samplerate = Int32(sampleRate)
    info.channels = 1
    info.format = Int32(SF_FORMAT_FLAC | SF_FORMAT_PCM_16)
    guard let handle = sf_open(path, Int32(SFM_WRITE), &info) else {
      throw SoundFileError(code: .unavailable, path: path, cause: String(cString: sf_strerror(nil)))
    }
    var level = 0.0
    sf_command(handle, Int32(SFC_SET_COMPRESSION_LEVEL), &level, Int32(MemoryLayout<Double>.size))
    sf_command(handle, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    self.path = path
    self.sampleRate = sampleRate
    self.handle = handle
    silence = Array(repeating: 0, count: 4_096)
  }

  deinit { if let handle { sf_close(handle) } }

  /// - Throws: `unavailable` where the disk does not take it.
  public func write(_ samples: UnsafePointer<Float>, count: Int) throws(SoundFileError) {
    guard let handle, sf_writef_float(handle, samples, sf_count_t(count)) == count else {
      throw SoundFileError(code: .unavailable, path: path, cause: String(cString: sf_strerror(handle)))
    }
  }

  public func writeSilence(frames: FrameCount) throws(SoundFileError) {
    var left = Int(frames)
    while left > 0 {
      let count = min(left, silence.count)
      // A pointer to the array's storage is good for this call only, which is all that libsndfile needs.
      guard let handle, sf_writef_float(handle, silence, sf_count_t(count)) == count else {
        throw SoundFileError(code: .unavailable, path: path, cause: String(cString: sf_strerror(handle)))
      }
      left -= count
    }
  }

  /// What was written in whole FLAC frames survives a power cut once this returns.
  public func sync() { if let handle { sf_write_sync(handle) } }

  /// The length stands in the header once this returns.
  public func close() throws(SoundFileError) {
    guard let handle else { return }
    sf_write_sync(handle)
    self.handle = nil
    guard sf_close(handle) == 0 else {
      throw SoundFileError(code: .unavailable, path: path, cause: "close failed")
    }
  }
}

/// Parts of one-channel sound files, also of those that a killed process left without a length.
public enum SoundFilePart {
  /// Frames `from ..< from + count` of the first channel, as far as the file has them.
  public static func read(path: String, from: FrameCount, count: FrameCount) throws(SoundFileError) -> [Float]
  {
    let (handle, info) = try open(path)
    defer { sf_close(handle) }
    let channels = Int(info.channels)
    // Where the length is not known libsndfile cannot seek: read over it.
    var skip = from
    if sf_seek(handle, from, Int32(SEEK_SET)) == from { skip = 0 }
    var samples: [Float] = []
    var block = [Float](repeating: 0, count: 16_384 * channels)
    while FrameCount(samples.count) < count {
      let wanted = skip > 0 ? min(16_384, skip) : min(16_384, count - FrameCount(samples.count))
      let got = Int(sf_readf_float(handle, &block, sf_count_t(wanted)))
      guard got > 0 else { break }
      if skip > 0 {
        skip -= FrameCount(got)
      } else {
        samples += stride(from: 0, to: got * channels, by: channels).lazy.map { block[$0] }
      }
    }
    return samples
  }

  /// Frames that can be decoded.
  public static func length(path: String) throws(SoundFileError) -> FrameCount {
    let (handle, info) = try open(path)
    defer { sf_close(handle) }
    var block = [Float](repeating: 0, count: 16_384 * Int(info.channels))
    var length: FrameCount = 0
    while case let got = sf_readf_float(handle, &block, 16_384), got > 0 { length += got }
    return length
  }

  /// Writes `length` into the header of a FLAC file that was never closed, and syncs it.
  ///
  /// RFC 9639 §8.2: the total number of samples is the 36 bits that end 26 bytes into the file.
  public static func setLength(_ length: FrameCount, path: String) throws(SoundFileError) {
    do {
      let file = try FileHandle(forUpdating: URL(filePath: path))
      defer { try? file.close() }  // Everything was synced before.
      guard let head = try file.read(upToCount: 26), head.count == 26, head.prefix(4) == Data("fLaC".utf8),
        length >= 0, length < 1 << 36
      else { throw SoundFileError(code: .badData, path: path, cause: "no FLAC header") }
      var bytes = [UInt8](head[21..<26])
      bytes[0] = bytes[0] & 0xF0 | UInt8(truncatingIfNeeded: length >> 32)
      for index in 1...4 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * (4 - index))) }
      try file.seek(toOffset: 21)
      try file.write(contentsOf: Data(bytes))
      try file.synchronize()
    } catch let error as SoundFileError {
      throw error
    } catch {
      throw SoundFileError(code: .unavailable, path: path, cause: "\(error)")
    }
  }

  private static func open(_ path: String) throws(SoundFileError) -> (OpaquePointer, SF_INFO) {
    var info = SF_INFO()
    guard let handle = sf_open(path, Int32(SFM_READ), &info), info.channels > 0 else {
      throw SoundFileError(
        code: sf_error(nil) == Int32(SF_ERR_SYSTEM) ? .unavailable : .badData, path: path,
        cause: String(cString: sf_strerror(nil)))
    }
    return (handle, info)
  }
}
