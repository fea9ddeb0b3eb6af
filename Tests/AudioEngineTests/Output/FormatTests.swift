import AudioEngine
import Foundation
import Testing
import TestSupport

/// Every rate and sample format on a device of libasound: what leaves is the sound, bit for bit.
struct FormatTests {
  static let cases = [44_100, 48_000, 96_000].flatMap { rate in SampleFormat.allCases.map { (rate, $0) } }

  @Test("A clip leaves the device as it was, at any rate and in any format", arguments: cases)
  func leavesExactly(rate: Int, format: SampleFormat) async throws {
    let device = try FaultFixture()
    let output = try Output.open(
      .alsa(name: device.deviceName),
      configuration: OutputConfiguration(sampleRate: rate, channelCount: 2, sampleFormat: format))
    #expect(output.sampleRate == rate)
    #expect(output.periodFrames == rate / 100)
    let log = EventLog(output)
    // On the 16-bit grid, so that every format can hold it.
    let channels: [[Float]] = (0..<2).map { channel in
      (0..<rate / 10).map { frame -> Float in
        let step = (frame * 7_919 + channel * 331) % 20_001 - 10_000
        return Float(step | 1) / 32_768
      }
    }
    let clip = Clip(sampleRate: rate, channels: channels)
    try output.start(
      VoiceRequest(
        id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 0), .init(channel: 1)],
        mapping: .discrete))
    let report = try #require(await log.report(of: VoiceID(1)))
    await output.close(fadeFrames: 0)
    #expect(report.framesLeft == FrameCount(rate / 10)...FrameCount(rate / 10))
    #expect(report.xruns == 0)
    for channel in 0..<2 {
      let left = Self.samples(device.played, format, channel: channel).filter { $0 != 0 }
      #expect(left.elementsEqual(clip.samples(ofChannel: channel)))
    }
  }

  @Test("A rate that the device does not have is refused with what it does")
  func refusesRate() throws {
    let device = try FaultFixture()
    #expect(
      throws: OutputError.unsupportedSampleRate(
        device: device.deviceName, requested: 384_000, available: 8_000...192_000)
    ) {
      try Output.open(.alsa(name: device.deviceName), configuration: OutputConfiguration(sampleRate: 384_000))
    }
  }

  /// One channel of interleaved stereo, full scale ±1.
  private static func samples(_ data: Data, _ format: SampleFormat, channel: Int) -> [Float] {
    let width = format.bytesPerSample
    return data.withUnsafeBytes { bytes in
      (0..<bytes.count / (2 * width)).map { frame in
        let place = (frame * 2 + channel) * width
        switch format {
        case .float32: return Float(bitPattern: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        case .int32: return Float(bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)) * 0x1p-31
        case .int24:
          // The fourth byte is padding.
          return Float(bytes.loadUnaligned(fromByteOffset: place, as: Int32.self) << 8) * 0x1p-31
        case .int24Packed:
          let low = UInt32(bytes[place]) << 8 | UInt32(bytes[place + 1]) << 16
          return Float(Int32(bitPattern: low | UInt32(bytes[place + 2]) << 24)) * 0x1p-31
        case .int16: return Float(bytes.loadUnaligned(fromByteOffset: place, as: Int16.self)) * 0x1p-15
        }
      }
    }
  }
}
