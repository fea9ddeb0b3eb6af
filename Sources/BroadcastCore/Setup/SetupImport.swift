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
        version: (earlier?.version ?? 0) + (isSame ? 0 : 1),
        note: isSame
          ? earlier?.note ?? ""
          : earlier.map { approval == nil ? StoredAnnouncement.editNote(from: $0, to: announcement) : "" }
            ?? "")
    }
    var snapshot = StationStore.Snapshot(
      station: folder.station, programmes: folder.programmes, announcements: stored, bulletins: bulletins,
      events: folder.events, criteria: folder.criteria)
    for bulletin in bulletins {
      let items = bulletin.items.compactMap { snapshot.announcement($0)?.announcement }
      let hash = bulletin.contentHash(
        items: items, settings: folder.station.templateSettings)
      let earlier = before?.bulletinApprovals[bulletin.id]
      snapshot.bulletinAuthors[bulletin.id] = SetupImport.authors(
        of: bulletin, before, approvedBy: earlier, adding: author.description)
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

  /// Who put a bulletin together since a second person approved it as it was.
  private static func authors(
    of bulletin: Bulletin, _ before: StationStore.Snapshot?, approvedBy approval: Approval?,
    adding author: String
  ) -> [String] {
    guard let before, let old = before.bulletins.first(where: { $0.id == bulletin.id }) else {
      return [author]
    }
    let authors = before.bulletinAuthors[bulletin.id] ?? []
    let settings = before.station.templateSettings
    guard old != bulletin else { return authors.isEmpty ? [author] : authors }
    let items = old.items.compactMap { before.announcement($0)?.announcement }
    let isSettled =
      approval?.contentHash == old.contentHash(items: items, settings: settings)
      && approval.map { !authors.contains($0.approver) } ?? false
    return (isSettled ? [] : authors.filter { $0 != author }) + [author]
  }
}
