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
  /// SHA-256 of everything an approver answers for: text, class, title, the sound before it, and what it is evidence of.
  public var contentHash: String {
    let clips = CanonicalJSON.array(opening.map { .string($0.rawValue) })
    let content = CanonicalJSON.object([
      "id": .string(id), "title": .string(title), "class": .string(airClass.rawValue), "text": .string(text),
      "opening": clips, "origin": .string(purpose.origin.rawValue),
      "criteria": .array(purpose.criteria.map { .string($0) }), "three_days": .bool(purpose.isThreeDays),
      "holiday": purpose.holiday.map { .string($0) } ?? .null,
    ])
    return Hex.sha256(Array(content.line.utf8))
  }
}
