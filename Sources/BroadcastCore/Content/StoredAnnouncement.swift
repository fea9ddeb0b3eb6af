/// An announcement with who answers for it.
public struct StoredAnnouncement: Hashable, Sendable {
  public var announcement: Announcement
  /// Account that wrote or imported it.
  public var author: String
  public var approval: Approval?

  public init(announcement: Announcement, author: String, approval: Approval?) {
    self.announcement = announcement
    self.author = author
    self.approval = approval
  }

  /// Approved, and not changed since.
  public var isApproved: Bool { approval?.contentHash == announcement.contentHash }
}

/// One account's word that an announcement may air (duyệt), bound to the content it saw.
public struct Approval: Hashable, Sendable {
  public var approver: String
  /// `Announcement.contentHash` at the time of approval.
  public var contentHash: String

  public init(approver: String, contentHash: String) {
    self.approver = approver
    self.contentHash = contentHash
  }
}

extension Announcement {
  /// SHA-256 of everything an approver answers for: class, title, all sounds, what it is evidence of, and the text; of a
  /// text that is filled in for each date, the template with all that goes into it.
  public var contentHash: String {
    let clips = { (hashes: [ClipHash]) in CanonicalJSON.array(hashes.map { .string($0.rawValue) }) }
    let words = { (words: [String]) in CanonicalJSON.array(words.map { .string($0) }) }
    var content: [String: CanonicalJSON] = [
      "id": .string(id), "title": .string(title), "class": .string(airClass.rawValue), "text": text.canonical,
      "opening": clips(opening), "origin": .string(purpose.origin.rawValue),
      "criteria": words(purpose.criteria), "three_days": .bool(purpose.isThreeDays),
      "holiday": purpose.holiday.map { .string($0) } ?? .null,
    ]
    // What is not there is not named, so that older approvals hold.
    if !purpose.supporting.isEmpty { content["supporting"] = words(purpose.supporting) }
    if !recordings.isEmpty {
      content["recordings"] = clips(recordings)
      content["language"] = .string(language)
    }
    if !closing.isEmpty { content["closing"] = clips(closing) }
    return Hex.sha256(Array(CanonicalJSON.object(content).line.utf8))
  }
}
