internal import AudioEngine
internal import Foundation
internal import Logging

/// The running station: asks the planner, prepares sound, obeys the arbiter, and writes down what the outputs report.
public actor Playout {
  /// Every entry that this run appends, in order, to one reader; ends with `shutdown`.
  public nonisolated let entries: AsyncStream<LogEntry>
  /// Every alarm that this run raises, to one reader; ends with `shutdown`. The newest hundred wait for a slow one.
  public nonisolated let raised: AsyncStream<Alarm>

  /// A beat whenever five more seconds of sound have left every device, to one reader; ends with `shutdown`.
  public nonisolated let beats: AsyncStream<WallTime>

  let parts: Parts
  let entrySink: AsyncStream<LogEntry>.Continuation
  let alarmSink: AsyncStream<Alarm>.Continuation
  let beatSink: AsyncStream<WallTime>.Continuation
  var alarms: AlarmDesk
  /// Number of the last entry when the log fell behind; the alarm about that stands.
  var behindSince: Int64?
  let timing: Arbiter.Timing
  var arbiter: Arbiter
  var snapshot: StationStore.Snapshot
  var planner: Planner
  var lengths: SoundLengths { planner.input.lengths }
  /// `shutdown` has begun: nothing is accepted any more.
  var isEnding = false
  /// Ordered by operators, and not over.
  var queued: [QueueItem] = []
  /// Fields of the last `plan` entry.
  var lastPlan: [String: CanonicalJSON] = [:]
  let queueStore: QueueStore
  /// Since when the set-up has been as it is, or the station has been down: what was to start earlier is not made up for.
  var lateSince: WallTime
  var setupVersion: Int64 = -1
  var plannedUntil: WallTime?
  var loggedPlan: (version: Int64, date: CivilDate)?
  var lastTick: WallTime?
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
  var progress: [VoiceKey: VoiceProgress] = [:]
  var soundWatch = SoundWatch()
  /// How the last broadcasts ended, oldest first.
  var recent: [StationStatus.Past] = []
  var startedAt: WallTime
  var amplifierDesk: AmplifierDesk?
  var clockWatch = ClockWatch()
  var nextVoice: UInt64 = 1
  var consumers: [Task<Void, Never>] = []
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
    let planner = Playout.planner(of: snapshot, parts)
    self.planner = planner
    self.lateSince = parts.clock.now().wall
    self.startedAt = parts.clock.now().wall
    self.timing = timing
    self.arbiter = Arbiter(timing: timing, rules: Playout.rules(of: snapshot.station, planner, parts.outputs))
    (entries, entrySink) = AsyncStream.makeStream(of: LogEntry.self)
    (raised, alarmSink) = AsyncStream.makeStream(of: Alarm.self, bufferingPolicy: .bufferingNewest(100))
    (beats, beatSink) = AsyncStream.makeStream(of: WallTime.self, bufferingPolicy: .bufferingNewest(1))
    self.alarms = parts.alarms
    self.queueStore = QueueStore(parts.log)
    self.amplifierDesk = parts.amplifiers.map { AmplifierDesk($0.settings) }
    self.journal = Journal(log: parts.log, ballast: parts.ballast, logger: parts.logger)
    // A checkpoint that cannot be read now will be complained of when the next is made.
    self.checkpointSchedule = CheckpointSchedule(
      signed: (try? parts.checkpoints?.newest())?.checkpoint.size ?? 0)
  }

  /// One look at the clock: plan, decide, do.
  func step() {
    let now = parts.clock.now()
    journal.retry(publish: publish)
    watchJournal(at: now)
    watchClock(at: now)
    refreshPlan(now.wall)
    lastTick = now.wall
    switchAmplifiers(at: now)
    perform(arbiter.handle(.tick(now.wall)), at: now)
    signIfDue(at: now)
    listen(at: now)
  }

  /// `timing` as this station's buffers demand: a voice must reach an output before it has rendered its moment.
  static func timing(_ timing: Arbiter.Timing, for station: Station) -> Arbiter.Timing {
    var timing = timing
    let buffer = Double(station.outputs.map(\.bufferMilliseconds).max() ?? 0) / 1000
    timing.outputLatency = max(timing.outputLatency, buffer)
    timing.handOverAhead = max(timing.handOverAhead, buffer + 2)
    return timing
  }

  func record(_ records: [LogRecord], at moment: Moment) {
    journal.append(records, at: moment, publish: publish)
  }

  func publish(_ entry: LogEntry) {
    lastSeq = entry.seq
    entrySink.yield(entry)
  }
}
