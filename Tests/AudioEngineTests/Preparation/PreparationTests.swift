import Foundation
import Testing

@testable import AudioEngine

@Suite struct PreparationTests {
  /// A sine of 1 kHz, the reference of EBU Tech 3341.
  private func sine(level decibels: Double, seconds: Double, rate: Int = 48_000, channels: Int = 1) -> Clip {
    let amplitude = pow(10, decibels / 20)
    let samples = (0..<Int(seconds * Double(rate))).map {
      Float(amplitude * sin(2 * .pi * 1000 * Double($0) / Double(rate)))
    }
    return Clip(sampleRate: rate, channels: Array(repeating: samples, count: channels))
  }

  @Test("A stereo sine of −23 dBFS is −23 LUFS, EBU Tech 3341 case 1")
  func loudnessReference() throws {
    let loudness = try sine(level: -23, seconds: 20, channels: 2).loudness()
    #expect(abs(loudness.integrated + 23) < 0.1)
    #expect(abs(loudness.truePeak + 23) < 0.2)
    #expect(abs(loudness.samplePeak + 23) < 0.1)
  }

  @Test(arguments: [(-30.0, -16.0), (-3.0, -16.0), (-10.0, -23.0)])
  func normalizedToTarget(level: Double, target: Double) throws {
    let (clip, told) = try sine(level: level, seconds: 3).normalized(target: target, ceiling: -1)
    let measured = try clip.loudness()
    #expect(abs(measured.integrated - target) < 0.1)
    #expect(abs(told.integrated - measured.integrated) < 0.1)
  }

  @Test func theCeilingWinsOverTheTarget() throws {
    let (clip, told) = try sine(level: -20, seconds: 3).normalized(target: 0, ceiling: -1)
    #expect(try clip.loudness().truePeak <= -0.95)
    #expect(told.integrated < -3)
  }

  @Test func silenceStaysSilence() throws {
    let silence = Clip(sampleRate: 48_000, channels: [[Float](repeating: 0, count: 48_000)])
    let (clip, loudness) = try silence.normalized(target: -16, ceiling: -1)
    #expect(clip.samples(ofChannel: 0).allSatisfy { $0 == 0 })
    #expect(loudness.integrated == -.infinity && loudness.truePeak == -.infinity)
    let empty = Clip(sampleRate: 48_000, channels: [[]])
    #expect(try empty.normalized(target: -16, ceiling: -1).clip.frameCount == 0)
  }

  @Test(
    "Length and pitch survive a change of rate",
    arguments: [(22_050, 48_000), (44_100, 48_000), (96_000, 48_000), (48_000, 44_100)])
  func resampling(from: Int, to: Int) throws {
    let clip = try sine(level: -6, seconds: 2, rate: from).resampled(to: to)
    #expect(clip.sampleRate == to && clip.frameCount == FrameCount(2 * to))
    // No delay, no ringing in the middle: the sine at its new rate.
    let samples = clip.samples(ofChannel: 0)
    let amplitude = pow(10, -6.0 / 20)
    var worst = 0.0
    for frame in to / 2..<3 * to / 2 {
      let expected = amplitude * sin(2 * .pi * 1000 * Double(frame) / Double(to))
      worst = max(worst, abs(Double(samples[frame]) - expected))
    }
    #expect(worst < 1e-4)
  }

  @Test(
    "Files keep what was written",
    arguments: [(SoundFileFormat.wav16, Float(1.0 / 32_768)), (.flac24, Float(1.0 / 8_388_608))])
  func files(format: SoundFileFormat, step: Float) throws {
    let path = NSTemporaryDirectory() + "/preparation-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let clip = Clip(
      sampleRate: 44_100,
      channels: [
        (0..<20_000).map { sin(Float($0) * 0.05) * 0.9 }, (0..<20_000).map { Float($0 % 100) / 100 - 0.5 },
      ])
    try clip.write(path: path, format: format)
    let read = try Clip.read(path: path)
    #expect(read.sampleRate == 44_100 && read.channelCount == 2 && read.frameCount == 20_000)
    for channel in 0..<2 {
      #expect(
        zip(read.samples(ofChannel: channel), clip.samples(ofChannel: channel)).allSatisfy {
          abs($0 - $1) <= step
        })
    }
    // The same clip gives the same bytes: content addressing depends on it.
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    try clip.write(path: path, format: format)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
  }

  @Test func overloadIsClippedNotWrapped() throws {
    let path = NSTemporaryDirectory() + "/overload-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Clip(sampleRate: 48_000, channels: [[1.5, -1.5]]).write(path: path, format: .wav16)
    let read = try Clip.read(path: path)
    #expect(read.samples(ofChannel: 0)[0] > 0.99 && read.samples(ofChannel: 0)[1] < -0.99)
  }

  @Test func whatIsNoSoundIsRefused() throws {
    let missing = try #require(throws: SoundFileError.self) { try Clip.read(path: "/khong/co.wav") }
    #expect(missing.code == .unavailable && missing.description.contains("/khong/co.wav"))
    let path = NSTemporaryDirectory() + "/no-sound-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("chữ, không phải âm thanh".utf8).write(to: URL(fileURLWithPath: path))
    let text = try #require(throws: SoundFileError.self) { try Clip.read(path: path) }
    #expect(text.code == .badData)
  }

  @Test(
    "Resampling while reading gives what resampling at once gives, from any frame on",
    arguments: [22_050, 44_100, 96_000])
  func resamplesPieceByPiece(rate: Int) throws {
    let clip = sine(level: -6, seconds: 1.5, rate: rate, channels: 2)
    let whole = try clip.resampled(to: 48_000)
    let source = try ResampledSource(ClipSource(clip), rate: 48_000)
    #expect(source.frameCount == whole.frameCount)
    let all = try read(source)
    #expect(all.count == Int(whole.frameCount))
    #expect(zip(all, whole.samples(ofChannel: 1)).allSatisfy { abs($0 - $1) < 1e-5 })
    try source.seek(to: 24_000)
    // After a seek the filter begins in silence; what follows its first milliseconds is the same sound.
    let rest = try read(source)
    #expect(rest.count == 48_000)
    #expect(zip(rest.dropFirst(2_000), all.dropFirst(26_000)).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  /// The second channel to the end, in pieces of odd length.
  private func read(_ source: ResampledSource) throws -> [Float] {
    var out: [Float] = []
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: 2 * 777)
    defer { memory.deallocate() }
    while true {
      let count = try source.read(into: [memory, memory + 777], frames: 777)
      if count == 0 { return out }
      out += UnsafeBufferPointer(start: memory + 777, count: count)
    }
  }
}

/// A clip as a frame source.
private final class ClipSource: FrameSource {
  let sampleRate: Int
  let channelCount: Int
  let frameCount: FrameCount
  private let channels: [[Float]]
  private var position = 0

  init(_ clip: Clip) {
    (sampleRate, channelCount, frameCount) = (clip.sampleRate, clip.channelCount, clip.frameCount)
    channels = (0..<clip.channelCount).map { clip.samples(ofChannel: $0) }
  }

  func read(into out: UnsafePointer<UnsafeMutablePointer<Float>>, frames: Int) -> Int {
    let count = min(frames, channels[0].count - position)
    for channel in channels.indices {
      for index in 0..<count { out[channel][index] = channels[channel][position + index] }
    }
    position += count
    return count
  }

  func seek(to frame: FrameCount) { position = Int(frame) }
}
