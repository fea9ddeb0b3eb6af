import AudioEngine
import BroadcastCore
import Foundation
import Logging
import VietnameseSpeech

/// The only place where concrete types meet.
enum Composition {
  /// This very program: it is its own speech helper.
  ///
  /// By the kernel's link and not by the path behind it: an upgrade that replaces the file must not take the voice of a
  /// station that runs. Only where /proc is missing the program's own name serves.
  static var helper: String {
    let link = "/proc/self/exe"
    return FileManager.default.isExecutableFile(atPath: link) ? link : CommandLine.arguments[0]
  }

  /// The station's external engine, with eSpeak NG behind it; or eSpeak NG alone, which tells how far it is.
  static func synthesizer(
    for speech: SpeechSettings, progress: (@Sendable (Double) -> Void)? = nil,
    report: @escaping @Sendable (SpeechError) -> Void
  ) -> any SpeechSynthesizer {
    let espeak = EspeakSynthesizer(helper: helper, progress: progress)
    guard let engine = speech.engine else { return espeak }
    return FallbackSynthesizer(
      CommandSynthesizer(
        command: engine.command, voice: engine.voice, version: engine.version,
        timeout: .seconds(engine.timeoutSeconds)),
      else: espeak, report: report)
  }

  static func renderer(
    library: ClipLibrary, station: Station, logger: Logger
  ) throws(LexiconError) -> AnnouncementRenderer {
    AnnouncementRenderer(
      synthesizer: synthesizer(for: station.speech) {
        logger.error("Bộ đọc ngoài không dùng được, đọc thay bằng eSpeak NG: \($0)")
      }, library: library, speech: station.speech, normalizer: try station.normalizer()
    )
  }

  static func playout(
    _ options: StateOptions, output: OutputChoice, amplifiers: Amplifiers? = nil,
    archive policy: ArchivePolicy?
  ) throws -> (playout: Playout, notes: [String], station: Station) {
    let database = try options.database()
    let store = StationStore(database)
    let snapshot = try store.snapshot()
    let clock = SystemClock()
    let run = clock.now().wall.description.replacingOccurrences(of: ":", with: "-")
    let opened = try OpenedOutputs.open(
      output, for: snapshot.station, state: options.state, run: run,
      keepsSound: policy != nil)
    let library = options.library
    var logger = Logger(label: "broadcaster") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .notice
    let log = logger
    let playbackLog = PlaybackLog(database: database)
    let key = options.logKey(playbackLog)
    _ = try key.open(name: StateOptions.logName(snapshot.station), at: clock.now())
    let archive = policy.map { policy in
      SoundArchive(
        options.archive, sources: sources(opened.outputs, of: snapshot.station), policy: policy, clock: clock,
        timeZone: snapshot.station.foundationTimeZone, log: playbackLog)
    }
    let parts = Playout.Parts(
      store: store, log: playbackLog, ballast: Ballast(path: options.state + "/ballast"),
      library: library,
      renderer: { try renderer(library: library, station: $0, logger: log) }, outputs: opened.outputs,
      clock: clock,
      logger: logger, checkpoints: CheckpointMaker(log: playbackLog, key: key), alarms: AlarmDesk(database),
      amplifiers: amplifiers, archive: archive)
    return (try Playout(parts), opened.notes, snapshot.station)
  }

  /// What the archive keeps: each channel that a zone hears.
  private static func sources(_ outputs: [String: any BroadcastOutput], of station: Station)
    -> [SoundArchive.Source]
  {
    outputs.sorted { $0.key < $1.key }.compactMap { id, output in
      guard let output = output as? Output, let tap = output.tap else { return nil }
      let zones = (1...output.channelCount).map { channel in
        station.zones.filter { $0.output == id && $0.channels.contains(channel) }.map(\.id.rawValue)
      }
      return SoundArchive.Source(
        id: id, device: output.deviceName, kind: output.kind, tap: tap, clock: { output.clock }, zones: zones)
    }
  }
}
