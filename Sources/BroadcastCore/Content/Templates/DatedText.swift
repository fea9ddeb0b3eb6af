/// A template with its fields, filled anew for every date on which it airs.
///
/// It holds all that the text is made of, so that what an approver answered for stays the same when the library or the station's
/// settings change.
public struct DatedText: Hashable, Sendable, Codable {
  public let template: AnnouncementTemplate
  /// Those that the template names.
  public let settings: [String: String]
  /// By `TemplateField.id`, as typed.
  public let fields: [String: String]

  public init(_ template: AnnouncementTemplate, settings: [String: String], fields: [String: String]) {
    self.template = template
    let names = Set(template.text.variables.map(\.name))
    self.settings = settings.filter { names.contains($0.key) }
    self.fields = fields
  }

  /// - Parameter date: the local date on which it airs.
  public func text(on date: CivilDate) throws(TemplateError) -> String {
    try TemplateFilling(template, settings: settings, date: date, fields: fields).text()
  }

  /// Dates enough to see every text that its rotation gives.
  var sampleDates: [CivilDate] {
    let first = CivilDate(dayNumber: 20_778)
    return (0..<max(1, template.rotation.count)).map { first + $0 }
  }

  /// All that the texts are made of, for hashing.
  var canonical: CanonicalJSON {
    let kinds = template.fields.map { ($0.id, $0.kind.rawValue) }
    let strings = { (values: [String: String]) in CanonicalJSON.object(values.mapValues { .string($0) }) }
    return .object([
      "template": .string(template.id), "text": .string(template.text.source),
      "rotation": .array(template.rotation.map { .string($0) }),
      "since": template.since.map { .integer(Int64($0)) } ?? .null, "settings": strings(settings),
      "fields": strings(fields), "kinds": strings(Dictionary(kinds) { first, _ in first }),
    ])
  }
}

extension AnnouncementTemplate {
  /// Whether its text is another one on another date.
  public var dependsOnDate: Bool {
    let dated = TemplateVocabulary.date + ["anniversary", "rotation"]
    return text.variables.contains { dated.contains($0.name) }
  }
}
