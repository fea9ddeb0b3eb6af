import AudioEngine
import Foundation
import Testing
import TestSupport

/// A file output is paced like a device and keeps one file a zone.
struct FileOutputTests {
  @Test(
    "Every zone's file holds its channels, complete")
  func writesZones() async throws {
    let folder = try TemporaryFolder.make("files")
    defer { try? FileManager.default.removeItem(at: folder) }
    let north = folder.appending(path: "north.wav")
    let both = folder.appending(path: "both.wav")
    let output = try Output.open(
      .files([ZoneFile(url: north, channels: [1]), ZoneFile(url: both, channels: [0, 1])]))
    #expect(output.kind == .file)
    let log = EventLog(output)
    let clip = TestClip.noise(frames: 9_600, seed: 3)
    try output.start(VoiceRequest(id: VoiceID(1), sounds: [.clip(clip)], routes: [.init(channel: 1)]))
    let report = try #require(await log.report(of: VoiceID(1)))
    #expect(report.reason == .completed)
    #expect(report.framesLeft == 9_600...9_600)
    await output.close(fadeFrames: 0)

    let sent = clip.samples(0).map { Int16($0 * 32_768) }
    let mono = try samples(of: north)
    let first = try #require(mono.firstIndex { $0 != 0 })
    #expect(mono[first..<first + 9_600].elementsEqual(sent))
    let stereo = try samples(of: both)
    #expect(stereo.count == mono.count * 2)
    #expect(stride(from: 0, to: stereo.count, by: 2).allSatisfy { stereo[$0] == 0 })
    #expect(zip(stride(from: 1, to: stereo.count, by: 2), mono).allSatisfy { stereo[$0] == $1 })
  }

  @Test("A channel that the output does not have is refused")
  func refusesChannel() {
    #expect(throws: OutputError.self) {
      try Output.open(.files([ZoneFile(url: URL(filePath: "/dev/null"), channels: [2])]))
    }
  }

  /// The samples that the header says are there.
  private func samples(of url: URL) throws -> [Int16] {
    let data = try Data(contentsOf: url)
    let length = data.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: 40, as: UInt32.self)) }
    #expect(data.count == 44 + length)
    return data.dropFirst(44).withUnsafeBytes { bytes in
      (0..<length / 2).map { bytes.loadUnaligned(fromByteOffset: $0 * 2, as: Int16.self) }
    }
  }
}
