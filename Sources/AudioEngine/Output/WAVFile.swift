import Foundation
import Glibc

/// A 16-bit WAV file that grows: its header is true to within a second at any time, even if the process is killed.
///
/// Silence is left as a hole, so a file of long pauses takes little room on the disk. At 4 GiB, the format's limit, it
/// goes on in `name.2.wav`, `name.3.wav` and so on.
final class WAVFile {
  private let url: URL
  private let channels: [Int]
  private let sampleRate: Int
  private var converter: SampleConverter
  private var descriptor: Int32 = -1
  private var part = 1
  /// Bytes of sound in the current part.
  private var length: Int64 = 0
  private var sinceHeader = 0
  private static let headerBytes = 44
  private static let maximumBytes: Int64 = 0xffff_0000

  init(url: URL, channels: [Int], sampleRate: Int, maximumFrames: Int) throws(OutputError) {
    self.url = url
    self.channels = channels
    self.sampleRate = sampleRate
    converter = SampleConverter(format: .int16, channelCount: channels.count, maximumFrames: maximumFrames)
    let code = create()
    guard code == 0 else {
      throw .file(path: url.path, operation: "open", message: String(cString: strerror(code)))
    }
  }

  deinit {
    sync()
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Appends its channels of the block. Returns 0 or the errno.
  func append(_ block: AudioBlock) -> Int32 {
    let bytes = block.frameCount * converter.frameBytes
    if length + Int64(bytes) > Self.maximumBytes {
      sync()
      part += 1
      let code = create()
      if code != 0 { return code }
    }
    var isSilent = true
    for (index, channel) in channels.enumerated() {
      converter.convert(block.channel(channel), frames: block.frameCount, to: index)
      isSilent = isSilent && Self.isSilent(block.channel(channel), block.frameCount)
    }
    if !isSilent {
      var done = 0
      while done < bytes {
        let count = pwrite(
          descriptor, converter.bytes + done, bytes - done,
          off_t(Self.headerBytes) + off_t(length) + off_t(done))
        if count < 0 && errno == EINTR { continue }
        if count < 0 { return errno }
        done += count
      }
    }
    length += Int64(bytes)
    sinceHeader += block.frameCount
    if sinceHeader >= sampleRate { sync() }
    return 0
  }

  /// Makes the header tell the present length.
  func sync() {
    guard descriptor >= 0 else { return }
    sinceHeader = 0
    ftruncate(descriptor, off_t(Self.headerBytes) + off_t(length))
    var riff = UInt32(Self.headerBytes - 8 + Int(length)).littleEndian
    var data = UInt32(length).littleEndian
    pwrite(descriptor, &riff, 4, 4)
    pwrite(descriptor, &data, 4, off_t(Self.headerBytes - 4))
  }

  private func create() -> Int32 {
    if descriptor >= 0 { Glibc.close(descriptor) }
    var target = url
    if part > 1 {
      target = url.deletingPathExtension().appendingPathExtension("\(part).wav")
    }
    descriptor = Glibc.open(target.path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return errno }
    length = 0
    let header = Self.header(channelCount: channels.count, sampleRate: sampleRate)
    return header.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) } == header.count
      ? 0 : errno
  }

  /// RIFF, WAVE, fmt and data chunks of an empty file.
  private static func header(channelCount: Int, sampleRate: Int) -> [UInt8] {
    func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
      withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
    return Array("RIFF".utf8) + bytes(UInt32(headerBytes - 8)) + Array("WAVEfmt ".utf8) + bytes(UInt32(16))
      + bytes(UInt16(1)) + bytes(UInt16(channelCount)) + bytes(UInt32(sampleRate))
      + bytes(UInt32(sampleRate * channelCount * 2)) + bytes(UInt16(channelCount * 2)) + bytes(UInt16(16))
      + Array("data".utf8) + bytes(UInt32(0))
  }

  private static func isSilent(_ samples: UnsafePointer<Float>, _ frames: Int) -> Bool {
    for frame in 0..<frames where samples[frame] != 0 { return false }
    return true
  }
}
