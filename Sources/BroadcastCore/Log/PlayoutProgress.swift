public import AudioEngine
internal import GRDB

/// What was last known of an airing while it sounded. Not evidence: it only bounds the entry written after a crash.
public struct PlayoutProgress: Hashable, Sendable {
  public var airing: String
  public var boot: String
  public var at: MonotonicTime
  /// Known to have left the device.
  public var framesLeft: FrameCount
  /// Accepted by the device.
  public var framesWritten: FrameCount

  public init(
    airing: String, boot: String, at: MonotonicTime, framesLeft: FrameCount, framesWritten: FrameCount
  ) {
    self.airing = airing
    self.boot = boot
    self.at = at
    self.framesLeft = framesLeft
    self.framesWritten = framesWritten
  }
}

extension PlaybackLog {
  public func save(_ progress: PlayoutProgress) throws {
    try write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO playout_progress (airing, boot, mono_ns, frames_left, frames_written)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          progress.airing, progress.boot, progress.at.nanoseconds, progress.framesLeft,
          progress.framesWritten,
        ])
    }
  }

  static func progress(of airing: String, in database: Database) throws -> PlayoutProgress? {
    try Row.fetchOne(database, sql: "SELECT * FROM playout_progress WHERE airing = ?", arguments: [airing])
      .map {
        PlayoutProgress(
          airing: airing, boot: $0["boot"], at: MonotonicTime(nanoseconds: $0["mono_ns"]),
          framesLeft: $0["frames_left"], framesWritten: $0["frames_written"])
      }
  }
}
