/// A text with gaps (mẫu bản tin): an operator fills in a few fields, the station and the date give the rest.
public struct AnnouncementTemplate: Hashable, Sendable, Codable, Identifiable {
  /// Short name: lower-case letters, digits, hyphens.
  public var id: String
  public var title: String
  public var theme: Theme
  public var airClass: AirClass
  public var zones: DefaultZones
  public var evidence: TemplateEvidence
  /// Whether it is offered where the station says nothing else: condolences are not.
  public var isEnabled: Bool
  /// When to air, for a reminder before a dated event: "1 ngày trước".
  public var reminder: String?
  /// `Holiday.id` of the day it is for.
  public var holiday: String?
  /// The year from which `{{anniversary}}` counts.
  public var since: Int?
  /// Texts of which `{{rotation}}` takes another one every day.
  public var rotation: [String]
  public var fields: [TemplateField]
  /// For the operator: when it may be used, what to mind.
  public var note: String?
  public var text: TemplateText

  public enum Theme: String, Hashable, Sendable, Codable, CaseIterable {
    case greeting, disclosure, reception, meeting, slogan, democracy, letter, praise, service, emergency

    /// For lists.
    public var vietnamese: String {
      switch self {
      case .greeting: "Chúc mừng, tri ân"
      case .disclosure: "Công khai"
      case .reception: "Tiếp công dân"
      case .meeting: "Họp dân"
      case .slogan: "Bốn xin, bốn luôn, năm không"
      case .democracy: "Dân chủ ở cơ sở"
      case .letter: "Thư của chính quyền"
      case .praise: "Khen, phản ánh"
      case .service: "Đời sống"
      case .emergency: "Thiên tai, cháy, dịch bệnh"
      }
    }
  }

  public enum DefaultZones: String, Hashable, Sendable, Codable, CaseIterable {
    case all
    /// The operator picks those whom it concerns.
    case affected
  }
}

/// Which criteria a broadcast from a template bears on, and the law's demand for repetition.
public struct TemplateEvidence: Hashable, Sendable, Codable {
  /// Rows whose own text names broadcasting (or TC2.5): `ninh-giang/TC2.5`.
  public var direct: [String]
  /// Rows that a broadcast only supports; it never satisfies them.
  public var supporting: [String]
  public var threeDays: ThreeDays

  public init(direct: [String], supporting: [String], threeDays: ThreeDays) {
    self.direct = direct
    self.supporting = supporting
    self.threeDays = threeDays
  }

  /// Whether Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 13 khoản 3 asks for three days in a row.
  public enum ThreeDays: String, Hashable, Sendable, Codable, CaseIterable {
    case no, yes
    /// Depends on the content: the operator decides whether it falls under khoản 7–12 Điều 11.
    case ask
  }
}

/// A gap that the operator fills.
public struct TemplateField: Hashable, Sendable, Codable, Identifiable {
  /// As in the text: `meeting_date`.
  public var id: String
  /// As on the form: "Ngày họp".
  public var label: String
  public var kind: Kind
  public var example: String

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case text
    /// Items, one a line; each becomes an item of a list.
    case lines
    case number
    /// `2026-12-05` or `5/12/2026`; also gives `.weekday`, `.year` and `.lunar`.
    case date
    /// `19:30` or `19h30`.
    case time
  }
}
