/// An announcement or a bulletin as the planner needs it, worked out once.
struct PlannedContent: Sendable {
  var id: String
  var isBulletin: Bool
  var title: String
  var hash: String
  var airClass: AirClass
  var origin: AnnouncementPurpose.Origin
  var criteria: [String]
  var supporting: [String]
  var isThreeDays: Bool
  var isApproved: Bool
  /// What is known of why it is not: sent back, changed after its approval.
  var note: String
  /// Local dates on which it may air; `nil` is open.
  var validFrom: CivilDate?
  var validTo: CivilDate?
  var isRecorded: Bool
  /// Seconds it may last; `nil` for as long as it takes.
  var limit: Int?
  var length: Length

  enum Length: Sendable {
    case fixed(Int)
    /// Another text on another date; `nil` where it cannot be made.
    case dated(@Sendable (CivilDate) -> Int?)
  }

  /// Approved, and for this date.
  func mayAir(on date: CivilDate) -> Bool {
    isApproved && (validFrom.map { $0 <= date } ?? true) && (validTo.map { date <= $0 } ?? true)
  }

  var subject: Finding.Subject { isBulletin ? .bulletin(id) : .announcement(id) }

  init(_ stored: StoredAnnouncement, lengths: SoundLengths) {
    let announcement = stored.announcement
    let purpose = announcement.purpose
    id = announcement.id
    isBulletin = false
    title = announcement.title
    hash = announcement.contentHash
    airClass = announcement.airClass
    origin = purpose.origin
    criteria = purpose.criteria
    supporting = purpose.supporting
    isThreeDays = purpose.isThreeDays
    isApproved = stored.state.mayAir && stored.approval?.contentHash == hash
    note = stored.note
    validFrom = announcement.validFrom
    validTo = announcement.validTo
    isRecorded = announcement.isRecorded
    length = .of(isDated: announcement.isDated, lengths) { try announcement.parts(on: $0) }
  }

  /// - Parameter items: the announcements of the bulletin, in its order.
  init(
    _ bulletin: Bulletin, items: [StoredAnnouncement], approvals: [String: String]?,
    settings: [String: String],
    lengths: SoundLengths
  ) {
    let announcements = items.map(\.announcement)
    id = bulletin.id
    isBulletin = true
    title = bulletin.title
    let hash = bulletin.contentHash(items: announcements, settings: settings)
    self.hash = hash
    airClass = bulletin.airClass
    let origins = Set(announcements.map(\.purpose.origin))
    origin = origins.count == 1 ? origins.first ?? .commune : .commune
    // What only tests the line is evidence of nothing, wherever it stands.
    let counted = announcements.filter { $0.airClass != .test }
    var seen: Set<String> = []
    criteria = counted.flatMap(\.purpose.criteria).filter { seen.insert($0).inserted }
    supporting = counted.flatMap(\.purpose.supporting).filter { seen.insert($0).inserted }
    isThreeDays = counted.contains(where: \.purpose.isThreeDays)
    let isApprovedAsOne = approvals.map { $0[bulletin.id] == hash } ?? true
    isApproved = !items.isEmpty && items.allSatisfy(\.isApproved) && isApprovedAsOne
    note = items.filter { !$0.isApproved && !$0.note.isEmpty }.map { "\($0.announcement.id): \($0.note)" }
      .joined(separator: "; ")
    if note.isEmpty, !isApprovedAsOne {
      note = approvals?[bulletin.id] == nil ? "buổi phát chưa được duyệt" : "buổi phát đã sửa sau khi duyệt"
    }
    validFrom = announcements.compactMap(\.validFrom).max()
    validTo = announcements.compactMap(\.validTo).min()
    isRecorded = false
    limit = bulletin.lengthMinutes.map { $0 * 60 }
    length = .of(isDated: bulletin.isDated(items: announcements), lengths) {
      try bulletin.parts(items: announcements, settings: settings, on: $0)
    }
  }
}

extension PlannedContent.Length {
  static func of(
    isDated: Bool, _ lengths: SoundLengths, parts: @escaping @Sendable (CivilDate) throws -> [SoundPart]
  ) -> PlannedContent.Length {
    let seconds: @Sendable (CivilDate) -> Int? = { date in
      // Why a text cannot be made, the loader and the preparation say; here it counts only that it cannot.
      guard let parts = try? parts(date) else { return nil }
      return max(1, Int(lengths.seconds(of: parts).rounded(.up)))
    }
    if isDated { return .dated(seconds) }
    return seconds(CivilDate(dayNumber: 0)).map { .fixed($0) } ?? .dated { _ in nil }
  }
}
