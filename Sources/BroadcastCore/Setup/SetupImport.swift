internal import AudioEngine

/// A station folder with its sounds in a library: what `apply` would take.
public struct SetupImport: Sendable {
  private let folder: StationFolder
  private let announcements: [Announcement]
  private let bulletins: [Bulletin]

  public init(_ folder: StationFolder, into library: ClipLibrary) throws {
    let loudness = folder.station.speech.loudness
    func clips(_ paths: [String]) throws -> [ClipHash] {
      try paths.map { path in
        let clip = try Clip.read(path: path).resampled(to: 48_000)
          .mastered(target: loudness, ceiling: AnnouncementRenderer.truePeakCeiling).clip
        return try library.store(clip)
      }
    }
    self.folder = folder
    announcements = try folder.announcements.map { draft in
      Announcement(
        id: draft.id, title: draft.title, airClass: draft.airClass, text: draft.text,
        opening: try clips(draft.openingPaths), recordings: try clips(draft.recordingPaths),
        language: draft.language, closing: try clips(draft.closingPaths), purpose: draft.purpose)
    }
    bulletins = try folder.bulletins.map { draft in
      var bulletin = draft.bulletin
      bulletin.opening = try clips(draft.openingPaths)
      bulletin.separator = try clips(draft.separatorPaths)
      return bulletin
    }
  }

  /// - Parameters:
  ///   - before: what the station has now; a text that has not changed keeps its approval.
  ///   - asSample: approves every text by the account `mẫu`.
  ///   - author: answers for what is new or has changed.
  public func snapshot(
    over before: StationStore.Snapshot?, asSample: Bool, by author: Actor = .station
  ) -> StationStore.Snapshot {
    let stored = announcements.map { announcement in
      let earlier = before?.announcement(announcement.id)
      var approval = earlier?.approval
      if asSample {
        approval = Approval(approver: Approval.sampleApprover, contentHash: announcement.contentHash)
      } else if approval?.contentHash != announcement.contentHash {
        approval = nil
      }
      let isSame = earlier?.announcement == announcement
      // One that was sent back or retired stays so until it changes.
      let state = isSame && !asSample ? earlier?.state : nil
      return StoredAnnouncement(
        announcement: announcement, author: (isSame ? earlier?.author : nil) ?? author.description,
        approval: approval, state: state,
        version: (earlier?.version ?? 0) + (isSame ? 0 : 1), note: isSame ? earlier?.note ?? "" : "")
    }
    var snapshot = StationStore.Snapshot(
      station: folder.station, programmes: folder.programmes, announcements: stored, bulletins: bulletins,
      events: folder.events, criteria: folder.criteria)
    for bulletin in bulletins {
      let isSame = before?.bulletins.contains(bulletin) ?? false
      snapshot.bulletinAuthors[bulletin.id] =
        (isSame ? before?.bulletinAuthors[bulletin.id] : nil) ?? author.description
      let items = bulletin.items.compactMap { snapshot.announcement($0)?.announcement }
      let hash = bulletin.contentHash(items: items)
      let earlier = before?.bulletinApprovals[bulletin.id]
      if asSample {
        snapshot.bulletinApprovals[bulletin.id] = Approval(
          approver: Approval.sampleApprover, contentHash: hash)
      } else if earlier != nil {
        // Kept also where it no longer fits, so that the plan can say that it was changed after its approval.
        snapshot.bulletinApprovals[bulletin.id] = earlier
      }
    }
    return snapshot
  }
}
