internal import AudioEngine
internal import Foundation
public import Logging

/// The running station: asks the planner, prepares sound, obeys the arbiter, and writes down what the outputs report.
public actor Playout {
  /// What a station is made of; the program's composition puts it together.
  public struct Parts: Sendable {
    public var store: StationStore
    public var log: PlaybackLog
    public var ballast: Ballast
    public var library: ClipLibrary
    /// Makes the sound of a text as the station wants it read.
    public var renderer: @Sendable (Station) throws -> AnnouncementRenderer
    /// By `OutputSettings.id`.
    public var outputs: [String: any BroadcastOutput]
    public var clock: any StationClock
    public var logger: Logger
    /// `nil` signs nothing.
    public var checkpoints: CheckpointMaker?
    public var alarms: AlarmDesk
    /// `nil` keeps no sound.
    public var archive: SoundArchive?

    public init(
      store: StationStore, log: PlaybackLog, ballast: Ballast, library: ClipLibrary,
      renderer: @escaping @Sendable (Station) throws -> AnnouncementRenderer,
      outputs: [String: any BroadcastOutput], clock: any StationClock, logger: Logger,
      checkpoints: CheckpointMaker? = nil,
      alarms: AlarmDesk = AlarmDesk(nil), archive: SoundArchive? = nil
    ) {
      self.store = store
      self.log = log
      self.ballast = ballast
      self.library = library
      self.renderer = renderer
      self.outputs = outputs
      self.clock = clock
      self.logger = logger
      self.checkpoints = checkpoints
      self.alarms = alarms
      self.archive = archive
    }
  }

  /// Every entry that this run appends, in order, to one reader; ends with `shutdown`.
  public nonisolated let entries: AsyncStream<LogEntry>
  /// Every alarm that this run raises, to one reader; ends with `shutdown`. The newest hundred wait for a slow one.
  public nonisolated let raised: AsyncStream<Alarm>

  let parts: Parts
  private let entrySink: AsyncStream<LogEntry>.Continuation
  let alarmSink: AsyncStream<Alarm>.Continuation
  var alarms: AlarmDesk
  let timing: Arbiter.Timing
  var arbiter: Arbiter
  var snapshot: StationStore.Snapshot
  private var planner: Planner
  var lengths: SoundLengths { planner.input.lengths }
  /// Ordered by operators, and not over.
  var queued: [QueueItem] = []
  /// Fields of the last `plan` entry.
  var lastPlan: [String: CanonicalJSON] = [:]
  let queueStore: QueueStore
  /// Since when the set-up has been as it is, or the station has been down: what was to start earlier is not made up for.
  private var lateSince: WallTime
  private var setupVersion: Int64 = -1
  private var plannedUntil: WallTime?
  private var loggedPlan: (version: Int64, date: CivilDate)?
  private var lastTick: WallTime?
  var clips: [BroadcastID: [Clip]] = [:]
  var airings: [VoiceKey: Airing] = [:]
  var openAirings: [BroadcastID: Int] = [:]
  /// Since when an output has been silent against its will.
  var gaps: [String: MonotonicTime] = [:]
  /// What the ended airings of an open broadcast came to.
  var results: [BroadcastID: AirResult] = [:]
  var cuts: [BroadcastID: AirCut] = [:]
  /// Channels on which a voice was silenced on someone's word, while it goes on in others.
  var silenced: [VoiceKey: Set<Int>] = [:]
  var muted: [String: Set<Int>] = [:]
  var progress: [VoiceKey: VoiceProgress] = [:]
  var soundWatch = SoundWatch()
  /// How the last broadcasts ended, oldest first.
  var recent: [StationStatus.Past] = []
  var startedAt: WallTime
  var nextVoice: UInt64 = 1
  private var consumers: [Task<Void, Never>] = []
  var preparation: Task<Void, Never>?
  var journal: Journal
  var checkpointSchedule: CheckpointSchedule
  /// Number of the last entry that this run wrote.
  private(set) var lastSeq: Int64?

  struct VoiceKey: Hashable {
    var output: String
    var voice: VoiceID
  }

  struct AirResult {
    var end = AirEnd.completed
    /// How far into the sound every output came, in seconds.
    var position = Double.infinity
  }

  /// - Throws: `StoreError` where no station was applied yet.
  public init(_ parts: Parts, timing: Arbiter.Timing = Arbiter.Timing()) throws(StoreError) {
    self.parts = parts
    let snapshot = try parts.store.snapshot()
    let timing = Playout.timing(timing, for: snapshot.station)
    self.snapshot = snapshot
    self.planner = Playout.planner(of: snapshot, parts)
    self.lateSince = parts.clock.now().wall
    self.startedAt = parts.clock.now().wall
    self.timing = timing
    self.arbiter = Arbiter(timing: timing, rules: Playout.rules(of: snapshot.station, parts.outputs))
    (entries, entrySink) = AsyncStream.makeStream(of: LogEntry.self)
    (raised, alarmSink) = AsyncStream.makeStream(of: Alarm.self, bufferingPolicy: .bufferingNewest(100))
    self.alarms = parts.alarms
    self.queueStore = QueueStore(parts.log)
    self.journal = Journal(log: parts.log, ballast: parts.ballast, logger: parts.logger)
    // A checkpoint that cannot be read now will be complained of when the next is made.
    self.checkpointSchedule = CheckpointSchedule(
      signed: (try? parts.checkpoints?.newest())?.checkpoint.size ?? 0)
  }

  /// Runs until the task is cancelled.
  ///
  /// - Parameter testAnnouncement: air the station's `on_start` item; without it only an all-file station does.
  public func run(testAnnouncement: Bool) async throws {
    try begin(testAnnouncement: testAnnouncement)
    while !Task.isCancelled {
      step()
      await parts.clock.wait(seconds: 0.5)
    }
  }

  /// Fades out, lets the outputs drain, writes how everything ended, and closes the log of this run.
  ///
  /// - Throws: what could not be written even after several tries.
  public func shutdown(fadeSeconds: Double = 0.3) async throws(UnwrittenEntries) {
    preparation?.cancel()
    await withTaskGroup(of: Void.self) { group in
      for output in parts.outputs.values {
        group.addTask { await output.close(fadeFrames: FrameCount(fadeSeconds * Double(output.sampleRate))) }
      }
    }
    await parts.archive?.close()
    // The outputs' streams have ended; what they reported last is still on its way here.
    for consumer in consumers { await consumer.value }
    record([LogRecord(kind: .stationStopped, fields: [:])], at: parts.clock.now())
    for _ in 0..<10 where !journal.pending.isEmpty {
      await parts.clock.wait(seconds: 0.5)
      journal.retry(publish: publish)
    }
    sign(.shutdown, at: parts.clock.now())
    entrySink.finish()
    alarmSink.finish()
    let unwritten = journal.pending.flatMap { records, moment in
      records.map { $0.line(seq: -1, event: "", moment: moment) }
    }
    if !unwritten.isEmpty { throw UnwrittenEntries(lines: unwritten) }
  }

  /// What comes first: close what the last run left open, say what was missed, start listening to the outputs.
  func begin(testAnnouncement: Bool) throws {
    let now = parts.clock.now()
    let lastWall = try CrashRecovery.lastWall(log: parts.log)
    let known = try CrashRecovery.known(log: parts.log, since: now.wall + -7 * 86_400, now: now.wall)
    for entry in try CrashRecovery.closeInterrupted(log: parts.log, at: now) { publish(entry) }
    arbiter = Arbiter(timing: timing, rules: Playout.rules(of: snapshot.station, parts.outputs), done: known)
    record([.stationStarted(snapshot.station, parts.outputs)], at: now)
    if let lastWall, lastWall < now.wall {
      lateSince = lastWall
      let from = max(lastWall, now.wall + -7 * 86_400)
      let missed = plan(from: from, to: now.wall + -timing.lateTolerance, at: now.wall)
        .filter {
          known[$0.id] == nil && now.wall - $0.start > $0.whenMissed.tolerance(atLeast: timing.lateTolerance)
        }
      record(
        missed.map { .refused($0, $0.heldBecause?.refusal ?? .stationDown, cause: $0.heldBecause?.rawValue) },
        at: now)
    }
    readQueue()
    lastTick = now.wall
    for (id, output) in parts.outputs {
      consumers.append(
        Task { [weak self] in
          for await event in output.events { await self?.handle(event, of: id) }
        })
    }
    if let archive = parts.archive { consumers.append(Task { [weak self] in await self?.log(archive) }) }
    let allFiles = parts.outputs.values.allSatisfy { $0.kind == .file }
    if let id = snapshot.station.onStart, testAnnouncement || allFiles { addTest(of: id, at: now.wall) }
    prepareEmergencies()
    if !now.isClockTrusted {
      raise(
        .clock, .warning, about: "clock",
        cause: "Đồng hồ máy chưa đồng bộ với nguồn giờ nào; giờ phát có thể sai.",
        cure:
          "Bật NTP («timedatectl set-ntp true») hoặc đặt giờ và thay pin đồng hồ; nhật ký ghi rõ từng mục.")
    }
  }

  /// One look at the clock: plan, decide, do.
  func step() {
    let now = parts.clock.now()
    journal.retry(publish: publish)
    refreshPlan(now.wall)
    lastTick = now.wall
    perform(arbiter.handle(.tick(now.wall)), at: now)
    signIfDue(at: now)
    listen(at: now)
  }

  /// The queue has changed.
  func replan() {
    plannedUntil = nil
    step()
  }

  private func refreshPlan(_ now: WallTime) {
    do {
      let version = try parts.log.lastSetup()
      if version != setupVersion {
        let isFirst = setupVersion < 0
        snapshot = try parts.store.snapshot()
        planner = Playout.planner(of: snapshot, parts)
        setupVersion = version
        if !isFirst { lateSince = now }
        plannedUntil = nil
      }
    } catch {
      // The plan at hand stays good; the next step tries again.
      parts.logger.error("Không đọc được lịch: \(error)")
    }
    // Made anew once a minute, and when the clock was set.
    let window = now + timing.prepareAhead + 120
    if let plannedUntil, let lastTick, abs(window - plannedUntil) < 60, lastTick <= now, now - lastTick < 60 {
      return
    }
    // Back to the last look, so that nothing falls between two looks when the clock jumps or the machine slept.
    let policies = snapshot.programmes.map { $0.whenMissed.tolerance(atLeast: timing.lateTolerance) }
    let back = max(policies.max() ?? 0, MissedPolicy.playLate(withinMinutes: 10).tolerance())
    let from = max(min(lastTick ?? now, now) + -back, now + -7 * 86_400)
    lateSince = min(lateSince, now)
    // What was to start before the station knew of it is no delay, and must not sound because a set-up was applied.
    let known = lateSince + -timing.lateTolerance
    let broadcasts = plan(from: from, to: window, at: now).filter {
      $0.start >= known || arbiter.knows($0.id)
    }
    let event = Arbiter.Event.planned(
      broadcasts + queuedBroadcasts(), rules: Playout.rules(of: snapshot.station, parts.outputs))
    perform(arbiter.handle(event), at: parts.clock.now())
    plannedUntil = window
    // Once for each set-up and date: a whole day is planned for it.
    let today = now.local(in: snapshot.station.foundationTimeZone).date
    if loggedPlan?.version != setupVersion || loggedPlan?.date != today {
      loggedPlan = (setupVersion, today)
      logPlan(parts.clock.now())
    }
  }

  /// The plan as the log stands, with what it holds back: a missed day of days in a row is planned anew.
  func plan(from: WallTime, to: WallTime, at now: WallTime) -> [Broadcast] {
    let today = now.local(in: snapshot.station.foundationTimeZone).date
    var history = AirHistory(today: today)
    do {
      history = try AirHistory.read(
        parts.log, of: snapshot.programmes, today: today,
        // A station without a sound card is a trial, and its days count as if they had been heard.
        countsVirtual: parts.outputs.values.allSatisfy { $0.kind != .device })
    } catch {
      parts.logger.error("Không đọc được nhật ký để xếp lịch: \(error)")
    }
    let plan = planner.with(history: history, now: now).plan(from: from, to: to)
    return plan.broadcasts + plan.held
  }

  private static func planner(of snapshot: StationStore.Snapshot, _ parts: Parts) -> Planner {
    var lengths = SoundLengths.rough
    var holidays = HolidayCatalogue(holidays: [], revised: CivilDate(dayNumber: 0))
    do {
      lengths = SoundLengths.estimates(try parts.renderer(snapshot.station), parts.library)
      holidays = try snapshot.station.holidayCatalogue()
    } catch {
      parts.logger.error("Xếp lịch bằng độ dài phỏng chừng: \(error)")
    }
    return Planner(snapshot.planInput(lengths: lengths, holidays: holidays))
  }

  private func addTest(of announcement: String, at now: WallTime) {
    guard let stored = snapshot.announcement(announcement) else { return }
    arbiter.add(
      Broadcast(
        id: BroadcastID(rawValue: "test@\(now)"), programme: nil, announcement: announcement,
        title: stored.announcement.title, content: stored.announcement.contentHash,
        sound: stored.announcement.contentHash + snapshot.station.speechKey, airClass: .test, start: now,
        zones: snapshot.station.zones.map(\.id), isApproved: stored.isApproved))
  }

  /// `timing` as this station's buffers demand: a voice must reach an output before it has rendered its moment.
  private static func timing(_ timing: Arbiter.Timing, for station: Station) -> Arbiter.Timing {
    var timing = timing
    let buffer = Double(station.outputs.map(\.bufferMilliseconds).max() ?? 0) / 1000
    timing.outputLatency = max(timing.outputLatency, buffer)
    timing.handOverAhead = max(timing.handOverAhead, buffer + 2)
    return timing
  }

  private static func rules(of station: Station, _ outputs: [String: any BroadcastOutput]) -> AirRules {
    AirRules(
      hours: station.hours, timeZone: station.timeZone,
      testsAreSilent: outputs.values.allSatisfy { $0.kind == .file })
  }

  func record(_ records: [LogRecord], at moment: Moment) {
    journal.append(records, at: moment, publish: publish)
  }

  func publish(_ entry: LogEntry) {
    lastSeq = entry.seq
    entrySink.yield(entry)
  }
}
