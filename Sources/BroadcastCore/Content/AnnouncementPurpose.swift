/// What an announcement is for: where it comes from, what it is evidence of, which rule of the law it follows.
public struct AnnouncementPurpose: Hashable, Sendable, Codable {
  public var origin: Origin
  /// `Criterion.code` of the criteria it serves.
  public var criteria: [String]
  /// Ticked by the operator: Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 13 khoản 3 asks for at least three days
  /// in a row.
  public var isThreeDays: Bool
  /// `Holiday.id` of the day on which it greets; the chairman's recording goes before a spoken text.
  public var holiday: String?

  /// Who sends it (Nghị định 49/2024/NĐ-CP); the district level has ended.
  public enum Origin: String, Hashable, Sendable, Codable, CaseIterable {
    case commune, province, centre
  }

  public init(
    origin: Origin = .commune, criteria: [String] = [], isThreeDays: Bool = false, holiday: String? = nil
  ) {
    self.origin = origin
    self.criteria = criteria
    self.isThreeDays = isThreeDays
    self.holiday = holiday
  }
}
