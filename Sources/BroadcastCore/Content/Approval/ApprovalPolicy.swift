/// Which classes may air on one person's word; every other needs two (người soạn, người duyệt).
public struct ApprovalPolicy: Hashable, Sendable, Codable {
  public var singlePerson: Set<AirClass>

  /// Tests and fillers alone.
  public init(singlePerson: Set<AirClass> = [.test, .filler]) {
    self.singlePerson = singlePerson
  }
}
