public import Logging

extension Playout {
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
    /// `nil` where the amplifiers are always on.
    public var amplifiers: Amplifiers?
    /// `nil` keeps no sound.
    public var archive: SoundArchive?

    public init(
      store: StationStore, log: PlaybackLog, ballast: Ballast, library: ClipLibrary,
      renderer: @escaping @Sendable (Station) throws -> AnnouncementRenderer,
      outputs: [String: any BroadcastOutput], clock: any StationClock, logger: Logger,
      checkpoints: CheckpointMaker? = nil,
      alarms: AlarmDesk = AlarmDesk(nil), amplifiers: Amplifiers? = nil, archive: SoundArchive? = nil
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
      self.amplifiers = amplifiers
      self.archive = archive
    }
  }
}
