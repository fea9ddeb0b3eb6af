internal import AudioEngine
internal import Foundation
public import Logging

/// The running station: asks the planner, prepares sound, obeys the arbiter, and writes down what the outputs report.
public actor Playout {
  /// What a station is made of; the program's composition puts it together.
  public struct Parts: Sendable {
    public var store: StationStore
    public var log: PlaybackLog
    public var library: ClipLibrary
    /// Makes the sound of a text with the station's settings.
    public var renderer: @Sendable (SpeechSettings) -> AnnouncementRenderer
    /// By `OutputSettings.id`.
    public var outputs: [String: any BroadcastOutput]
    public var clock: any StationClock
    public var logger: Logger

    public init(
      store: StationStore, log: PlaybackLog, library: ClipLibrary,
      renderer: @escaping @Sendable (SpeechSettings) -> AnnouncementRenderer,
      outputs: [String: any BroadcastOutput], clock: any StationClock, logger: Logger
    ) {
      self.store = store
      self.log = log
      self.library = library
      self.renderer = renderer
      self.outputs = outputs
      self.clock = clock
      self.logger = logger
    }
  }

  /// Every entry that this run appends, in order, to one reader; ends with `shutdown`.
  public nonisolated let entries: AsyncStream<LogEntry>

  let parts: Parts
  private let entrySink: AsyncStream<LogEntry>.Continuation
  private let timing: Arbiter.Timing
  private var arbiter: Arbiter
  private var snapshot: StationStore.Snapshot
  private var setupVersion: Int64 = -1
  private var plannedUntil: WallTime?
  private var lastTick: WallTime?
  private var clips: [BroadcastID: [Clip]] = [:]
  private var airings: [VoiceKey: Airing] = [:]
  private var openAirings: [BroadcastID: Int] = [:]
  private var nextVoice: UInt64 = 1
  private var consumers: [Task<Void, Never>] = []
  private var preparation: Task<Void, Never>?
  private var journal: Journal

  private struct VoiceKey: Hashable {
    var output: String
    var voice: VoiceID
  }

  /// - Throws: `StoreError` where no station was applied yet.
  public init(_ parts: Parts, timing: Arbiter.Timing = Arbiter.Timing()) throws(StoreError) {
    self.parts = parts
    self.timing = timing
    self.snapshot = try parts.store.snapshot()
    self.arbiter = Arbiter(timing: timing, rules: Playout.rules(of: snapshot.station, parts.outputs))
    (entries, entrySink) = AsyncStream.makeStream(of: LogEntry.self)
    self.journal = Journal(log: parts.log, logger: parts.logger)
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
  public func shutdown(fadeSeconds: Double = 0.3) async {
    preparation?.cancel()
    await withTaskGroup(of: Void.self) { group in
      for output in parts.outputs.values {
        group.addTask { await output.close(fadeFrames: FrameCount(fadeSeconds * Double(output.sampleRate))) }
      }
    }
    // The outputs' streams have ended; what they reported last is still on its way here.
    for consumer in consumers { await consumer.value }
    record([LogRecord(kind: .stationStopped, fields: [:])], at: parts.clock.now())
    entrySink.finish()
  }

  /// What comes first: close what the last run left open, say what was missed, start listening to the outputs.
  func begin(testAnnouncement: Bool) throws {
    let now = parts.clock.now()
    let lastWall = try CrashRecovery.lastWall(log: parts.log)
    let known = try CrashRecovery.known(log: parts.log, since: now.wall + -7 * 86_400)
    for entry in try CrashRecovery.closeInterrupted(log: parts.log, at: now) { publish(entry) }
    arbiter = Arbiter(timing: timing, rules: Playout.rules(of: snapshot.station, parts.outputs), done: known)
    record([.stationStarted(station: snapshot.station.id, parts.outputs)], at: now)
    if let lastWall, lastWall < now.wall {
      let from = max(lastWall, now.wall + -7 * 86_400)
      let missed = snapshot.planner.broadcasts(from: from, to: now.wall + -timing.lateTolerance)
        .filter { known[$0.id] == nil }
      record(missed.map { .refused($0, .stationDown, cause: nil) }, at: now)
    }
    lastTick = now.wall
    for (id, output) in parts.outputs {
      consumers.append(
        Task { [weak self] in
          for await event in output.events { await self?.handle(event, of: id) }
        })
    }
    let allFiles = parts.outputs.values.allSatisfy { $0.kind == .file }
    if let id = snapshot.station.onStart, testAnnouncement || allFiles { addTest(of: id, at: now.wall) }
  }

  /// One look at the clock: plan, decide, do.
  func step() {
    let now = parts.clock.now()
    journal.retry(publish: publish)
    refreshPlan(now.wall)
    lastTick = now.wall
    perform(arbiter.handle(.tick(now.wall)), at: now)
  }

  private func refreshPlan(_ now: WallTime) {
    do {
      let version = try parts.log.lastSetup()
      if version != setupVersion {
        snapshot = try parts.store.snapshot()
        setupVersion = version
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
    let from = max(min(lastTick ?? now, now) + -timing.lateTolerance, now + -7 * 86_400)
    let approved = Set(snapshot.announcements.filter(\.isApproved).map(\.announcement.id))
    let event = Arbiter.Event.planned(
      snapshot.planner.broadcasts(from: from, to: window), approved: approved,
      rules: Playout.rules(of: snapshot.station, parts.outputs))
    perform(arbiter.handle(event), at: parts.clock.now())
    plannedUntil = window
  }

  private func addTest(of announcement: String, at now: WallTime) {
    guard let stored = snapshot.announcement(announcement) else { return }
    arbiter.add(
      Broadcast(
        id: BroadcastID(rawValue: "test@\(now)"), programme: nil, announcement: announcement,
        content: stored.announcement.contentHash, airClass: .test, start: now,
        zones: snapshot.station.zones.map(\.id)))
  }

  private static func rules(of station: Station, _ outputs: [String: any BroadcastOutput]) -> AirRules {
    AirRules(
      hours: station.hours, timeZone: station.timeZone,
      testsAreSilent: outputs.values.allSatisfy { $0.kind == .file })
  }

  private func record(_ records: [LogRecord], at moment: Moment) {
    journal.append(records, at: moment, publish: publish)
  }

  private func publish(_ entry: LogEntry) {
    entrySink.yield(entry)
  }
}

// Doing what the arbiter says.
extension Playout {
  private func perform(_ effects: [Arbiter.Effect], at moment: Moment) {
    for effect in effects {
      switch effect {
      case .prepare(let broadcast): prepare(broadcast)
      case .load(let id, let hashes): load(id, hashes)
      case .handOver(let broadcast, let hashes, let late): handOver(broadcast, hashes, late: late, at: moment)
      case .refuse(let broadcast, let refusal, let cause):
        clips[broadcast.id] = nil
        record([.refused(broadcast, refusal, cause: cause)], at: moment)
      }
    }
  }

  /// One after another: speech may take all of a small machine.
  private func prepare(_ broadcast: Broadcast) {
    guard let stored = snapshot.announcement(broadcast.announcement) else { return }
    let renderer = parts.renderer(snapshot.station.speech)
    let earlier = preparation
    preparation = Task { [weak self] in
      await earlier?.value
      guard !Task.isCancelled else { return }
      do {
        let hashes = try await renderer.render(stored.announcement)
        await self?.take(.prepared(broadcast.id, content: broadcast.content, hashes))
      } catch {
        await self?.preparationFailed(broadcast, cause: "\(error)")
      }
    }
  }

  private func preparationFailed(_ broadcast: Broadcast, cause: String) {
    parts.logger.error("Chưa tạo được âm thanh cho «\(broadcast.id.rawValue)»: \(cause)")
    take(.preparationFailed(broadcast.id, content: broadcast.content, cause: cause))
  }

  private func load(_ id: BroadcastID, _ hashes: [ClipHash]) {
    let library = parts.library
    Task { [weak self] in
      do {
        let clips = try hashes.map { try library.load($0) }
        await self?.loaded(id, clips)
      } catch {
        await self?.take(.loadFailed(id, cause: "\(error)"))
      }
    }
  }

  private func loaded(_ id: BroadcastID, _ clips: [Clip]) {
    self.clips[id] = clips
    take(.loaded(id))
  }

  /// An event that came in between two looks at the clock; acted on at once.
  private func take(_ event: Arbiter.Event) {
    let now = parts.clock.now()
    perform(arbiter.handle(event) + arbiter.handle(.tick(now.wall)), at: now)
  }

  private func handOver(_ broadcast: Broadcast, _ hashes: [ClipHash], late: Bool, at moment: Moment) {
    let sources = clips.removeValue(forKey: broadcast.id) ?? []
    let station = snapshot.station
    let byOutput = Dictionary(
      grouping: station.zones.filter { broadcast.zones.contains($0.id) }, by: \.output)
    let stored = snapshot.announcement(broadcast.announcement)
    for (outputID, zones) in byOutput.sorted(by: { $0.key < $1.key }) {
      guard let output = parts.outputs[outputID] else {
        record([.refused(broadcast, .noOutput, cause: outputID, zones: zones.map(\.id))], at: moment)
        continue
      }
      let sounds: [Sound]
      do {
        sounds = try Playout.sequence(sources, rate: output.sampleRate)
      } catch {
        record([.refused(broadcast, .soundDamaged, cause: "\(error)", zones: zones.map(\.id))], at: moment)
        continue
      }
      let hearing = station.hearing(Set(zones.map(\.id)))
      let airing = Airing(
        id: UUID().uuidString.lowercased(), broadcast: broadcast, outputID: outputID,
        deviceName: output.deviceName, kind: output.kind, sampleRate: output.sampleRate,
        zones: zones.map(\.id),
        hearing: station.zones.filter { hearing.contains($0.id) && $0.output == outputID }.map(\.id),
        clips: hashes, author: stored?.author ?? "", approver: stored?.approval?.approver ?? "",
        frames: sounds.reduce(0) { $0 + $1.frameCount })
      // Before the output gets it: a crash in between must leave an entry too many, never one too few.
      record(
        [
          .accepted(
            airing, title: stored?.announcement.title ?? "", text: stored?.announcement.text ?? "", late: late
          )
        ],
        at: moment)
      begin(airing, sounds, channels: Set(zones.flatMap(\.channels)), on: output, late: late, at: moment)
    }
    if openAirings[broadcast.id] == nil { take(.finished(broadcast.id)) }
  }

  private func begin(
    _ airing: Airing, _ sounds: [Sound], channels: Set<Int>, on output: any BroadcastOutput, late: Bool,
    at moment: Moment
  ) {
    let voice = VoiceID(nextVoice)
    nextVoice += 1
    let request = VoiceRequest(
      id: voice, voiceClass: airing.broadcast.airClass.voiceClass, sounds: sounds,
      start: late ? .asSoonAsPossible : .time(moment.monotonic(at: airing.broadcast.start)),
      routes: channels.sorted().map { VoiceRequest.Route(channel: $0 - 1) })
    do {
      try output.start(request)
      airings[VoiceKey(output: airing.outputID, voice: voice)] = airing
      openAirings[airing.broadcast.id, default: 0] += 1
    } catch {
      record([.failed(airing, cause: "\(error)")], at: moment)
    }
  }

  private static func sequence(_ clips: [Clip], rate: Int) throws -> [Sound] {
    var sounds: [Sound] = []
    for clip in clips {
      if !sounds.isEmpty { sounds.append(.silence(frames: FrameCount(PartGap.seconds * Double(rate)))) }
      sounds.append(.clip(try clip.resampled(to: rate)))
    }
    return sounds
  }
}

// Writing down what the outputs report.
extension Playout {
  private func handle(_ event: OutputEvent, of id: String) {
    let now = parts.clock.now()
    switch event {
    case .voiceStarted(let voice, let firstFrame, let at):
      guard let airing = airings[VoiceKey(output: id, voice: voice)] else { return }
      record([.started(airing, firstFrame: firstFrame, left: at, moment: now)], at: now)
    case .progress(let progress):
      guard let airing = airings[VoiceKey(output: id, voice: progress.id)] else { return }
      journal.save(
        PlayoutProgress(
          airing: airing.id, boot: now.boot, at: progress.at, framesLeft: progress.framesLeft,
          framesWritten: progress.framesWritten))
    case .voiceEnded(let report):
      guard let airing = airings.removeValue(forKey: VoiceKey(output: id, voice: report.id)) else { return }
      record([.ended(airing, report, moment: now)], at: now)
      let broadcast = airing.broadcast.id
      openAirings[broadcast, default: 1] -= 1
      if openAirings[broadcast] == 0 {
        openAirings[broadcast] = nil
        take(.finished(broadcast))
      }
    default:
      if let record = LogRecord.output(id, event) { self.record([record], at: now) }
    }
  }
}

extension Sound {
  fileprivate var frameCount: FrameCount {
    switch self {
    case .clip(let clip): clip.frameCount
    case .silence(let frames): frames
    }
  }
}

extension AirClass {
  /// How the mixer ranks it; a test gives way like a routine item.
  var voiceClass: VoiceClass {
    switch self {
    case .filler: .filler
    case .test, .routine: .routine
    case .priority: .priority
    case .emergency: .emergency
    }
  }
}
