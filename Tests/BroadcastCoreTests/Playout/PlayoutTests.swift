import AudioEngine
import Foundation
import GRDB
import Logging
import Synchronization
import Testing
import VietnameseSpeech

@testable import BroadcastCore

/// The playout actor with a hand-moved device, whose time is the station's time.
@Suite struct PlayoutTests {
  @Test func aBroadcastIsLoggedFromAcceptedToCompleted() async throws {
    let bench = try Bench(startsIn: 1)
    try await bench.begin()
    let accepted = try await bench.line("accepted")
    #expect(
      accepted.broadcast == "bon-xin@2026-11-21T17:00:00" || accepted.broadcast == "bon-xin@2026-11-21T17:00")
    #expect(accepted.zones == ["thon-1"])
    let total = try #require(accepted.frames?.total)
    bench.device.advance(frames: bench.rate + total + bench.rate)
    let started = try await bench.line("started")
    #expect(started.startedWall == "2026-11-21T10:00:00.000Z", "at its second, to the frame")
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "completed")
    #expect(ended.frames?.left == [total, total] && ended.frames?.rendered == total)
    #expect(ended.output?.kind == "virtual")
    #expect(try await bench.entry("ended").line.contains(#""completeness_ppm":1000000"#))
    #expect(try await bench.entry("accepted").line.contains(#""origin":"setup""#))
    // What left is the clip, at its frame, on the zone's channel only.
    let played = bench.device.played
    let first = Int(bench.rate)
    #expect(played[0][..<first].allSatisfy { $0 == 0 })
    #expect(played[0][first..<first + Int(total)].contains { abs($0) > 0.1 })
    #expect(played[1].allSatisfy { $0 == 0 })
  }

  @Test func aBulletinAirsAsOne() async throws {
    let bench = try Bench(startsIn: 1, words: 10, bulletin: true)
    try await bench.begin()
    let entry = try await bench.entry("accepted")
    let line = try LogLine(entry.line)
    #expect(line.announcement == "thoi-su")
    #expect(entry.line.contains(#""items":[{"announcement":"bon-xin","content":""#))
    #expect(entry.texts["text"]?.hasPrefix("Đây là xã Mẫu\n\nxin xin") == true)
    // Four words of introduction and twice ten, a tenth of a second each, with two gaps of half a second.
    let total = try #require(line.frames?.total)
    #expect(abs(Double(total) / 48_000 - 3.4) < 0.05)
    bench.device.advance(frames: 2 * bench.rate + total)
    #expect(try await bench.line("ended").outcome == "completed")
  }

  @Test func aBroadcastOfASharedLineNamesWhoHears() async throws {
    let bench = try Bench(startsIn: 1)
    try await bench.begin()
    let entry = try await bench.entry("accepted")
    #expect(entry.line.contains(#""hearing":["thon-1","thon-2"]"#))
    #expect(entry.texts["title"] == "Bốn xin")
    #expect(!entry.line.contains("Bốn xin"))
  }

  @Test func aLostDeviceIsAFailureWithABoundedInterval() async throws {
    let bench = try Bench(startsIn: 1, words: 40)
    try await bench.begin()
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: bench.rate + total / 2)
    _ = try await bench.line("started")
    bench.device.unplug()
    bench.device.advance(frames: bench.rate)
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "failed" && ended.reason == "deviceLost")
    let left = try #require(ended.frames?.left)
    #expect(left[0] <= left[1] && left[1] < total && left[1] > 0)
    bench.device.replug()
    bench.device.advance(frames: 3 * bench.rate)
    let returned = try await bench.event("returned")
    #expect(returned.contains(#""gap_ms":"#))
  }

  @Test func shutdownCutsAndCloses() async throws {
    let bench = try Bench(startsIn: 1, words: 40)
    try await bench.begin()
    _ = try await bench.line("accepted")
    bench.device.advance(frames: 2 * bench.rate)
    _ = try await bench.line("started")
    async let closed: Void = bench.playout.shutdown()
    // The fade and the drain need the device to move.
    while !bench.seen("station-stopped") {
      bench.device.advance(frames: bench.rate / 10)
      await Task.yield()
    }
    try await closed
    #expect(try await bench.line("ended").outcome == "cut")
    #expect(try bench.log.entries().last?.line.contains("station-stopped") == true)
    // The day is signed to its last entry, and true in every respect.
    let kept = try #require(try bench.checkpoints.newest())
    #expect(try kept.checkpoint.size == bench.log.count() && kept.reason == "shutdown")
    let report = try bench.verify()
    #expect(report.isGood && report.notes.isEmpty, "\(report)")
  }

  @Test func anOpenAiringOfTheLastRunIsInterrupted() async throws {
    let bench = try Bench(startsIn: 3600)
    let airing = Airing(
      id: "a1", broadcast: Sample.broadcast(), outputID: "loa", deviceName: "x", kind: .device,
      sampleRate: 48_000,
      zones: [ZoneID(rawValue: "thon-1")], hearing: [ZoneID(rawValue: "thon-1")], clips: [], author: "a",
      approver: "b", frames: 480_000)
    let now = bench.clock.now()
    var earlier = now
    earlier.monotonic = now.monotonic.advanced(bySeconds: -4)
    try bench.log.append(.accepted(airing, title: "t", text: "x", late: false), at: earlier)
    try bench.log.save(
      PlayoutProgress(
        airing: "a1", boot: now.boot, at: earlier.monotonic, framesLeft: 90_000, framesWritten: 95_000))
    try await bench.begin()
    let ended = try await bench.line("ended")
    #expect(ended.outcome == "interrupted" && ended.airing == "a1")
    #expect(ended.frames?.left?.first == 90_000)
    // No device plays more than 4 s of sound in 4 s.
    let upper = try #require(ended.frames?.left?.last)
    #expect(upper >= 192_000 && upper < 193_000)
  }

  @Test func whatWasMissedWhileDownIsSaid() async throws {
    let bench = try Bench(startsIn: -7200)
    var yesterday = bench.clock.now()
    yesterday.wall = yesterday.wall + -86_400
    try bench.log.append(LogRecord(kind: .stationStopped, fields: [:]), at: yesterday)
    try await bench.begin()
    let refused = try await bench.line("refused")
    #expect(refused.reason == "station-down" && refused.announcement == "bon-xin")
  }

  @Test func whatIsNotWrittenDownDoesNotSound() async throws {
    let bench = try Bench(startsIn: 1)
    // The log takes nothing from now on, as on a broken disk.
    try bench.forbidEntries()
    try await bench.begin()
    for _ in 0..<200 {
      await bench.playout.step()
      await Task.yield()
    }
    bench.device.advance(frames: 3 * bench.rate)
    #expect(bench.device.played[0].allSatisfy { $0 == 0 })
    // Within its tolerance the log is back, and so is the broadcast, with its entry first.
    try bench.allowEntries()
    while !bench.seen("accepted") {
      await bench.playout.step()
      await Task.yield()
    }
    let total = try #require(try await bench.line("accepted").frames?.total)
    bench.device.advance(frames: total + bench.rate)
    #expect(try await bench.line("ended").outcome == "completed")
    #expect(try bench.log.entries().map(\.seq) == Array(0..<(try bench.log.count())))
  }

  @Test func entriesThatCannotBeWrittenAreHandedOut() async throws {
    let bench = try Bench(startsIn: 3600)
    try await bench.begin()
    try bench.forbidEntries()
    let unwritten = try await #require(throws: UnwrittenEntries.self) { try await bench.playout.shutdown() }
    #expect(unwritten.lines.count == 1 && unwritten.lines[0].contains("station-stopped"))
  }

  @Test func anUnapprovedTextIsRefused() async throws {
    let bench = try Bench(startsIn: 1, approved: false)
    try await bench.begin()
    #expect(try await bench.line("refused").reason == "not-approved")
  }

  @Test func speechThatFailsIsSaid() async throws {
    let bench = try Bench(startsIn: 5, speaks: false)
    try await bench.begin()
    // Nothing to await but the station's own second look.
    bench.device.advance(frames: 4 * bench.rate)
    while !bench.seen("refused") {
      await bench.playout.step()
      await Task.yield()
    }
    let refused = try await bench.line("refused")
    #expect(refused.reason == "not-prepared" && refused.cause?.contains("broken") == true)
  }
}

/// A station, its device and its time.
private final class Bench: Sendable {
  let rate: FrameCount = 48_000
  let folder: TemporaryFolder
  let device: ManualOutput
  let clock: DeviceTime
  let log: PlaybackLog
  let checkpoints: CheckpointMaker
  let playout: Playout
  private let entries: EntryReader
  private let database: DatabasePool

  /// - Parameter bulletin: airs the announcement twice in a bulletin with an introduction of two words.
  init(
    startsIn seconds: Double, words: Int = 4, approved: Bool = true, speaks: Bool = true,
    bulletin: Bool = false
  ) throws {
    folder = try TemporaryFolder()
    device = try ManualOutput(configuration: OutputConfiguration(sampleRate: 48_000, channelCount: 2))
    let now = WallTime("2026-11-21T10:00:00.000Z")! + -abs(seconds)
    clock = DeviceTime(device: device, start: seconds < 0 ? now + 2 * abs(seconds) : now)
    database = try StationDatabase.open(state: folder.path)
    log = PlaybackLog(database: database)
    let key = LogKey(folder: folder.path + "/keys", log: log)
    _ = try key.open(name: "broadcaster/mau", at: clock.now())
    checkpoints = CheckpointMaker(log: log, key: key)
    let library = ClipLibrary(folder: folder.path + "/clips")
    let announcement = Announcement(
      id: "bon-xin", title: "Bốn xin", airClass: .routine,
      text: .fixed(String(repeating: "xin ", count: words)),
      opening: [])
    var station = Sample.station
    station.onStart = nil
    var snapshot = StationStore.Snapshot(
      station: station,
      programmes: [
        .daily(
          id: "bon-xin", announcement: "bon-xin", times: [TimeOfDay("17:00")!],
          zones: [ZoneID(rawValue: "thon-1")])
      ],
      announcements: [
        StoredAnnouncement(
          announcement: announcement, author: "a",
          approval: approved ? Approval(approver: "b", contentHash: announcement.contentHash) : nil)
      ])
    if bulletin {
      snapshot.programmes[0].content = .bulletin("thoi-su")
      snapshot.bulletins = [
        Bulletin(
          id: "thoi-su", title: "Thời sự", airClass: .routine, opening: [],
          introduction: "Đây là {{commune}}",
          items: ["bon-xin", "bon-xin"], separator: [], closing: "", lengthMinutes: nil)
      ]
      let hash = snapshot.bulletins[0].contentHash(items: [announcement, announcement])
      snapshot.bulletinApprovals["thoi-su"] = Approval(approver: "b", contentHash: hash)
    }
    let applied = snapshot
    try database.write { try StationStore.replace(with: applied, in: $0) }
    // As `apply --sample` does: approvals that the log does not have are a fault.
    try log.append(.applied(applied, files: [:], asSample: true, by: .station), at: clock.now())
    let synthesizer = ToneSynthesizer(speaks: speaks)
    var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    playout = try Playout(
      Playout.Parts(
        store: StationStore(database), log: log, ballast: Ballast(path: folder.path + "/ballast"),
        library: library,
        renderer: {
          AnnouncementRenderer(
            synthesizer: synthesizer, library: library, speech: $0.speech, normalizer: try $0.normalizer())
        },
        outputs: ["loa": device.output], clock: clock, logger: logger, checkpoints: checkpoints))
    entries = EntryReader(playout.entries)
  }

  func verify() throws -> VerificationReport { try StateVerifier(database).verify() }

  func forbidEntries() throws {
    try database.write {
      try $0.execute(
        sql:
          "CREATE TRIGGER refuse BEFORE INSERT ON log_entry BEGIN SELECT RAISE(ABORT, 'refused by the test'); END"
      )
    }
  }

  func allowEntries() throws { try database.write { try $0.execute(sql: "DROP TRIGGER refuse") } }

  func begin() async throws {
    try await playout.begin(testAnnouncement: false)
    await playout.step()
  }

  /// The first entry of a kind, past or to come.
  func entry(_ kind: String) async throws -> LogEntry {
    try #require(await entries.first { $0.line.contains("\"kind\":\"\(kind)\"") })
  }

  /// The first entry of an output's trouble.
  func event(_ name: String) async throws -> String {
    try #require(await entries.first { $0.line.contains("\"event_name\":\"\(name)\"") }).line
  }

  func line(_ kind: String) async throws -> LogLine { try LogLine(try await entry(kind).line) }

  func seen(_ kind: String) -> Bool { entries.seen { $0.line.contains("\"kind\":\"\(kind)\"") } }
}

/// The device's time is the station's.
private struct DeviceTime: StationClock {
  let device: ManualOutput
  let start: WallTime

  func now() -> Moment {
    Moment(
      wall: WallTime(nanoseconds: start.nanoseconds + device.now.nanoseconds), monotonic: device.now,
      boot: "boot-1",
      isClockTrusted: true)
  }

  func wait(seconds: Double) async {}
}

/// Speaks a tone, a tenth of a second a word.
private struct ToneSynthesizer: SpeechSynthesizer {
  var speaks = true

  func identity() async throws(SpeechError) -> String { "tone 1" }

  func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech {
    guard speaks else { throw SpeechError(.helperFailed, cause: "broken on purpose") }
    let words = script.clauses.reduce(0) { $0 + $1.text.split(separator: " ").count }
    return Speech(
      sampleRate: 22_050, samples: (0..<words * 2205).map { Int16(8000 * sin(Double($0) * 0.2)) })
  }
}

/// Keeps entries and lets a test await one.
private final class EntryReader: Sendable {
  private struct State {
    var entries: [LogEntry] = []
    var waiters:
      [(matches: @Sendable (LogEntry) -> Bool, continuation: CheckedContinuation<LogEntry?, Never>)] = []
    var isFinished = false
  }

  private let state = Mutex(State())

  init(_ stream: AsyncStream<LogEntry>) {
    Task { [self] in
      for await entry in stream { add(entry) }
      let left = state.withLock { state in
        state.isFinished = true
        defer { state.waiters = [] }
        return state.waiters.map(\.continuation)
      }
      for continuation in left { continuation.resume(returning: nil) }
    }
  }

  func seen(_ matches: (LogEntry) -> Bool) -> Bool { state.withLock { $0.entries.contains(where: matches) } }

  func first(_ matches: @escaping @Sendable (LogEntry) -> Bool) async -> LogEntry? {
    await withCheckedContinuation { continuation in
      let known: LogEntry?? = state.withLock { state in
        if let entry = state.entries.first(where: matches) { return .some(entry) }
        if state.isFinished { return .some(nil) }
        state.waiters.append((matches, continuation))
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  private func add(_ entry: LogEntry) {
    let served = state.withLock { state in
      state.entries.append(entry)
      let matching = state.waiters.filter { $0.matches(entry) }
      state.waiters.removeAll { $0.matches(entry) }
      return matching.map(\.continuation)
    }
    for continuation in served { continuation.resume(returning: entry) }
  }
}
