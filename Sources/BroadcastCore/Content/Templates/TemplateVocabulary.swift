/// The names that a template may use.
enum TemplateVocabulary {
  /// What a station says of itself once, in `station.yaml`.
  static let settings: [(name: String, meaning: String, example: String)] = [
    ("commune", "tên xã", "xã Ninh Giang"),
    ("chairman", "chức danh người đứng đầu chính quyền", "Chủ tịch Ủy ban nhân dân xã"),
    ("operator", "đơn vị phụ trách truyền thanh", "Trung tâm Dịch vụ sự nghiệp công"),
    ("admin_center", "nơi làm thủ tục hành chính", "Trung tâm Phục vụ hành chính công xã"),
    ("hotline", "số đường dây nóng", "1022"),
    ("portal", "trang thông tin điện tử", "Trang thông tin điện tử của xã"),
    ("settlement", "tên gọi khu dân cư: thôn, ấp, xóm, khóm", "thôn"),
  ]

  /// Of the date on which the text airs.
  static let date = [
    "date", "date.weekday", "date.year", "date.lunar", "date.lunar_year", "date.new_year",
    "date.new_lunar_year",
  ]

  /// Of a field that is a date.
  static let dateProperties = ["weekday", "year", "lunar"]

  /// Every name that `template` may use, with those of its own fields first.
  static func names(for template: AnnouncementTemplate) -> [String] {
    var names = template.fields.flatMap { field in
      [field.id] + (field.kind == .date ? dateProperties.map { "\(field.id).\($0)" } : [])
    }
    if template.since != nil { names.append("anniversary") }
    if !template.rotation.isEmpty { names.append("rotation") }
    return names + settings.map(\.name) + date
  }
}
