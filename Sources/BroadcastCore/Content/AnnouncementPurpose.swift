/// What an announcement is for: where it comes from, what it is evidence of, which rule of the law it follows.
public struct AnnouncementPurpose: Hashable, Sendable, Codable {
  public var origin: Origin
  /// `Criterion.code` of the criteria it serves; what that is worth as evidence, the criterion's role says.
  public var criteria: [String]
  /// `Criterion.code` of criteria that it only helps, whatever their role: a wish on 8/3 helps the row on greetings of
  /// the major holidays and does not satisfy it.
  public var supporting: [String]
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
    origin: Origin = .commune, criteria: [String] = [], supporting: [String] = [], isThreeDays: Bool = false,
    holiday: String? = nil
  ) {
    self.origin = origin
    self.criteria = criteria
    self.supporting = supporting
    self.isThreeDays = isThreeDays
    self.holiday = holiday
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      origin: try values.decode(Origin.self, forKey: .origin),
      criteria: try values.decode([String].self, forKey: .criteria),
      supporting: try values.decodeIfPresent([String].self, forKey: .supporting) ?? [],
      isThreeDays: try values.decode(Bool.self, forKey: .isThreeDays),
      holiday: try values.decodeIfPresent(String.self, forKey: .holiday))
  }
}
