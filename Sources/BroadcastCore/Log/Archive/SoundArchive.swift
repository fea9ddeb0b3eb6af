public import AudioEngine
public import Foundation
internal import Synchronization

/// Keeps what left each device: takes it from the outputs' taps on a thread of its own, and tells the log what it has.
///
/// Nothing here is waited for by the audio thread or by playout: an archive that fails leaves gaps, which it tells.
public final class SoundArchive: Sendable {
  /// An output, as the archive sees it.
  public struct Source: Sendable {
    public var id: String
    public var device: String
    public var kind: OutputKind
    public var tap: SoundTap
    /// What has left, by the device's own clock.
    public var clock: @Sendable () -> DeviceClock
    /// By channel, from 0: the zones that hear it. A channel without zones is not kept.
    public var zones: [[String]]

    public init(
      id: String, device: String, kind: OutputKind, tap: SoundTap,
      clock: @escaping @Sendable () -> DeviceClock,
      zones: [[String]]
    ) {
      self.id = id
      self.device = device
      self.kind = kind
      self.tap = tap
      self.clock = clock
      self.zones = zones
    }
  }

  /// Something for the log; `written` is to be called once it is there.
  public struct Note: Sendable {
    public let record: LogRecord
    public let written: @Sendable () -> Void
  }

  /// To one reader; ends after `close`.
  public let notes: AsyncStream<Note>

  private struct State {
    var channels: [[ArchiveChannel?]]
    var isStarted = false
    var isClosing = false
    var isClosed = false
    var closers: [CheckedContinuation<Void, Never>] = []
    /// Files that are on their way out.
    var leaving: Set<String> = []
    var nextLook: MonotonicTime?
  }

  private let folder: ArchiveFolder
  private let sources: [Source]
  private let policy: ArchivePolicy
  private let clock: any StationClock
  private let timeZone: TimeZone
  private let log: PlaybackLog
  private let state: Mutex<State>
  private let sink: AsyncStream<Note>.Continuation
  private let wake = DispatchSemaphore(value: 0)

  public init(
    _ folder: ArchiveFolder, sources: [Source], policy: ArchivePolicy, clock: any StationClock,
    timeZone: TimeZone, log: PlaybackLog
  ) {
    self.folder = folder
    self.sources = sources
    self.policy = policy
    self.clock = clock
    self.timeZone = timeZone
    self.log = log
    let boot = clock.now().boot
    state = Mutex(
      State(
        channels: sources.map { source in
          source.zones.enumerated().map { index, zones in
            if zones.isEmpty { return nil }
            let template = ArchiveFile(
              name: "", output: source.id, device: source.device, kind: source.kind.rawValue,
              channel: index + 1, zones: zones, sampleRate: source.tap.sampleRate, boot: boot)
            return ArchiveChannel(folder: folder, template: template, timeZone: timeZone)
          }
        }))
    (notes, sink) = AsyncStream.makeStream(of: Note.self)
  }

  /// Takes up what an earlier run left behind, and works until `close`.
  public func start() {
    let isFirst = state.withLock { state in
      defer { state.isStarted = true }
      return !state.isStarted && !state.isClosed
    }
    guard isFirst else { return }
    do {
      // Listed before this run writes its own.
      let left = try folder.unlogged()
      // Read to its end, which takes a second an hour of sound: beside what sounds now.
      Thread { [self] in
        do { try recover(left) } catch { tellFailure("recover", cause: "\(error)") }
      }.start()
    } catch {
      tellFailure("recover", cause: "\(error)")
    }
    Thread { [self] in
      // Linux: of the calling thread. The disk and the encoder give way to everything else.
      setpriority(__priority_which_t(0), 0, 10)
      while turn() { _ = wake.wait(timeout: .now() + 0.5) }
    }.start()
  }

  /// Takes what is still there, closes the files and tells of them. The outputs must be closed by now.
  public func close() async {
    await withCheckedContinuation { continuation in
      let (isOver, isStarted) = state.withLock { state in
        if state.isClosed { return (true, true) }
        state.isClosing = true
        state.closers.append(continuation)
        return (false, state.isStarted)
      }
      if isOver { return continuation.resume() }
      // Nobody looks where it was never started.
      if isStarted { wake.signal() } else { turn() }
    }
  }

  /// The end for whoever looks by `turn` himself, without a thread.
  public func finish() {
    state.withLock { $0.isClosing = true }
    turn()
  }

  /// One look at the taps, which the archive's own thread does twice a second. False after the last.
  @discardableResult
  public func turn() -> Bool {
    let moment = clock.now()
    var outcomes: [ArchiveChannel.Outcome] = []
    var mustLook = false
    let closers: [CheckedContinuation<Void, Never>]? = state.withLock { state in
      for (index, source) in sources.enumerated() {
        outcomes += Self.drain(source, into: &state.channels[index], moment: moment, isLast: state.isClosing)
      }
      mustLook = state.nextLook.map { moment.monotonic >= $0 } ?? true
      if mustLook { state.nextLook = moment.monotonic.advanced(byNanoseconds: 600_000_000_000) }
      guard state.isClosing else { return nil }
      state.isClosed = true
      return state.closers
    }
    for outcome in outcomes { tell(outcome) }
    if mustLook { retire(today: moment.wall.local(in: timeZone).date) }
    guard let closers else { return true }
    sink.finish()
    for closer in closers { closer.resume() }
    return false
  }

  private static func drain(
    _ source: Source, into channels: inout [ArchiveChannel?], moment: Moment, isLast: Bool
  ) -> [ArchiveChannel.Outcome] {
    var outcomes: [ArchiveChannel.Outcome] = []
    let clock = source.clock()
    source.tap.drain { item in
      for index in channels.indices {
        switch item {
        case .block(let block):
          guard let samples = block.channel(index) else { continue }
          outcomes +=
            channels[index]?.take(
              samples, count: block.frameCount, at: block.frame, lost: block.lostFrames, clock: clock,
              moment: moment) ?? []
        case .unsure(let frames): channels[index]?.noteUnsure(frames)
        }
      }
    }
    let now = clock.frame(at: moment.monotonic)
    for index in channels.indices {
      outcomes += (isLast ? channels[index]?.close() : channels[index]?.rest(now: now, moment: moment)) ?? []
    }
    return outcomes
  }

  private func tell(_ outcome: ArchiveChannel.Outcome) {
    switch outcome {
    case .failed(let file, let cause):
      tellFailure("write", cause: cause, fields: file.name.isEmpty ? [:] : ["file": .string(file.name)])
    case .closed(let file): tellClosed(file, isRecovered: false)
    }
  }

  private func tellClosed(_ file: ArchiveFile, isRecovered: Bool) {
    do {
      let (sha256, bytes) = try folder.hash(file.name)
      var fields = file.fields
      fields["event_name"] = "closed"
      fields["sha256"] = .string(sha256)
      fields["bytes"] = .integer(bytes)
      if isRecovered { fields["recovered"] = true }
      let side = folder.side(file.name)
      // The side file goes when the log has it: a file that neither knows would be a gap that nobody tells.
      sink.yield(Note(record: LogRecord(kind: .archive, fields: fields)) { unlink(side) })
    } catch {
      tellFailure("hash", cause: "\(error)", fields: ["file": .string(file.name)])
    }
  }

  private func tellFailure(_ step: String, cause: String, fields: [String: CanonicalJSON] = [:]) {
    let own: [String: CanonicalJSON] = [
      "event_name": "failed", "reason": .string(step), "cause": .string(cause),
    ]
    sink.yield(
      Note(record: LogRecord(kind: .archive, fields: own.merging(fields) { own, _ in own })) {})
  }

  /// Files of a process that died: made readable, or told to be lost.
  func recover(_ left: [(name: String, file: ArchiveFile?)]) throws {
    for (name, described) in left {
      if try log.archiveEntry(of: name) != nil {
        unlink(folder.side(name))
      } else {
        try recover(name, described)
      }
    }
  }

  private func recover(_ name: String, _ described: ArchiveFile?) throws {
    let part = folder.part(name)
    var cause = "side file unreadable"
    do {
      guard var file = described else { throw SoundFileError(code: .badData, path: name, cause: cause) }
      if FileManager.default.fileExists(atPath: part) {
        let length = try SoundFilePart.length(path: part)
        try SoundFilePart.setLength(length, path: part)
        file.cut(to: length)
        guard rename(part, folder.file(name)) == 0 else {
          throw SoundFileError(code: .unavailable, path: part, cause: String(cString: strerror(errno)))
        }
      }
      tellClosed(file, isRecovered: true)
      return
    } catch let error as SoundFileError {
      cause = error.cause
    }
    var fields = described?.fields ?? ["file": .string(name)]
    fields["event_name"] = "lost"
    fields["cause"] = .string(cause)
    let side = folder.side(name)
    sink.yield(
      Note(record: LogRecord(kind: .archive, fields: fields)) {
        // Kept under another name: someone may still want to try.
        rename(part, part + ".damaged")
        unlink(side)
      })
  }

  /// Deletes what the policy no longer keeps; each deletion is an entry before it happens.
  private func retire(today: CivilDate) {
    do {
      let files = try folder.complete().filter {
        // What the log does not know yet stays.
        !FileManager.default.fileExists(atPath: folder.side($0.name))
      }
      for (name, reason) in policy.expired(files, today: today, free: folder.free()) {
        guard state.withLock({ $0.leaving.insert(name).inserted }) else { continue }
        let path = folder.file(name)
        let closed = try log.archiveEntry(of: name)
        let record = LogRecord(
          kind: .archive,
          fields: [
            "event_name": "deleted", "file": .string(name), "reason": .string(reason.rawValue),
            "closed_seq": closed.map { .integer($0.seq) } ?? .null,
          ])
        sink.yield(Note(record: record) { unlink(path) })
      }
    } catch {
      tellFailure("retire", cause: "\(error)")
    }
  }
}

extension ArchiveFile {
  /// The file turned out to have only so many frames.
  mutating func cut(to length: FrameCount) {
    segments = segments.compactMap { segment in
      var segment = segment
      // Saved when it began and never again: it was sounding when the process died.
      if segment == segments.last, segment.count == 0 { segment.count = length - segment.fileFrame }
      segment.count = min(segment.count, length - segment.fileFrame)
      return segment.count > 0 ? segment : nil
    }
  }
}
