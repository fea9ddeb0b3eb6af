/// Reads what an announcement is for: `origin`, `criteria`, `supporting`, `three-days`, `holiday`.
enum PurposeFile {
  static let keys = ["origin", "criteria", "supporting", "three-days", "holiday"]

  /// What the file does not say, the template says.
  static func read(
    _ mapping: ConfigurationMapping, _ template: AnnouncementTemplate?, _ names: SetupNames
  ) -> AnnouncementPurpose {
    var purpose = AnnouncementPurpose()
    if let node = mapping.optional("origin") {
      let choices = AnnouncementPurpose.Origin.allCases.map { ($0.rawValue, $0) }
      purpose.origin = node.choice(choices) ?? .commune
    }
    let direct = codes(mapping.optional("criteria"), names)
    let supporting = codes(mapping.optional("supporting"), names)
    if direct == nil, supporting == nil, let evidence = template?.evidence {
      purpose.criteria = names.codes(in: evidence.direct)
      purpose.supporting = names.codes(in: evidence.supporting)
    } else {
      purpose.criteria = direct ?? []
      purpose.supporting = supporting ?? []
    }
    purpose.isThreeDays = threeDays(mapping, template)
    if let node = mapping.optional("holiday") {
      purpose.holiday = node.name(of: "ngày lễ", among: names.holidays)
    } else {
      purpose.holiday = template?.holiday
    }
    return purpose
  }

  private static func codes(_ node: ConfigurationNode?, _ names: SetupNames) -> [String]? {
    guard let node else { return nil }
    if node.isEmptyList { return [] }
    return node.oneOrMore { $0.name(of: "tiêu chí", among: names.criteria) }
  }

  private static func threeDays(_ mapping: ConfigurationMapping, _ template: AnnouncementTemplate?) -> Bool {
    if let node = mapping.optional("three-days") { return node.flag() ?? false }
    switch template?.evidence.threeDays {
    case .yes: return true
    case .ask:
      mapping.node.note(
        "mẫu «\(template?.id ?? "")» hỏi nội dung có thuộc khoản 7 đến 12 Điều 11 Luật Thực hiện dân chủ ở cơ sở không",
        "người soạn ghi «three-days: true» nếu thuộc (phát ít nhất 03 ngày liên tục), «three-days: false» nếu không"
      )
      return false
    default: return false
    }
  }
}

extension SetupNames {
  /// Of `XÃ/TIÊU-CHÍ`, those of this station that it has a row for.
  fileprivate func codes(in criteria: [String]) -> [String] {
    let front = station + "/"
    return criteria.filter { $0.hasPrefix(front) }.map { String($0.dropFirst(front.count)) }
      .filter(self.criteria.contains)
  }
}
