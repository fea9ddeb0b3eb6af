public import GRDB

/// The editorial desk (ban biên tập): writes, submits, approves and retires announcements.
///
/// Every step is one transaction with its entry in the log: after a power cut it has happened as a whole or not at all.
public struct AnnouncementDesk: Sendable {
  private let database: any DatabaseWriter

  public init(_ database: any DatabaseWriter) {
    self.database = database
  }

  /// By id.
  public func announcements() throws -> [StoredAnnouncement] {
    try database.read { try AnnouncementRows.all(in: $0) }
  }

  /// - Throws: `unknown`.
  public func announcement(_ id: String) throws -> StoredAnnouncement {
    try database.read { try AnnouncementDesk.announcement(id, in: $0) }
  }

  /// Oldest first, at least one.
  public func versions(of id: String) throws -> [AnnouncementVersion] {
    try database.read { database in
      _ = try AnnouncementDesk.announcement(id, in: database)
      return try AnnouncementRows.versions(of: id, in: database)
    }
  }

  /// - Throws: `exists`, `ComposeError`.
  public func create(_ announcement: Announcement, by actor: Actor, at moment: Moment) throws {
    try AnnouncementDesk.check(announcement)
    try database.write { database in
      guard try !AnnouncementRows.all(in: database).contains(where: { $0.announcement.id == announcement.id })
      else {
        throw ApprovalError(.exists, announcement.id)
      }
      try AnnouncementDesk.keep(
        StoredAnnouncement(
          announcement: announcement, author: actor.description, approval: nil, state: .draft, source: .desk),
        nil, "new", by: actor, at: moment, in: database)
    }
  }

  /// A new version, to be submitted again; what was approved before is void.
  ///
  /// - Parameter seen: the version that the person changed; another is there where somebody was faster.
  /// - Throws: `changed`, `fromSetup`, `wrongState`, `nothingChanged`, `ComposeError`.
  @discardableResult
  public func edit(
    _ id: String, seen: Int? = nil, by actor: Actor, at moment: Moment,
    _ change: @Sendable (inout Announcement) throws -> Void
  ) throws -> StoredAnnouncement {
    try database.write { database in
      let before = try AnnouncementDesk.announcement(id, in: database)
      if let seen, before.version != seen {
        throw ApprovalError(.changed(seen: seen, now: before.version), id)
      }
      guard before.source == .desk else { throw ApprovalError(.fromSetup, id) }
      var after = before
      after.state = try AnnouncementDesk.state(of: before, after: .edit)
      try change(&after.announcement)
      after.announcement.id = id
      try AnnouncementDesk.check(after.announcement)
      guard after.announcement != before.announcement else { throw ApprovalError(.nothingChanged, id) }
      after.version += 1
      after.author = actor.description
      after.approval = nil
      after.note = StoredAnnouncement.editNote(from: before, to: after.announcement)
      return try AnnouncementDesk.keep(after, before, "edit", by: actor, at: moment, in: database)
    }
  }

  /// - Throws: `wrongState`.
  public func submit(_ id: String, by actor: Actor, at moment: Moment) throws {
    try move(id, .submit, by: actor, at: moment) {
      if !$0.note.hasPrefix(StoredAnnouncement.editedMark) { $0.note = "" }
    }
  }

  /// - Parameters:
  ///   - version: what the approver has read and heard.
  ///   - spoken: hash of its spoken form.
  ///   - sound: its clips, where they are the same on every date.
  /// - Throws: `wrongState`, `ownWork`, `changed`.
  public func approve(
    _ id: String, version: Int, spoken: String?, sound: [ClipHash]?, policy: ApprovalPolicy,
    by account: Account, at moment: Moment
  ) throws {
    let actor = Actor.account(account.id)
    try database.write { database in
      let before = try AnnouncementDesk.announcement(id, in: database)
      guard before.version == version else {
        throw ApprovalError(.changed(seen: version, now: before.version), id)
      }
      let state = try AnnouncementDesk.state(of: before, after: .approve)
      // Whoever wrote any of it since a second person approved it, not only whoever touched it last.
      let isOwn = try AnnouncementRows.unsettledAuthors(of: before, in: database).contains(
        where: account.isAuthor)
      guard !isOwn || policy.isOneEnough(for: before.announcement) else {
        throw ApprovalError(.ownWork(account.name), id)
      }
      var after = before
      after.state = state
      after.note = ""
      after.approval = Approval(
        approver: actor.description, contentHash: before.announcement.contentHash, spokenHash: spoken,
        sound: sound, at: moment.wall)
      try AnnouncementDesk.keep(after, before, "approve", by: actor, at: moment, in: database)
      if !isOwn { try AnnouncementRows.settle(id, version: after.version, true, in: database) }
    }
  }

  /// - Throws: `wrongState`, `reasonMissing`.
  public func sendBack(_ id: String, reason: String, by actor: Actor, at moment: Moment) throws {
    let reason = PlainLine.joined(reason)
    guard reason.contains(where: \.isLetter) else { throw ApprovalError(.reasonMissing, id) }
    try move(id, .return, by: actor, at: moment) {
      $0.approval = nil
      $0.note = reason
    }
  }

  /// - Throws: `wrongState`.
  public func retire(_ id: String, by actor: Actor, at moment: Moment) throws {
    try move(id, .retire, by: actor, at: moment) { $0.approval = nil }
  }

  private func move(
    _ id: String, _ action: AnnouncementState.Action, by actor: Actor, at moment: Moment,
    _ change: @Sendable (inout StoredAnnouncement) -> Void
  ) throws {
    try database.write { database in
      let before = try AnnouncementDesk.announcement(id, in: database)
      var after = before
      after.state = try AnnouncementDesk.state(of: before, after: action)
      change(&after)
      try AnnouncementDesk.keep(after, before, action.rawValue, by: actor, at: moment, in: database)
      // What was taken back has not been approved: its words count again for the two-person rule.
      if action == .return { try AnnouncementRows.settle(id, version: after.version, false, in: database) }
    }
  }

  /// What no announcement may be, whichever way it came to be so.
  private static func check(_ announcement: Announcement) throws(ComposeError) {
    guard PlainLine.isPlain(announcement.title) else { throw ComposeError(.badTitle) }
    if let document = announcement.document {
      guard PlainLine.isPlain(document.number) else { throw ComposeError(.documentWithoutNumber) }
      let words = [document.number, document.issuer, document.subject]
      guard words.allSatisfy(PlainLine.isHarmless) else { throw ComposeError(.badDocument) }
    }
    if let from = announcement.validFrom, let to = announcement.validTo, to < from {
      throw ComposeError(.validityReversed)
    }
  }

  private static func announcement(_ id: String, in database: Database) throws -> StoredAnnouncement {
    let all = try AnnouncementRows.all(in: database)
    guard let found = all.first(where: { $0.announcement.id == id }) else {
      throw ApprovalError(.unknown(known: all.map(\.announcement.id)), id)
    }
    return found
  }

  private static func state(
    of stored: StoredAnnouncement, after action: AnnouncementState.Action
  ) throws -> AnnouncementState {
    guard let state = stored.state.after(action) else {
      throw ApprovalError(.wrongState(stored.state, action), stored.announcement.id)
    }
    return state
  }

  @discardableResult
  private static func keep(
    _ new: StoredAnnouncement, _ before: StoredAnnouncement?, _ action: String, by actor: Actor,
    at moment: Moment,
    in database: Database
  ) throws -> StoredAnnouncement {
    let after = try AnnouncementRows.put(new, in: database)
    try PlaybackLog.append(
      [
        .changed(
          Change(
            "announcement", after.announcement.id, action, before: before.map(AnnouncementDesk.summary),
            after: AnnouncementDesk.summary(after)), by: actor)
      ], at: moment, in: database)
    return after
  }

  /// For the audit.
  private static func summary(_ stored: StoredAnnouncement) -> String {
    let facts = stored.announcement.facts.filter { !$0.value.isEmpty }.map { "\($0.name): \($0.value)" }
    let head =
      "Phiên bản \(stored.version), \(stored.state.vietnamese), nội dung \(stored.announcement.contentHash.prefix(16))"
    return ([head] + facts + (stored.note.isEmpty ? [] : ["Lý do: \(stored.note)"])).joined(separator: "\n")
  }
}
