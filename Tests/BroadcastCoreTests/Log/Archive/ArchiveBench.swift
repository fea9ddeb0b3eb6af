import AudioEngine
import Foundation

@testable import BroadcastCore

/// A device that is moved by hand, with an archive on it and a log.
final class ArchiveBench {
  let device: ManualOutput
  let folder: ArchiveFolder
  let log: PlaybackLog
  let archive: SoundArchive
  private let temporary: TemporaryFolder
  private let clock: Clock
  private var nextVoice: UInt64 = 1

  /// The device's time is the station's.
  private struct Clock: StationClock {
    let device: ManualOutput
    let start: WallTime
    let boot: String

    func now() -> Moment {
      Moment(
        wall: WallTime(nanoseconds: start.nanoseconds + device.now.nanoseconds), monotonic: device.now,
        boot: boot, isClockTrusted: true)
    }

    func wait(seconds: Double) async {}
  }

  /// - Parameter after: whose folder and log it takes over, as a new process does.
  init(
    start: String = "2026-11-21T10:00:00.000Z", ringMilliseconds: Int = 20_000, after: ArchiveBench? = nil
  ) throws {
    device = try ManualOutput(
      configuration: OutputConfiguration(channelCount: 2, ceiling: nil, tapMilliseconds: ringMilliseconds))
    temporary = try after?.temporary ?? TemporaryFolder()
    folder = ArchiveFolder(temporary.path + "/archive")
    log =
      try after?.log
      ?? PlaybackLog(database: StationDatabase.open(state: temporary.path + "/state"))
    clock = Clock(
      device: device, start: WallTime(start)!, boot: after == nil ? "boot-1" : "boot-2")
    let output = device.output
    archive = SoundArchive(
      folder,
      sources: [
        SoundArchive.Source(
          id: "loa", device: "manual", kind: .virtual, tap: output.tap!, clock: { output.clock },
          zones: [["thon-1"], ["thon-2"]])
      ],
      policy: ArchivePolicy(days: 90, freeBytes: 0), clock: clock,
      timeZone: TimeZone(identifier: "Asia/Ho_Chi_Minh")!, log: log)
  }

  func sound(seed: UInt64, frames: Int, channel: Int) throws {
    let clip = Clip(sampleRate: 48_000, channels: [TestNoise.noise(frames: frames, seed: seed)])
    try device.output.start(
      VoiceRequest(
        id: VoiceID(nextVoice), sounds: [.clip(clip)], routes: [VoiceRequest.Route(channel: channel)]))
    nextVoice += 1
  }

  /// Half a second at a time, as the archive's thread looks.
  func play(seconds: Double) {
    for _ in 0..<Int(seconds * 2) {
      device.advance(frames: 24_000)
      _ = archive.turn()
    }
  }

  /// The entries of an airing that began at output frame `first`.
  func logAiring(first: Int64, frames: Int64, zones: [String]) throws -> Int64 {
    let names = CanonicalJSON.array(zones.map { .string($0) })
    let common: [String: CanonicalJSON] = [
      "airing": "a-1", "zones": names, "hearing": names,
      "output": .object(["id": "loa", "device": "manual", "kind": "virtual"]),
    ]
    let left = device.output.clock.time(of: first)
    let moment = clock.now()
    func with(_ own: [String: CanonicalJSON]) -> [String: CanonicalJSON] { common.merging(own) { a, _ in a } }
    return try log.append(
      [
        LogRecord(
          kind: .accepted, fields: with(["rate": 48_000, "frames": .object(["total": .integer(frames)])])),
        LogRecord(
          kind: .started,
          fields: with([
            "first_frame": .integer(first), "started_mono_ns": .integer(left.nanoseconds),
            "started_wall": .string(moment.wall(at: left).description),
          ])),
        LogRecord(
          kind: .ended,
          fields: with([
            "outcome": "completed",
            "frames": .object([
              "total": .integer(frames), "left": .array([.integer(frames), .integer(frames)]),
            ]),
            "ended_wall": .string(
              moment.wall(at: left.advanced(byNanoseconds: frames * 1_000_000_000 / 48_000)).description),
          ])),
      ], at: moment
    )[2].seq
  }

  struct Notes {
    var records: [String] = []
    var closed: [(ArchiveFile, LogLine)] = []
  }

  /// Closes the archive and puts what it tells into the log.
  func close() async throws -> Notes {
    archive.finish()
    var notes = Notes()
    for await note in archive.notes {
      let entry = try log.append(note.record, at: clock.now())
      note.written()
      notes.records.append(entry.line)
      let line = try LogLine(entry.line)
      if line.eventName == "closed", let file = ArchiveFile(line: entry.line) {
        notes.closed.append((file, line))
      }
    }
    return notes
  }
}

/// Noise, no sample of which is 0: what arrived can be told from silence.
enum TestNoise {
  static func noise(frames: Int, seed: UInt64) -> [Float] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<frames).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Float(Int(state >> 50) - 8_192)
      return (value == 0 ? 1 : value) / 32_768
    }
  }
}
