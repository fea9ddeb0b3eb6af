internal import AudioEngine
public import VietnameseSpeech

extension StationFolder {
  /// What a plan of this folder follows from, without a database: every text counts as approved, as `apply --sample` would
  /// have it, and a sound is named by its path instead of by its content.
  public func planInput() throws(LexiconError) -> PlanInput {
    let normalizer = try station.normalizer()
    let voice = SpeechVoice(name: station.speech.voice, rate: station.speech.rate)
    let prosody = station.speech.prosody
    let snapshot = snapshot()
    var input = snapshot.planInput(
      lengths: .estimates(
        clip: { hash in
          // The loader has read every sound; one that went since counts as silence.
          guard let file = try? SoundFileSource(path: hash.rawValue) else { return 0 }
          return Double(file.frameCount) / Double(file.sampleRate)
        },
        // What cannot be read aloud gets a rough length; the loader has refused it where it could.
        script: { try? SpeechScript.make(text: $0, voice: voice, normalizer: normalizer, prosody: prosody) }),
      holidays: holidays)
    // A folder does not know who approved what.
    input.bulletinApprovals = nil
    return input
  }

  private func snapshot() -> StationStore.Snapshot {
    StationStore.Snapshot(
      station: station, programmes: programmes, announcements: announcements.map(Self.approved),
      bulletins: bulletins.map { draft in
        var bulletin = draft.bulletin
        bulletin.opening = Self.paths(draft.openingPaths)
        bulletin.separator = Self.paths(draft.separatorPaths)
        return bulletin
      }, events: events, criteria: criteria)
  }

  private static func approved(_ draft: AnnouncementDraft) -> StoredAnnouncement {
    let announcement = Announcement(
      id: draft.id, title: draft.title, airClass: draft.airClass, text: draft.text,
      opening: paths(draft.openingPaths), recordings: paths(draft.recordingPaths), language: draft.language,
      closing: paths(draft.closingPaths), purpose: draft.purpose)
    return StoredAnnouncement(
      announcement: announcement, author: Actor.station.description,
      approval: Approval(approver: Approval.sampleApprover, contentHash: announcement.contentHash))
  }

  private static func paths(_ paths: [String]) -> [ClipHash] { paths.map { ClipHash(rawValue: $0) } }
}
