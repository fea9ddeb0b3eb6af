/// Holds the approvers that play entries name against the approvals that the log has. Memory grows with the announcements of
/// the station, not with the log.
struct ApprovalLedger {
  /// Approvers by announcement.
  private var approvers: [String: Set<String>] = [:]
  /// Who gave which emergency.
  private var emergencies: [String: String] = [:]
  /// Something was approved in what was read: before that nothing can be said of it.
  private let isPart: Bool

  /// - Parameter isPart: what was approved before the first entry is not known.
  init(isPart: Bool) {
    self.isPart = isPart
  }

  mutating func changed(_ members: CanonicalScanner.Members) {
    guard let id = members.string("id"), let by = members.string("by") else { return }
    switch (members.string("object"), members.string("action")) {
    case ("announcement", "approve"), ("bulletin", "approve"): approvers[id, default: []].insert(by)
    case ("emergency", "air"): emergencies[id] = by
    default: break
    }
  }

  /// Set-up files bring their approvals along.
  mutating func applied(_ members: CanonicalScanner.Members) {
    for item in members.objects("announcements") ?? [] {
      if let id = item.string("id"), let approver = item.string("approver") {
        approvers[id, default: []].insert(approver)
      }
    }
  }

  /// - Returns: the approver that nothing in the log bears out.
  func missing(_ members: CanonicalScanner.Members) -> String? {
    guard !isPart, let named = members.string("approver"), let announcement = members.string("announcement"),
      let airClass = members.string("class"), airClass != AirClass.test.rawValue
    else { return nil }
    if airClass == AirClass.emergency.rawValue, let broadcast = members.string("broadcast"),
      emergencies[broadcast] == named
    {
      return nil
    }
    let items = members.objects("items")?.compactMap { $0.string("announcement") } ?? [announcement]
    let known = items.reduce(into: Set<String>()) { $0.formUnion(approvers[$1] ?? []) }
    // A bulletin names all who approved its items, in one text.
    for name in named.split(separator: ", ", omittingEmptySubsequences: false).map(String.init)
    where !known.contains(name) {
      return name.isEmpty ? "«»" : name
    }
    return nil
  }
}
