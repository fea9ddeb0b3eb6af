import BroadcastCore

/// A template for people and for programs.
enum TemplateDescription {
  static func json(_ template: AnnouncementTemplate) -> CanonicalJSON {
    func strings(_ values: [String]) -> CanonicalJSON { .array(values.map { .string($0) }) }
    func optional(_ value: String?) -> CanonicalJSON { value.map { .string($0) } ?? .null }
    let fields = template.fields.map { field in
      CanonicalJSON.object([
        "id": .string(field.id), "label": .string(field.label), "kind": .string(field.kind.rawValue),
        "example": .string(field.example),
      ])
    }
    return .object([
      "id": .string(template.id), "title": .string(template.title), "theme": .string(template.theme.rawValue),
      "class": .string(template.airClass.rawValue), "zones": .string(template.zones.rawValue),
      "direct": strings(template.evidence.direct), "supporting": strings(template.evidence.supporting),
      "three_days": .string(template.evidence.threeDays.rawValue), "enabled": .bool(template.isEnabled),
      "reminder": optional(template.reminder), "holiday": optional(template.holiday),
      "note": optional(template.note), "fields": .array(fields), "text": .string(template.text.source),
    ])
  }

  static func text(_ template: AnnouncementTemplate) -> String {
    var lines = [template.title, "Chủ đề: \(template.theme.vietnamese)"]
    lines.append("Loại tin: \(airClass(template.airClass)); cụm loa: \(zones(template.zones))")
    if !template.isEnabled { lines.append("Mặc định KHÔNG dùng.") }
    if let reminder = template.reminder { lines.append("Phát nhắc: \(reminder)") }
    if !template.evidence.direct.isEmpty {
      lines.append("Minh chứng trực tiếp: \(template.evidence.direct.joined(separator: ", "))")
    }
    if !template.evidence.supporting.isEmpty {
      lines.append("Minh chứng hỗ trợ: \(template.evidence.supporting.joined(separator: ", "))")
    }
    lines.append("Phát 3 ngày liên tục (Điều 13.3): \(threeDays(template.evidence.threeDays))")
    if let note = template.note { lines.append("Lưu ý: \(note)") }
    if !template.fields.isEmpty { lines.append("\nCác trường:") }
    for field in template.fields {
      lines.append("  \(field.id): \(field.label); ví dụ: \(field.example.replacing("\n", with: " / "))")
    }
    return (lines + ["", template.text.source]).joined(separator: "\n")
  }

  private static func airClass(_ value: AirClass) -> String {
    switch value {
    case .test: "thử"
    case .filler: "xen kẽ"
    case .routine: "thông thường"
    case .priority: "ưu tiên"
    case .emergency: "KHẨN CẤP"
    }
  }

  private static func zones(_ value: AnnouncementTemplate.DefaultZones) -> String {
    switch value {
    case .all: "tất cả"
    case .affected: "chọn nơi liên quan"
    }
  }

  private static func threeDays(_ value: TemplateEvidence.ThreeDays) -> String {
    switch value {
    case .no: "không"
    case .yes: "có"
    case .ask: "người soạn xác định theo nội dung"
    }
  }
}
