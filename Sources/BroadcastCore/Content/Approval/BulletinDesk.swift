public import GRDB

/// Approves bulletins as one: their frame, their items and the order of these.
public struct BulletinDesk: Sendable {
  private let database: any DatabaseWriter

  public init(_ database: any DatabaseWriter) {
    self.database = database
  }

  /// A bulletin with its items, and who approved it.
  public struct Entry: Hashable, Sendable {
    public var bulletin: Bulletin
    /// In its order; one that is missing is left out.
    public var items: [StoredAnnouncement]
    public var approval: Approval?
    /// `Actor`s who put it together since a second person approved it.
    public var authors: [String]
    public var contentHash: String
    /// As one, and every item by itself.
    public var isApproved: Bool {
      approval?.contentHash == contentHash && !items.isEmpty && items.count == bulletin.items.count
        && items.allSatisfy(\.isApproved)
    }
  }

  public func bulletins() throws -> [Entry] {
    try database.read { try BulletinDesk.entries(in: $0) }
  }

  /// - Throws: `unknown`.
  public func bulletin(_ id: String) throws -> Entry {
    let entries = try bulletins()
    guard let entry = entries.first(where: { $0.bulletin.id == id }) else {
      throw ApprovalError(.unknown(known: entries.map(\.bulletin.id)), id)
    }
    return entry
  }

  /// - Parameters:
  ///   - seen: `Entry.contentHash` of what the approver looked at.
  ///   - spoken: `AnnouncementRenderer.spokenHash(of:settings:)` of its own words.
  /// - Throws: `changed`, `itemsNotApproved`, `ownWork`.
  public func approve(
    _ id: String, seen: String, spoken: String?, policy: ApprovalPolicy, by account: Account,
    at moment: Moment
  ) throws {
    try database.write { database in
      guard let entry = try BulletinDesk.entries(in: database).first(where: { $0.bulletin.id == id }) else {
        throw ApprovalError(.unknown(known: []), id)
      }
      guard entry.contentHash == seen else { throw ApprovalError(.bulletinChanged, id) }
      if !policy.singlePerson.contains(entry.bulletin.airClass) {
        // An item that one person may air alone is in a bulletin that needs two.
        let alone = try entry.items.filter { policy.isOneEnough(for: $0.announcement) }
          .flatMap { try AnnouncementRows.unsettledAuthors(of: $0, in: database) }
        guard !(entry.authors + alone).contains(where: account.isAuthor) else {
          throw ApprovalError(.ownWork(account.name), id)
        }
      }
      let waiting = entry.items.filter { !$0.isApproved }.map(\.announcement.id)
      guard waiting.isEmpty, entry.items.count == entry.bulletin.items.count else {
        throw ApprovalError(.itemsNotApproved(waiting), id)
      }
      let actor = Actor.account(account.id)
      try BulletinApprovals.put(
        Approval(approver: actor.description, contentHash: seen, spokenHash: spoken, at: moment.wall),
        for: id, in: database)
      try BulletinDesk.log(entry, "approve", by: actor, at: moment, in: database)
    }
  }

  public func sendBack(_ id: String, reason: String, by actor: Actor, at moment: Moment) throws {
    let reason = PlainLine.joined(reason)
    guard reason.contains(where: \.isLetter) else { throw ApprovalError(.reasonMissing, id) }
    try database.write { database in
      guard let entry = try BulletinDesk.entries(in: database).first(where: { $0.bulletin.id == id }) else {
        throw ApprovalError(.unknown(known: []), id)
      }
      try BulletinApprovals.remove(id, in: database)
      try BulletinDesk.log(entry, "return", note: reason, by: actor, at: moment, in: database)
    }
  }

  private static func entries(in database: Database) throws -> [Entry] {
    guard let snapshot = try StationStore.snapshot(in: database) else { return [] }
    return snapshot.bulletins.map { bulletin in
      let items = bulletin.items.compactMap(snapshot.announcement)
      return Entry(
        bulletin: bulletin, items: items, approval: snapshot.bulletinApprovals[bulletin.id],
        authors: snapshot.bulletinAuthors[bulletin.id] ?? [],
        contentHash: bulletin.contentHash(
          items: items.map(\.announcement), settings: snapshot.station.templateSettings))
    }
  }

  private static func log(
    _ entry: Entry, _ action: String, note: String = "", by actor: Actor, at moment: Moment,
    in database: Database
  ) throws {
    let text =
      ([entry.bulletin.title, "nội dung \(entry.contentHash.prefix(16))"] + entry.bulletin.items
      + (note.isEmpty ? [] : ["Lý do: \(note)"])).joined(separator: "\n")
    try PlaybackLog.append(
      [.changed(Change("bulletin", entry.bulletin.id, action, after: text), by: actor)], at: moment,
      in: database)
  }
}
