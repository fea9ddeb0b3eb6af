import CRealtime
import Foundation
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
  /// What the device was given, for an archive; nil unless the configuration asked for it.
  public let tap: SoundTap?
  /// Everything that happens, in order, to one reader; it ends after `close`. Nothing is dropped while nobody reads.
  public let events: AsyncStream<OutputEvent>
  /// What scheduling and memory the audio thread was granted, and why not.
  public var realtime: RealtimeGrant { grant.withLock { $0 } }

  let control: Mutex<OutputControl>
  private let grant = Mutex(RealtimeGrant())
  let commands: CommandRing
  let reports: EventRing
  let cell: ClockCell
  let continuation: AsyncStream<OutputEvent>.Continuation
  /// Touched by one thread only: the audio thread, or whoever drives a manual output.
  nonisolated(unsafe) let loop: UnsafeMutablePointer<AudioLoop>
  /// It has no thread of its own: whoever made it drives it.
  let isManual: Bool
  let stallNanoseconds: Int64

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
    tap =
      configuration.tapMilliseconds > 0
      ? SoundTap(format: format, milliseconds: configuration.tapMilliseconds) : nil
    commands = CommandRing(capacity: configuration.voiceCapacity * 4 + 64)
    reports = EventRing(capacity: configuration.voiceCapacity * 8 + format.channelCount * 64 + 1_024)
    cell = ClockCell(nominalRate: format.sampleRate)
    control = Mutex(
      OutputControl(
        voices: VoiceTable(capacity: configuration.voiceCapacity),
        desk: MeterDesk(
          channelCount: format.channelCount, sampleRate: format.sampleRate,
          silenceThreshold: configuration.silenceThreshold)))
    (events, continuation) = AsyncStream.makeStream(of: OutputEvent.self, bufferingPolicy: .unbounded)
    stallNanoseconds = Int64(configuration.stallMilliseconds) * 1_000_000
    self.isManual = isManual
    let renderer = Renderer(
      channelCount: format.channelCount, capacity: configuration.voiceCapacity,
      maximumFrames: format.periodFrames, sampleRate: format.sampleRate, ducking: configuration.ducking,
      ceiling: configuration.ceiling, hasMeters: true, commands: commands, events: reports)
    loop = .allocate(capacity: 1)
    loop.initialize(
      to: AudioLoop(
        sink: sink, format: format, renderer: renderer, cell: cell, tap: tap?.ring,
        stallAfter: stallNanoseconds))
  }

  deinit {
    loop.deinitialize(count: 1)
    loop.deallocate()
    commands.destroy()
    reports.destroy()
  }

  private func run() {
    let granted = AudioThread.start(name: "audio \(deviceName)") { [self] in
      while turn() {}
    }
    grant.withLock { $0 = granted }
    Reporter.shared.add(self)
  }

  /// One period of the audio thread. False once closed.
  package func turn() -> Bool {
    let goesOn = loop.pointee.turn()
    if loop.pointee.renderer.hasNews {
      loop.pointee.renderer.hasNews = false
      if !isManual { Reporter.shared.wake() }
    }
    return goesOn
  }

  /// What every channel carries; renewed 20 times a second, a buffer ahead of what leaves the device.
  public var levels: [ChannelLevel] { control.withLock { $0.desk.levels } }

  /// Output frame ↔ monotonic time, now.
  public var clock: DeviceClock { cell.read() }
}
