internal import VietnameseSpeech

/// A template with what goes into it: on the way to a text that an approver can read.
public struct TemplateFilling: Hashable, Sendable {
  public var template: AnnouncementTemplate
  /// By `TemplateVocabulary.settings`.
  public var settings: [String: String]
  /// The local date on which the text is to air.
  public var date: CivilDate
  /// By `TemplateField.id`, as typed.
  public var fields: [String: String]

  public init(
    _ template: AnnouncementTemplate, settings: [String: String], date: CivilDate, fields: [String: String]
  ) {
    self.template = template
    self.settings = settings
    self.date = date
    self.fields = fields
  }

  /// With the template's own examples for its fields.
  public static func example(
    _ template: AnnouncementTemplate, settings: [String: String]? = nil, date: CivilDate
  ) -> TemplateFilling {
    let fields = Dictionary(uniqueKeysWithValues: template.fields.map { ($0.id, $0.example) })
    let samples = Dictionary(uniqueKeysWithValues: TemplateVocabulary.settings.map { ($0.name, $0.example) })
    return TemplateFilling(template, settings: settings ?? samples, date: date, fields: fields)
  }

  /// The finished text.
  ///
  /// - Throws: every gap that is empty or not what it should be, every unknown field, every mark that cannot be followed.
  public func text() throws(TemplateError) -> String {
    var problems: [TemplateError.Problem] = []
    let known = template.fields.map(\.id)
    for name in fields.keys.sorted() where !known.contains(name) {
      let guess = EditDistance.nearest(to: name, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""
      let list =
        known.isEmpty ? "mẫu này không có trường nào" : "chờ một trong: \(known.joined(separator: ", "))"
      problems.append(.init(field: name, "không có trường «\(name)»\(guess); \(list)"))
    }
    var values: [String: String] = [:]
    for field in template.fields {
      do {
        try fill(field, into: &values)
      } catch {
        problems += error.details
      }
    }
    let text = template.text.filled { variable in
      if let value = values[variable.name] ?? value(of: variable.name) { return value }
      if !template.fields.contains(where: { variable.name.split(separator: ".").first ?? "" == $0.id }) {
        problems.append(.init(missing(variable.name)))
      }
      return ""
    }
    if problems.isEmpty {
      do {
        _ = try MarkedText(text)
      } catch {
        problems.append(.init("\(error)"))
      }
    }
    var unique: [TemplateError.Problem] = []
    for problem in problems where !unique.contains(problem) { unique.append(problem) }
    guard unique.isEmpty else { throw TemplateError(template: template.id, details: unique) }
    return text
  }

  /// Everything that keeps `text()` from a text; empty where nothing does.
  public func problems() -> [String] {
    do throws(TemplateError) {
      _ = try text()
      return []
    } catch {
      return error.problems
    }
  }

  private func fill(_ field: TemplateField, into values: inout [String: String]) throws(TemplateError) {
    func refuse(_ what: String) -> TemplateError {
      TemplateError(template: template.id, details: [.init(field: field.id, what)])
    }
    let typed = (fields[field.id] ?? "")[...].trimmed
    let name = "«\(field.label)» (\(field.id))"
    guard !typed.isEmpty else { throw refuse("chưa điền \(name), ví dụ: \(field.example)") }
    switch field.kind {
    case .text:
      values[field.id] = typed.split(whereSeparator: \.isNewline).map(\.trimmed).joined(separator: " ")
    case .lines:
      values[field.id] = typed.split(whereSeparator: \.isNewline).map { "- " + $0.trimmed }
        .joined(separator: "\n")
    case .number:
      guard TemplateValues.isNumber(typed) else {
        throw refuse("\(name) phải là số, không phải «\(typed)», ví dụ: \(field.example)")
      }
      values[field.id] = typed
    case .date:
      guard let date = TemplateValues.parseDate(typed) else {
        throw refuse("\(name) không phải ngày: «\(typed)»; hãy viết như 5/12/2026")
      }
      values[field.id] = TemplateValues.date(date)
      values[field.id + ".weekday"] = TemplateValues.weekday(date)
      values[field.id + ".year"] = String(date.year)
      values[field.id + ".lunar"] = TemplateValues.lunar(date)
    case .time:
      guard let time = TemplateValues.parseTime(typed) else {
        throw refuse("\(name) không phải giờ: «\(typed)»; hãy viết như 19:30")
      }
      values[field.id] = TemplateValues.time(time)
    }
  }

  private func value(of name: String) -> String? {
    switch name {
    case "anniversary": return template.since.map { String(date.year - $0) }
    case "rotation":
      let count = template.rotation.count
      return count > 0 ? template.rotation[((date.dayNumber % count) + count) % count] : nil
    default: return settings[name] ?? TemplateValues.ofDate(name, on: date)
    }
  }

  private func missing(_ name: String) -> String {
    guard let setting = TemplateVocabulary.settings.first(where: { $0.name == name }) else {
      return "biến {{\(name)}} không có giá trị vào \(TemplateValues.date(date))"
    }
    return
      "station.yaml chưa có «\(name)» (\(setting.meaning)); hãy thêm vào mục variables: «\(name): \(setting.example)»"
  }
}

/// A template that could not be filled; all reasons at once.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
  public var template: String
  public var details: [Problem]

  /// One thing that is missing or wrong.
  public struct Problem: Hashable, Sendable {
    /// The field that it is about, as typed; `nil` where it is about none.
    public var field: String?
    /// Vietnamese: what is wrong and what to do.
    public var message: String

    init(field: String? = nil, _ message: String) {
      self.field = field
      self.message = message
    }
  }

  public var problems: [String] { details.map(\.message) }

  public var description: String {
    problems.map { "Mẫu «\(template)»: \($0)." }.joined(separator: "\n")
  }
}
