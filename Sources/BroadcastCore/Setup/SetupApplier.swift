internal import AudioEngine
internal import Foundation
public import GRDB

/// Takes a station folder into the database, all or nothing, with an entry in the log.
public struct SetupApplier: Sendable {
  private let database: DatabasePool
  private let library: ClipLibrary

  public init(database: DatabasePool, library: ClipLibrary) {
    self.database = database
    self.library = library
  }

  public struct Outcome: Hashable, Sendable {
    public var approved: [String]
    /// May not air until someone approves them.
    public var drafts: [String]
  }

  /// - Parameter asSample: approves every text by the account `mẫu`; otherwise a text keeps an approval only if it has
  ///   not changed.
  public func apply(_ folder: StationFolder, asSample: Bool, by actor: Actor = .station, at moment: Moment)
    throws -> Outcome
  {
    let imported = try SetupImport(folder, into: library)
    return try database.write { database in
      let before = try StationStore.snapshot(in: database)
      // What was written in the program is not the files' to change.
      let ours = Set(folder.announcements.map(\.id))
      let desk = try AnnouncementRows.all(in: database).filter {
        // One that nobody uses any more does not keep its short name from the files; its versions stay.
        $0.source == .desk && !($0.state == .retired && ours.contains($0.announcement.id))
      }
      var snapshot = imported.snapshot(over: before, asSample: asSample, by: actor)
      let stored = snapshot.announcements
      if let taken = desk.first(where: { own in stored.contains { $0.announcement.id == own.announcement.id }
      }) {
        throw ApprovalError(.exists, taken.announcement.id)
      }
      snapshot.announcements += desk
      try StationStore.replace(with: snapshot, in: database)
      try PlaybackLog.append(
        [.applied(snapshot, files: folder.fileHashes, asSample: asSample, by: actor)], at: moment,
        in: database)
      return Outcome(
        approved: stored.filter(\.isApproved).map(\.announcement.id),
        drafts: stored.filter { !$0.isApproved }.map(\.announcement.id))
    }
  }
}

extension LogRecord {
  static func applied(
    _ snapshot: StationStore.Snapshot, files: [String: String], asSample: Bool, by actor: Actor
  ) -> LogRecord {
    let announcements = snapshot.announcements.map { stored in
      CanonicalJSON.object([
        "id": .string(stored.announcement.id), "content": .string(stored.announcement.contentHash),
        "approver": stored.isApproved ? .string(stored.approval?.approver ?? "") : .null,
      ])
    }
    return LogRecord(
      kind: .applied,
      fields: [
        "station": .string(snapshot.station.id), "sample": .bool(asSample), "by": .string(actor.description),
        "files": .object(files.mapValues { .string($0) }), "announcements": .array(announcements),
      ])
  }
}
