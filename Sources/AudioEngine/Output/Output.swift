import CRealtime
import Foundation
import Glibc
import Synchronization

/// One open output: its device, its audio thread, and the control half that everyone else talks to.
///
/// Every method may be called from any thread and returns at once. The output plays silence while it has nothing to
/// play, so its clock always runs.
public final class Output: Sendable {
  public let kind: OutputKind
  /// The PCM's name, or the folder of a file output.
  public let deviceName: String
  public let sampleRate: Int
  public let channelCount: Int
  /// Frames rendered at a time.
  public let periodFrames: Int
  /// Everything that happens, in order, to one reader; it ends after `close`. Nothing is dropped while nobody reads.
  public let events: AsyncStream<OutputEvent>
  /// What scheduling and memory the audio thread was granted, and why not.
  public var realtime: RealtimeGrant { grant.withLock { $0 } }

  private struct Control {
    var voices: VoiceTable
    var desk: MeterDesk
    var isClosing = false
    var isClosed = false
    var closers: [CheckedContinuation<Void, Never>] = []
    /// Commands that found the queue full (the device is stalled), to be sent in order before any other.
    var backlog: [MixCommand] = []

    /// A report about a voice: keeps the tables, and says what the reader of events is told.
    mutating func event(_ report: RenderEvent) -> OutputEvent? {
      guard let owner = voices.owner(at: report.slot) else { return nil }
      switch report.kind {
      case .began:
        desk.began(slot: report.slot, owner: owner, at: report.frame)
        return nil
      case .finished:
        desk.finished(slot: report.slot, at: report.frame)
        return nil
      case .ended:
        voices.remove(at: report.slot)
        let measured = desk.close(slot: report.slot)
        guard case .voiceEnded(var ended) = OutputEvent(report, of: owner) else { return nil }
        ended.peak = measured.peak
        ended.loudness = measured.loudness
        return .voiceEnded(ended)
      default:
        if report.kind == .progress { desk.paused(slot: report.slot, report.isPaused) }
        return OutputEvent(report, of: owner)
      }
    }

    /// Nothing that was ordered is dropped: what does not fit is sent with the next report.
    mutating func send(_ command: MixCommand, through ring: CommandRing) {
      flush(through: ring)
      if !backlog.isEmpty || !ring.push(command) { backlog.append(command) }
    }

    mutating func flush(through ring: CommandRing) {
      while let first = backlog.first, ring.push(first) { backlog.removeFirst() }
    }
  }

  private let control: Mutex<Control>
  private let grant = Mutex(RealtimeGrant())
  private let commands: CommandRing
  private let reports: EventRing
  private let cell: ClockCell
  private let continuation: AsyncStream<OutputEvent>.Continuation
  /// Touched by one thread only: the audio thread, or whoever drives a manual output.
  private nonisolated(unsafe) let loop: UnsafeMutablePointer<AudioLoop>
  /// The audio thread writes to it to wake the reporting thread; −1 for a manual output.
  private let news: Int32
  private let stallMilliseconds: Int32

  /// Opens the device and starts its audio thread; it sends silence from now on.
  public static func open(
    _ target: OutputTarget, configuration: OutputConfiguration = OutputConfiguration()
  ) throws(OutputError) -> Output {
    try configuration.validate()
    switch target {
    case .alsa(let name): return try open(ALSASink(name: name, configuration: configuration), configuration)
    case .files(let files):
      return try open(FileSink(files: files, configuration: configuration), configuration)
    }
  }

  /// Opens an output of one's own making, see `AudioSink`. The output is the only user of `sink` from now on.
  public static func open(
    _ sink: sending any AudioSink, _ configuration: OutputConfiguration
  ) throws(OutputError) -> Output {
    try configuration.validate()
    let output = try Output(sink, configuration, isManual: false)
    output.run()
    return output
  }

  /// An output without a thread: whoever made it calls `turn` and `deliver`.
  package convenience init(manual sink: any AudioSink, _ configuration: OutputConfiguration)
    throws(OutputError)
  {
    try self.init(sink, configuration, isManual: true)
  }

  private init(
    _ sink: any AudioSink, _ configuration: OutputConfiguration, isManual: Bool
  ) throws(OutputError) {
    let format = try sink.open()
    kind = format.kind
    deviceName = sink.name
    sampleRate = format.sampleRate
    channelCount = format.channelCount
    periodFrames = format.periodFrames
    commands = CommandRing(capacity: configuration.voiceCapacity * 4 + 64)
    reports = EventRing(capacity: configuration.voiceCapacity * 8 + format.channelCount * 64 + 1_024)
    cell = ClockCell(nominalRate: format.sampleRate)
    control = Mutex(
      Control(
        voices: VoiceTable(capacity: configuration.voiceCapacity),
        desk: MeterDesk(
          channelCount: format.channelCount, sampleRate: format.sampleRate,
          silenceThreshold: configuration.silenceThreshold)))
    (events, continuation) = AsyncStream.makeStream(of: OutputEvent.self, bufferingPolicy: .unbounded)
    stallMilliseconds = Int32(configuration.stallMilliseconds)
    news = isManual ? -1 : eventfd(0, Int32(EFD_CLOEXEC))
    let renderer = Renderer(
      channelCount: format.channelCount, capacity: configuration.voiceCapacity,
      maximumFrames: format.periodFrames, sampleRate: format.sampleRate, ducking: configuration.ducking,
      ceiling: configuration.ceiling, hasMeters: true, commands: commands, events: reports)
    loop = .allocate(capacity: 1)
    loop.initialize(
      to: AudioLoop(
        sink: sink, format: format, renderer: renderer, cell: cell,
        stallAfter: Int64(configuration.stallMilliseconds) * 1_000_000))
  }

  deinit {
    loop.deinitialize(count: 1)
    loop.deallocate()
    commands.destroy()
    reports.destroy()
    if news >= 0 { Glibc.close(news) }
  }

  private func run() {
    let granted = AudioThread.start(name: "audio \(deviceName)") { [self] in
      while turn() {}
    }
    grant.withLock { $0 = granted }
    let reporter = Thread { [self] in
      var isStuck = false
      repeat {
        awaitNews()
        isStuck = watch(isStuck)
      } while deliver()
    }
    reporter.name = "reports \(deviceName)"
    reporter.start()
  }

  /// Waits for the audio thread to report, but not so long that a thread stuck in its device goes unnoticed.
  private func awaitNews() {
    realtime_await(news, stallMilliseconds / 3)
  }

  /// A device that blocks its caller stops the thread that would notice a stall; this one notices for it.
  private func watch(_ wasStuck: Bool) -> Bool {
    let now = MonotonicTime.now()
    let beat = cell.heartbeat.load(ordering: .relaxed)
    let isStuck = beat != .max && now.nanoseconds - beat > Int64(stallMilliseconds) * 1_000_000
    if isStuck != wasStuck {
      let frame = clock.frame
      continuation.yield(isStuck ? .stalled(frame: frame, at: now) : .stallEnded(frame: frame, at: now))
    }
    return isStuck
  }

  /// One period of the audio thread. False once closed.
  package func turn() -> Bool {
    let goesOn = loop.pointee.turn()
    if loop.pointee.renderer.hasNews {
      loop.pointee.renderer.hasNews = false
      if news >= 0 { eventfd_write(news, 1) }
    }
    return goesOn
  }

  /// Turns what the audio thread reported into events. False after the last.
  package func deliver() -> Bool {
    control.withLock { $0.flush(through: commands) }
    while let report = reports.pop() {
      if report.kind == .closed {
        let closers = control.withLock { control in
          control.isClosed = true
          defer { control.closers = [] }
          return control.closers
        }
        continuation.finish()
        for closer in closers { closer.resume() }
        return false
      }
      if let event = event(report) { continuation.yield(event) }
    }
    return true
  }

  private func event(_ report: RenderEvent) -> OutputEvent? {
    var report = report
    // Told by its frame, when it was rendered; the moment is when that leaves.
    if report.kind == .starved { report.time = clock.time(of: report.frame).nanoseconds }
    let time = MonotonicTime(nanoseconds: report.time)
    switch report.kind {
    case .started, .progress, .ended, .began, .finished, .starved:
      return control.withLock { [report] in $0.event(report) }
    case .meter:
      let silent = control.withLock { $0.desk.add(report.bin, channel: report.slot, end: report.frame) }
      for voice in silent {
        continuation.yield(.silent(voice, channel: report.slot, at: clock.time(of: report.frame)))
      }
      return nil
    case .xrun: return .xrun(frame: report.frame, at: time)
    case .suspended: return .suspended(frame: report.frame, at: time)
    case .stalled: return .stalled(frame: report.frame, at: time)
    case .stallEnded: return .stallEnded(frame: report.frame, at: time)
    case .deviceLost: return .deviceLost(message: ALSAMessage.text(report.code), at: time)
    case .deviceReturned: return .deviceReturned(frame: report.frame, at: time)
    case .closed: return nil
    }
  }

  /// Hands a voice to the audio thread. Its life is told by `events`; it ends exactly once.
  public func start(_ request: VoiceRequest) throws(MixError) {
    try request.validate(sampleRate: sampleRate, channelCount: channelCount)
    let owner = VoiceProgramOwner(request)
    for stream in owner.streams {
      guard stream.take() else { throw .invalidRequest(request.id, what: "its stream has been played") }
      stream.start()
    }
    var command = MixCommand(kind: .start)
    command.program = owner.program
    switch request.start {
    case .asSoonAsPossible: break
    case .frame(let frame): command.frame = frame
    case .time(let time): command.time = time.nanoseconds
    }
    let refusal: MixError? = control.withLock { control in
      if control.isClosing { return .outputClosed }
      if control.voices.slot(of: request.id) != nil { return .voiceExists(request.id) }
      guard let slot = control.voices.insert(owner) else {
        return .tooManyVoices(capacity: control.voices.capacity)
      }
      command.slot = slot
      control.flush(through: commands)
      if control.backlog.isEmpty && commands.push(command) { return nil }
      control.voices.remove(at: slot)
      return .commandsPending
    }
    if let refusal { throw refusal }
  }

  /// Fades a voice out and ends it, reason `stopped`. A voice that has ended meanwhile is no error.
  public func stop(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.stop, to: voice, over: fadeFrames)
  }

  /// Stops every voice, or every voice with a route to one of `channels`.
  public func stopAll(channels: Set<Int>? = nil, fadeFrames: FrameCount) {
    var command = MixCommand(kind: .stopChannels)
    command.frames = fadeFrames
    command.channelMask = channels.map { $0.reduce(0) { $0 | 1 << UInt64($1) } } ?? .max
    send(command)
  }

  /// Fades a voice out and holds it at that frame until `resume`. A held or ended voice is left as it is.
  public func pause(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.pause, to: voice, over: fadeFrames)
  }

  /// Goes on with the frame after the last one rendered.
  public func resume(_ voice: VoiceID, fadeFrames: FrameCount) {
    send(.resume, to: voice, over: fadeFrames)
  }

  /// Goes on at frame `frame` of the voice's sequence, fading out before and in after, over `fadeFrames` each. A voice
  /// with a stream cannot be sought in. The report's `framesTotal` stays what it was at the start.
  public func seek(_ voice: VoiceID, to frame: FrameCount, fadeFrames: FrameCount) throws(MixError) {
    let refusal: MixError? = control.withLock { control in
      if control.isClosing { return .outputClosed }
      guard let slot = control.voices.slot(of: voice), let owner = control.voices.owner(at: slot) else {
        return .noSuchVoice(voice)
      }
      guard owner.streams.isEmpty, frame >= 0, frame < owner.program.pointee.length else {
        return .invalidRequest(voice, what: "cannot go to frame \(frame): beyond its end, or it has a stream")
      }
      var command = MixCommand(kind: .seek)
      command.slot = slot
      command.frame = frame
      command.frames = fadeFrames
      control.send(command, through: commands)
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Gain of a channel after the sum of its voices: linear, 0 or more, reached over `rampFrames`.
  public func setGain(_ gain: Float, channel: Int, rampFrames: FrameCount) throws(MixError) {
    guard channel >= 0, channel < channelCount else {
      throw .noSuchChannel(channel, channelCount: channelCount)
    }
    guard gain.isFinite, gain >= 0 else { throw .invalidGain(gain) }
    var command = MixCommand(kind: .channelGain)
    command.channelMask = 1 << UInt64(channel)
    command.gain = gain
    command.frames = rampFrames
    send(command)
  }

  private func send(_ kind: MixCommand.Kind, to voice: VoiceID, over frames: FrameCount) {
    control.withLock { control in
      guard !control.isClosing, let slot = control.voices.slot(of: voice) else { return }
      var command = MixCommand(kind: kind)
      command.slot = slot
      command.frames = frames
      control.send(command, through: commands)
    }
  }

  private func send(_ command: MixCommand) {
    control.withLock { control in
      guard !control.isClosing else { return }
      control.send(command, through: commands)
    }
  }

  /// What every channel carries; renewed 20 times a second, a buffer ahead of what leaves the device.
  public var levels: [ChannelLevel] { control.withLock { $0.desk.levels } }

  /// Output frame ↔ monotonic time, now.
  public var clock: DeviceClock { cell.read() }

  /// Fades everything out, lets what was written leave the device, ends the audio thread and closes the device.
  ///
  /// A voice faded out in time ends `stopped`; one whose last frame is not known to have left ends `closed`. Returns
  /// when all is done, within the fade, the buffer and one second.
  public func close(fadeFrames: FrameCount) async {
    await withCheckedContinuation { closer in
      let isClosed = control.withLock { control in
        if control.isClosed { return true }
        control.closers.append(closer)
        if !control.isClosing {
          control.isClosing = true
          var command = MixCommand(kind: .close)
          command.frames = fadeFrames
          control.send(command, through: commands)
        }
        return false
      }
      if isClosed { closer.resume() }
      if news < 0 {
        closeManually()
      }
    }
  }

  /// A manual output has no thread: whoever closes it lets the device play until it is done.
  private func closeManually() {
    guard let sink = loop.pointee.sink as? ManualSink else { return }
    while turn() { sink.play(periodFrames) }
    _ = deliver()
  }
}
