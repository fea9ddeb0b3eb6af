/// An announcement with who answers for it.
public struct StoredAnnouncement: Hashable, Sendable {
  public var announcement: Announcement
  /// `Actor` who wrote or imported this version.
  public var author: String
  public var approval: Approval?
  public var state: AnnouncementState
  /// 1 for the first.
  public var version: Int
  public var source: Source
  /// Why it was returned; empty where it was not.
  public var note: String

  public enum Source: String, Hashable, Sendable, Codable {
    /// From the files of `apply`, which change it.
    case setup
    /// Written in the program.
    case desk
  }

  public init(
    announcement: Announcement, author: String, approval: Approval?, state: AnnouncementState? = nil,
    version: Int = 1, source: Source = .setup, note: String = ""
  ) {
    self.announcement = announcement
    self.author = author
    self.approval = approval
    self.state = state ?? (approval == nil ? .submitted : .approved)
    self.version = version
    self.source = source
    self.note = note
  }

  /// Approved, not changed since, and not taken back.
  public var isApproved: Bool {
    state.mayAir && approval?.contentHash == announcement.contentHash
  }

  static let editedMark = "đã sửa sau khi duyệt: "

  /// What was changed since the last approval, also over several edits; empty where nothing had been approved. The plan
  /// tells it with the broadcast that will not air.
  static func editNote(from before: StoredAnnouncement, to after: Announcement) -> String {
    let wasEdited = before.note.hasPrefix(editedMark)
    guard before.isApproved || wasEdited else { return "" }
    let earlier =
      wasEdited ? before.note.dropFirst(editedMark.count).split(separator: ",").map(\.trimmed) : []
    let names = zip(before.announcement.facts, after.facts).filter { $0.value != $1.value }.map(\.0.name)
    return editedMark + (earlier + names.filter { !earlier.contains($0) }).joined(separator: ", ")
  }

  /// Why it must not air so, although it is approved; `nil` where nothing stands against it.
  ///
  /// - Parameters:
  ///   - sound: what would be heard of all.
  ///   - isPart: whether it is one of several in a bulletin, and its own sound lies somewhere in `sound`.
  ///   - spoken: `AnnouncementRenderer.spokenHash` of now; `nil` where it is not known.
  func objection(
    sound: [ClipHash], isPart: Bool = false, spoken: String?, zones wanted: [ZoneID], on date: CivilDate
  ) -> String? {
    if !announcement.isValid(on: date) {
      let (from, to) = (
        announcement.validFrom.map { "\($0)" } ?? "…", announcement.validTo.map { "\($0)" } ?? "…"
      )
      return "«\(announcement.id)» chỉ có hiệu lực từ \(from) đến \(to)"
    }
    if let allowed = announcement.zones, !Set(wanted).isSubset(of: allowed) {
      let outside = Set(wanted).subtracting(allowed).map(\.rawValue).sorted().joined(separator: ", ")
      return "«\(announcement.id)» không được duyệt cho cụm loa \(outside)"
    }
    if let spoken, let approved = approval?.spokenHash, approved != spoken {
      return
        "cách đọc của «\(announcement.id)» khác bản đã duyệt (từ điển, giọng, tốc độ hoặc phần điền vào mẫu đã đổi): hãy xem, nghe và duyệt lại"
    }
    if let approved = approval?.sound, isPart ? !sound.contains(approved) : sound != approved {
      return
        "âm thanh của «\(announcement.id)» khác bản đã duyệt (từ điển, giọng, bộ đọc hoặc tệp đã đổi): hãy nghe và duyệt lại"
    }
    return nil
  }
}

/// One account's word that an announcement may air (duyệt), bound to what it saw and heard.
public struct Approval: Hashable, Sendable {
  /// `Actor`.
  public var approver: String
  /// `Announcement.contentHash` at the time of approval.
  public var contentHash: String
  /// SHA-256 of the spoken form, of every turn of it; `nil` where it was approved from files as a sample.
  public var spokenHash: String?
  /// The clips that were heard and will air; `nil` for a text that differs from date to date.
  public var sound: [ClipHash]?
  public var at: WallTime?

  /// Approver of what `apply --sample` imports; counts only where the station has no accounts.
  public static let sampleApprover = "mẫu"

  public init(
    approver: String, contentHash: String, spokenHash: String? = nil, sound: [ClipHash]? = nil,
    at: WallTime? = nil
  ) {
    self.approver = approver
    self.contentHash = contentHash
    self.spokenHash = spokenHash
    self.sound = sound
    self.at = at
  }
}
