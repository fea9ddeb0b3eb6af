import AudioEngine
import Foundation
import GRDB
import Logging
import Synchronization
import Testing
import VietnameseSpeech

@testable import BroadcastCore

/// A station, its device and its time, moved by hand.
final class PlayoutBench: Sendable {
  let rate: FrameCount = 48_000
  let folder: TemporaryFolder
  let device: ManualOutput
  let clock: DeviceTime
  let log: PlaybackLog
  let checkpoints: CheckpointMaker
  let playout: Playout
  private let entries: EntryReader
  private let database: DatabasePool
  private let speaks: Bool

  /// One broadcast of `words` words at 10:00 UTC, in Thôn 1, on the first of two channels.
  ///
  /// - Parameters:
  ///   - seconds: before the broadcast; negative is after it.
  ///   - bulletin: airs the announcement twice in a bulletin with an introduction of two words.
  convenience init(
    startsIn seconds: Double, words: Int = 4, approved: Bool = true, speaks: Bool = true,
    bulletin: Bool = false, amplifiers: Amplifiers? = nil, isClockTrusted: Bool = true,
    edit: (inout StationStore.Snapshot) -> Void = { _ in }
  ) throws {
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
      let hash = snapshot.bulletins[0].contentHash(
        items: [announcement, announcement], settings: snapshot.station.templateSettings)
      snapshot.bulletinApprovals["thoi-su"] = Approval(approver: "b", contentHash: hash)
    }
    edit(&snapshot)
    let now = WallTime("2026-11-21T10:00:00.000Z")! + -seconds
    try self.init(
      folder: try TemporaryFolder(), snapshot: snapshot, start: now, boot: "boot-1", speaks: speaks,
      amplifiers: amplifiers, isClockTrusted: isClockTrusted)
  }

  private init(
    folder: TemporaryFolder, snapshot: StationStore.Snapshot, start: WallTime, boot: String, speaks: Bool,
    amplifiers: Amplifiers?, isClockTrusted: Bool
  ) throws {
    self.folder = folder
    self.speaks = speaks
    device = try ManualOutput(configuration: OutputConfiguration(sampleRate: 48_000, channelCount: 2))
    clock = DeviceTime(device: device, start: start, boot: boot, isTrusted: isClockTrusted)
    database = try StationDatabase.open(state: folder.path)
    log = PlaybackLog(database: database)
    let key = LogKey(folder: folder.path + "/keys", log: log)
    _ = try key.open(name: "broadcaster/mau", at: clock.now())
    checkpoints = CheckpointMaker(log: log, key: key)
    let library = ClipLibrary(folder: folder.path + "/clips")
    try database.write { try StationStore.replace(with: snapshot, in: $0) }
    // As `apply --sample` does: approvals that the log does not have are a fault.
    try log.append(.applied(snapshot, files: [:], asSample: true, by: .station), at: clock.now())
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
        outputs: ["loa": device.output], clock: clock, logger: logger, checkpoints: checkpoints,
        alarms: AlarmDesk(database), amplifiers: amplifiers))
    entries = EntryReader(playout.entries)
  }

  /// The next run of the same station, on a machine that was off meanwhile; this one is as dead.
  func reopened(after seconds: Double, edit: (inout StationStore.Snapshot) -> Void = { _ in }) throws
    -> PlayoutBench
  {
    var snapshot = try StationStore(database).snapshot()
    edit(&snapshot)
    return try PlayoutBench(
      folder: folder, snapshot: snapshot, start: clock.now().wall + seconds, boot: "boot-2", speaks: speaks,
      amplifiers: nil, isClockTrusted: true)
  }

  func verify() throws -> VerificationReport { try StateVerifier(database).verify() }

  /// Entries of a kind, of all runs.
  func count(_ kind: String) throws -> Int {
    try log.entries().filter { $0.line.contains("\"kind\":\"\(kind)\"") }.count
  }

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

  /// So many looks at the clock, with room for what runs beside.
  func steps(_ count: Int, advancing frames: FrameCount = 0) async {
    for _ in 0..<count {
      if frames > 0 { device.advance(frames: frames) }
      await playout.step()
      await Task.yield()
    }
  }

  /// Looks at the clock until there is an entry of the kind.
  func steps(until kind: String, advancing frames: FrameCount = 0) async throws {
    let clock = ContinuousClock()
    let end = clock.now + EntryReader.patience
    while !seen(kind) {
      try #require(clock.now < end, "no entry «\(kind)» within \(EntryReader.patience)")
      if frames > 0 { device.advance(frames: frames) } else { await playout.step() }
      await Task.yield()
    }
  }

  /// The first entry of a kind, past or to come.
  func entry(_ kind: String) async throws -> LogEntry {
    try await entries.first("«\(kind)»") { $0.line.contains("\"kind\":\"\(kind)\"") }
  }

  func entry(_ matches: @escaping @Sendable (String) -> Bool) async throws -> LogEntry {
    try await entries.first("that was wanted") { matches($0.line) }
  }

  /// The first entry of an output's trouble.
  func event(_ name: String) async throws -> String {
    try await entries.first("of «\(name)»") { $0.line.contains("\"event_name\":\"\(name)\"") }.line
  }

  func line(_ kind: String) async throws -> LogLine { try LogLine(try await entry(kind).line) }

  func seen(_ kind: String) -> Bool { entries.seen { $0.line.contains("\"kind\":\"\(kind)\"") } }
}

/// The device's time is the station's; its wall clock can be set.
final class DeviceTime: StationClock {
  private let device: ManualOutput
  private let start: WallTime
  private let boot: String
  private let state: Mutex<(step: Double, asleep: Double, isTrusted: Bool)>

  init(device: ManualOutput, start: WallTime, boot: String, isTrusted: Bool) {
    (self.device, self.start, self.boot) = (device, start, boot)
    state = Mutex((0, 0, isTrusted))
  }

  func now() -> Moment {
    let (step, asleep, isTrusted) = state.withLock { $0 }
    return Moment(
      wall: WallTime(nanoseconds: start.nanoseconds + device.now.nanoseconds) + step + asleep,
      monotonic: device.now, boot: boot, isClockTrusted: isTrusted)
  }

  func wait(seconds: Double) async {}

  var secondsAsleep: Double { state.withLock { $0.asleep } }

  func set(by seconds: Double) { state.withLock { $0.step += seconds } }
  func sleep(_ seconds: Double) { state.withLock { $0.asleep += seconds } }
  func trust(_ isTrusted: Bool) { state.withLock { $0.isTrusted = isTrusted } }
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
  private struct Waiter: Sendable {
    var matches: @Sendable (LogEntry) -> Bool
    var continuation: CheckedContinuation<LogEntry?, Never>
  }

  private struct State {
    var entries: [LogEntry] = []
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var isFinished = false
  }

  /// After so long a test fails with what it awaited, instead of hanging.
  static let patience = Duration.seconds(300)
  private let state = Mutex(State())

  init(_ stream: AsyncStream<LogEntry>) {
    Task { [self] in
      for await entry in stream { add(entry) }
      let left = state.withLock { state in
        state.isFinished = true
        defer { state.waiters = [:] }
        return state.waiters.values.map(\.continuation)
      }
      for continuation in left { continuation.resume(returning: nil) }
    }
  }

  func seen(_ matches: (LogEntry) -> Bool) -> Bool { state.withLock { $0.entries.contains(where: matches) } }

  func first(_ what: String, _ matches: @escaping @Sendable (LogEntry) -> Bool) async throws -> LogEntry {
    let found = await withCheckedContinuation { continuation in
      let known: LogEntry?? = state.withLock { state in
        if let entry = state.entries.first(where: matches) { return .some(entry) }
        if state.isFinished { return .some(nil) }
        let number = state.nextWaiter
        state.nextWaiter += 1
        state.waiters[number] = Waiter(matches: matches, continuation: continuation)
        Task {
          try await Task.sleep(for: Self.patience)
          self.giveUp(number)
        }
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
    let last = state.withLock { $0.entries.suffix(3).map(\.line).joined(separator: "\n") }
    return try #require(found, "no entry \(what) came; the last were:\n\(last)")
  }

  private func giveUp(_ number: Int) {
    state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume(returning: nil)
  }

  private func add(_ entry: LogEntry) {
    let served = state.withLock { state in
      state.entries.append(entry)
      let matching = state.waiters.filter { $0.value.matches(entry) }
      for key in matching.keys { state.waiters[key] = nil }
      return matching.values.map(\.continuation)
    }
    for continuation in served { continuation.resume(returning: entry) }
  }
}
