import AudioEngine
import BroadcastCore
import Foundation
import GRDB

/// What the archive costs while every channel sounds: the share of a core that copying, FLAC, disk and hashing take.
struct ArchiveBench {
  let folder: String
  let channels = 16
  let seconds = 60

  /// Processor seconds of this process, all threads.
  private static func used() -> Double {
    var usage = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &usage)
    return Double(usage.tv_sec) + Double(usage.tv_nsec) / 1e9
  }

  private struct Clock: StationClock {
    let device: ManualOutput
    func now() -> Moment {
      Moment(
        wall: WallTime(nanoseconds: 1_790_000_000_000_000_000 + device.now.nanoseconds),
        monotonic: device.now, boot: "bench", isClockTrusted: true)
    }
    func wait(seconds: Double) async {}
  }

  /// - Returns: share of a core, and bytes of all files.
  func run() async throws -> (share: Double, bytes: Int64) {
    let with = try await cost(archived: true)
    let without = try await cost(archived: false)
    return ((with.seconds - without.seconds) / Double(seconds), with.bytes)
  }

  private func cost(archived: Bool) async throws -> (seconds: Double, bytes: Int64) {
    let device = try ManualOutput(
      configuration: OutputConfiguration(channelCount: channels, tapMilliseconds: archived ? 4_000 : 0))
    let output = device.output
    let log = PlaybackLog(database: try StationDatabase.open(state: "\(folder)/log-\(archived)"))
    let place = ArchiveFolder("\(folder)/sound")
    let archive = output.tap.map { tap in
      SoundArchive(
        place,
        sources: [
          SoundArchive.Source(
            id: "loa", device: "bench", kind: .virtual, tap: tap, clock: { output.clock },
            zones: (0..<channels).map { ["thon-\($0)"] })
        ], policy: ArchivePolicy(freeBytes: 0), clock: Clock(device: device),
        timeZone: TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt, log: log)
    }
    for channel in 0..<channels {
      let clip = Clip(sampleRate: 48_000, channels: [Self.speechLike(seconds, UInt64(channel + 1))])
      try output.start(
        VoiceRequest(
          id: VoiceID(UInt64(channel + 1)), sounds: [.clip(clip)],
          routes: [VoiceRequest.Route(channel: channel)]))
    }
    let start = Self.used()
    for _ in 0..<(seconds * 2 + 2) {
      device.advance(frames: 24_000)
      device.forgetPlayed()
      _ = archive?.turn()
    }
    guard let archive else { return (Self.used() - start, 0) }
    archive.finish()
    let used = Self.used() - start
    var bytes: Int64 = 0
    var files = 0
    for await note in archive.notes {
      note.written()
      if case .integer(let size)? = note.record.fields["bytes"] { bytes += size }
      files += 1
    }
    guard files == channels else { throw Memory.Failure(output: "\(files) files") }
    return (used, bytes)
  }

  /// Low-passed noise that swells three times a second, as loud as speech: what FLAC has to do with speech, or more.
  private static func speechLike(_ seconds: Int, _ seed: UInt64) -> [Float] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var low: Float = 0
    return (0..<seconds * 48_000).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      low += 0.2 * (Float(Int32(truncatingIfNeeded: state >> 32)) / 0x1p31 - low)
      return low * 0.5 * (0.55 + 0.45 * sin(Float(index) / 48_000 * 18))
    }
  }
}
