/// What a broadcast is evidence of, as the log keeps it: set-up may change later, the entry does not.
struct AiredPurpose: Hashable, Sendable {
  var criteria: [String] = []
  var supporting: [String] = []
  /// Ticked "Điều 13.3".
  var isThreeDays = false
  /// `Holiday.id`.
  var holiday: String?
  /// `CommunityEvent.id` that it reminds of.
  var communityEvent: String?

  /// What is not there is not named, so that lines of other broadcasts stay short.
  var fields: [String: CanonicalJSON] {
    var fields: [String: CanonicalJSON] = [:]
    if !criteria.isEmpty { fields["criteria"] = .array(criteria.map { .string($0) }) }
    if !supporting.isEmpty { fields["supporting"] = .array(supporting.map { .string($0) }) }
    if isThreeDays { fields["three_days"] = true }
    if let holiday { fields["holiday"] = .string(holiday) }
    if let communityEvent { fields["community_event"] = .string(communityEvent) }
    return fields
  }
}

extension AiredPurpose {
  init(_ broadcast: Broadcast, items: [Announcement], programmes: [Programme]) {
    criteria = broadcast.criteria
    supporting = broadcast.supporting
    isThreeDays = items.contains { $0.airClass != .test && $0.purpose.isThreeDays }
    holiday = items.lazy.compactMap(\.purpose.holiday).first
    if let programme = programmes.first(where: { $0.id == broadcast.programme }),
      case .before(let event, _) = programme.days
    {
      communityEvent = event
    }
  }
}
