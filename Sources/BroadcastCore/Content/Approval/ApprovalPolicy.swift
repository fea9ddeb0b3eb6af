/// Which classes may air on one person's word; every other needs two (người soạn, người duyệt).
public struct ApprovalPolicy: Hashable, Sendable, Codable {
  public var singlePerson: Set<AirClass>

  /// Tests and fillers alone.
  public init(singlePerson: Set<AirClass> = [.test, .filler]) {
    self.singlePerson = singlePerson
  }

  /// Whether its author may approve it.
  ///
  /// What greets for the chairman or is evidence needs two people also where it is called a test or a filler.
  public func isOneEnough(for announcement: Announcement) -> Bool {
    guard singlePerson.contains(announcement.airClass) else { return false }
    let purpose = announcement.purpose
    let isWeighty = purpose.holiday != nil || purpose.isThreeDays || !purpose.criteria.isEmpty
    return announcement.airClass >= .routine || !isWeighty
  }
}
