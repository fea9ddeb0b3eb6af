import AudioEngine
import BroadcastCore
import Foundation
import TestSupport
import Testing

/// The door for sound, with the real ffmpeg behind it.
@Suite struct SoundDoorTests {
  private func bringIn(_ path: String, _ door: SoundDoor) async -> Result<SoundDoor.Arrival, DoorError> {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      return .failure(DoorError(.unavailable("open"), source: path))
    }
    do throws(DoorError) {
      return .success(try await door.bringIn(handle, name: path))
    } catch {
      return .failure(error)
    }
  }

  @Test func hostileFilesAreRefusedAndLeaveNothing() async throws {
    let hostile = try HostileSounds()
    #expect(hostile.files.count >= 40)
    let state = try ScratchFolder()
    let door = SoundDoor(folder: state.path + "/door", helper: Program.path)
    for file in hostile.files {
      switch await bringIn(hostile.path(file), door) {
      case .success(let arrival):
        #expect(file.expectation == .accepted, "\(file.name) came in")
        #expect(arrival.clip.sampleRate == 48_000 && arrival.clip.channelCount == 1)
      case .failure(let error):
        #expect(file.expectation == .refused, "\(file.name): \(error)")
        let message = "\(error)"
        #expect(!message.contains("\n") && message.count < 400, "\(file.name): \(message)")
        #expect(!message.contains("root:"), "\(file.name) showed another file")
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: state.path + "/door").isEmpty, "\(file.name)")
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/broadcaster-was-here"))
  }

  @Test(arguments: [
    ("a.m4a", ["-c:a", "aac"]), ("a.mp3", ["-c:a", "libmp3lame"]), ("a.ogg", ["-c:a", "libvorbis"]),
    ("a.opus", ["-c:a", "libopus"]), ("a.flac", ["-c:a", "flac"]), ("a.wav", ["-c:a", "pcm_s24le"]),
    ("a.aac", ["-c:a", "aac"]), ("a.aiff", []), ("a.webm", ["-c:a", "libopus"]),
    ("a.wma", ["-c:a", "wmav2"]),
    ("a.caf", ["-c:a", "pcm_s16le"]), ("a.mp4", ["-c:a", "aac"]),
  ])
  func whatPhonesAndRecordersMakeComesIn(_ name: String, _ codec: [String]) async throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/" + name
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    process.arguments =
      [
        "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=44100:duration=2", "-ac",
        "2",
      ]
      + codec + [path]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let arrival = try await bringIn(path, SoundDoor(folder: folder.path + "/door", helper: Program.path))
      .get()
    #expect(abs(arrival.clip.duration - 2) < 0.1)
    // Still the tone that went in: 1,000 Hz crosses zero upwards a thousand times a second.
    let samples = arrival.clip.samples(ofChannel: 0)
    let crossings = zip(samples[24_000..<72_000], samples[24_001..<72_001]).count { $0 < 0 && $1 >= 0 }
    #expect((998...1_002).contains(crossings))
  }

  @Test func anEndlessFileIsCutOff() async throws {
    let folder = try ScratchFolder()
    var limits = DoorLimits()
    limits.inputBytes = 1 << 20
    let door = SoundDoor(folder: folder.path, helper: Program.path, limits: limits)
    guard case .failure(let error) = await bringIn("/dev/zero", door) else {
      Issue.record("came in")
      return
    }
    #expect(error.code == .tooLarge(bytes: 1 << 20))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func tooLittleMemoryOrTimeIsAnAnswer() async throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/a.wav"
    try Data(Wave().bytes).write(to: URL(fileURLWithPath: path))
    var limits = DoorLimits()
    limits.memoryBytes = 8 << 20
    let poor = SoundDoor(folder: folder.path + "/door", helper: Program.path, limits: limits)
    guard case .failure = await bringIn(path, poor) else {
      Issue.record("came in")
      return
    }
    limits = DoorLimits()
    limits.wallSeconds = 1
    // A helper that never answers is killed with what it started.
    let script = folder.path + "/hang"
    try Data("#!/bin/sh\nsleep 1000 & exec sleep 1000\n".utf8).write(to: URL(fileURLWithPath: script))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let hanging = SoundDoor(folder: folder.path + "/door", helper: script, limits: limits)
    guard case .failure(let error) = await bringIn(path, hanging) else {
      Issue.record("came in")
      return
    }
    #expect(error.code == .tooExpensive("thời gian 1 giây"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/door").isEmpty)
  }

  @Test func aRecordingIsTrimmedMeasuredAndBroughtToLoudness() async throws {
    let folder = try ScratchFolder()
    let path = folder.path + "/a.wav"
    // Two seconds of silence, one of a tone too loud for the recorder, one of silence.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    process.arguments = [
      "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=440:duration=1:sample_rate=48000", "-af",
      "volume=30dB,adelay=2000,apad=pad_dur=1", "-c:a", "pcm_s16le", path,
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let arrival = try await bringIn(path, SoundDoor(folder: folder.path + "/door", helper: Program.path))
      .get()
    #expect(abs(arrival.clip.duration - 4) < 0.01)
    let state = try ScratchFolder()
    let database = try StationDatabase.open(state: state.path)
    let store = ClipStore(database, library: ClipLibrary(folder: state.path + "/clips"))
    let moment = SystemClock().now()
    let clip = try store.add(
      arrival, source: path, title: "Thử", language: "vi", loudness: -16, by: .station, at: moment)
    #expect(abs(clip.seconds - 1.3) < 0.1)
    #expect(abs(clip.loudness - -1_600) <= 50)
    #expect(clip.truePeak <= -100)
    #expect(clip.clippedPlaces > 100)
    #expect(clip.warnings.contains { $0.contains("vỡ tiếng") })
    let cut = try store.trim(
      clip.id, from: 0.5, to: 1, title: "Đoạn", loudness: -16, by: .station, at: moment)
    #expect(cut.frames == 24_000 && cut.id == "bg-2")
    #expect(throws: ClipError.self) {
      try store.trim(clip.id, from: 0.5, to: 9, title: nil, loudness: -16, by: .station, at: moment)
    }
    // The length as it is shown may be a little more than there is; nothing at all is no clip.
    let rest = try store.trim(
      clip.id, from: 0.5, to: clip.seconds + 0.000_9, title: nil, loudness: -16, by: .station, at: moment)
    #expect(rest.frames == clip.frames - 24_000 && abs(rest.loudness - -1_600) <= 50)
    for (from, to) in [(clip.seconds + 0.000_5, clip.seconds + 0.000_9), (0.5, 0.55), (1, 0.5)] {
      #expect(throws: ClipError(.tooShort)) {
        try store.trim(clip.id, from: from, to: to, title: nil, loudness: -16, by: .station, at: moment)
      }
    }
    try store.retire(rest.id, by: .station, at: moment)
    let desk = AnnouncementDesk(database)
    try desk.create(
      Announcement(
        id: "chuc-tet", title: "Chúc Tết", airClass: .routine, text: .unspoken, opening: [],
        recordings: [clip.hash]), by: .station, at: moment)
    #expect(throws: ClipError(.inUse(clip.id, by: ["chuc-tet"]))) {
      try store.retire(clip.id, by: .station, at: moment)
    }
    // What nobody uses any more does not hold it.
    try desk.retire("chuc-tet", by: .station, at: moment)
    try store.retire(clip.id, by: .station, at: moment)
    #expect(try store.clips().map(\.id) == ["bg-2"])
    #expect(try store.clips(withRetired: true).map(\.id) == ["bg-1", "bg-2", "bg-3"])
    let lines = try PlaybackLog(database: database).entries().map(\.line)
    #expect(lines.count == 7 && !lines.contains { $0.contains("Thử") })
  }

  @Test func silenceIsNoRecording() async throws {
    let state = try ScratchFolder()
    let database = try StationDatabase.open(state: state.path)
    let store = ClipStore(database, library: ClipLibrary(folder: state.path + "/clips"))
    let silence = Clip(sampleRate: 48_000, channels: [[Float](repeating: 0, count: 96_000)])
    #expect(throws: DoorError(.silent, source: "x")) {
      try store.add(
        SoundDoor.Arrival(recordedClip: silence), source: "x", title: "Thử", language: "vi", loudness: -16,
        by: .station, at: SystemClock().now())
    }
    #expect(!FileManager.default.fileExists(atPath: state.path + "/clips"))
  }
}
