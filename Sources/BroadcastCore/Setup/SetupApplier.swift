internal import AudioEngine
internal import Foundation
public import GRDB

/// Takes a station folder into the database, all or nothing, with an entry in the log.
public struct SetupApplier: Sendable {
  /// Author of texts that come from files.
  public static let importer = "cài đặt"
  /// Approves what `--sample` imports; a real station never has it.
  public static let sampleApprover = "mẫu"

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
  public func apply(_ folder: StationFolder, asSample: Bool, at moment: Moment) throws -> Outcome {
    let bulletins = try folder.bulletins.map { try bulletin($0, speech: folder.station.speech) }
    let announcements = try folder.announcements.map { try announcement($0, speech: folder.station.speech) }
    return try database.write { database in
      let before = try StationStore.snapshot(in: database)
      let stored = announcements.map { announcement in
        let earlier = before?.announcement(announcement.id)
        var approval = earlier?.approval
        if asSample {
          approval = Approval(approver: SetupApplier.sampleApprover, contentHash: announcement.contentHash)
        } else if approval?.contentHash != announcement.contentHash {
          approval = nil
        }
        let isSame = earlier?.announcement == announcement
        // One that was sent back or retired stays so until it changes.
        let state = isSame && !asSample ? earlier?.state : nil
        return StoredAnnouncement(
          announcement: announcement, author: SetupApplier.importer, approval: approval, state: state,
          version: (earlier?.version ?? 0) + (isSame ? 0 : 1), note: isSame ? earlier?.note ?? "" : "")
      }
      // What was written in the program is not the files' to change.
      let desk = try AnnouncementRows.all(in: database).filter { $0.source == .desk }
      if let taken = desk.first(where: { own in stored.contains { $0.announcement.id == own.announcement.id }
      }) {
        throw ApprovalError(.exists, taken.announcement.id)
      }
      let snapshot = StationStore.Snapshot(
        station: folder.station, programmes: folder.programmes, announcements: stored + desk,
        bulletins: bulletins,
        events: folder.events, criteria: folder.criteria)
      try StationStore.replace(with: snapshot, in: database)
      try PlaybackLog.append(
        [.applied(snapshot, files: folder.fileHashes, asSample: asSample)], at: moment, in: database)
      return Outcome(
        approved: stored.filter(\.isApproved).map(\.announcement.id),
        drafts: stored.filter { !$0.isApproved }.map(\.announcement.id))
    }
  }

  private func announcement(_ draft: AnnouncementDraft, speech: SpeechSettings) throws -> Announcement {
    Announcement(
      id: draft.id, title: draft.title, airClass: draft.airClass, text: draft.text,
      opening: try clips(draft.openingPaths, speech: speech),
      recordings: try clips(draft.recordingPaths, speech: speech), language: draft.language,
      closing: try clips(draft.closingPaths, speech: speech), purpose: draft.purpose)
  }

  private func bulletin(_ draft: BulletinDraft, speech: SpeechSettings) throws -> Bulletin {
    var bulletin = draft.bulletin
    bulletin.opening = try clips(draft.openingPaths, speech: speech)
    bulletin.separator = try clips(draft.separatorPaths, speech: speech)
    return bulletin
  }

  private func clips(_ paths: [String], speech: SpeechSettings) throws -> [ClipHash] {
    try paths.map { path in
      let clip = try Clip.read(path: path).resampled(to: 48_000)
        .mastered(target: speech.loudness, ceiling: AnnouncementRenderer.truePeakCeiling).clip
      return try library.store(clip)
    }
  }
}

extension LogRecord {
  static func applied(_ snapshot: StationStore.Snapshot, files: [String: String], asSample: Bool) -> LogRecord
  {
    let announcements = snapshot.announcements.map { stored in
      CanonicalJSON.object([
        "id": .string(stored.announcement.id), "content": .string(stored.announcement.contentHash),
        "approver": stored.isApproved ? .string(stored.approval?.approver ?? "") : .null,
      ])
    }
    return LogRecord(
      kind: .applied,
      fields: [
        "station": .string(snapshot.station.id), "sample": .bool(asSample),
        "files": .object(files.mapValues { .string($0) }), "announcements": .array(announcements),
      ])
  }
}
