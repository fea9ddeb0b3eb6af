/// Reads a file of templates; the shipped ones in `Content/Templates/Library` show its keys.
enum TemplateFile {
  private static let keys = [
    "id", "title", "theme", "class", "zones", "direct", "supporting", "three_days", "enabled", "reminder",
    "holiday", "since", "rotation", "fields", "note", "text",
  ]

  static func read(_ root: ConfigurationNode) -> [AnnouncementTemplate] {
    guard let top = root.mapping(keys: ["templates"]), let nodes = top.required("templates")?.list() else {
      return []
    }
    return StationFile.unique(nodes.compactMap { node in template(node).map { ($0, node) } }, \.id)
  }

  private static func template(_ node: ConfigurationNode) -> AnnouncementTemplate? {
    guard let mapping = node.mapping(keys: keys), let id = mapping.required("id")?.identifier(),
      let title = mapping.required("title")?.string(),
      let theme = mapping.required("theme")?.choice(
        AnnouncementTemplate.Theme.allCases.map { ($0.rawValue, $0) }),
      let airClass = mapping.required("class")?.choice(AirClass.allCases.map { ($0.rawValue, $0) }),
      let zones = mapping.required("zones")?.choice(
        AnnouncementTemplate.DefaultZones.allCases.map { ($0.rawValue, $0) }),
      let textNode = mapping.required("text"), let text = textNode.string()
    else { return nil }
    let template = AnnouncementTemplate(
      id: id, title: title, theme: theme, airClass: airClass, zones: zones, evidence: evidence(mapping),
      isEnabled: mapping.optional("enabled")?.choice([("true", true), ("false", false)]) ?? true,
      reminder: mapping.optional("reminder")?.string(), holiday: mapping.optional("holiday")?.identifier(),
      since: mapping.optional("since")?.integer(in: 1...2199),
      rotation: strings(mapping.optional("rotation")),
      fields: (mapping.optional("fields")?.list() ?? []).compactMap(field),
      note: mapping.optional("note")?.string(), text: TemplateText(text))
    check(template, at: textNode)
    return template
  }

  private static func evidence(_ mapping: ConfigurationMapping) -> TemplateEvidence {
    let choices = TemplateEvidence.ThreeDays.allCases.map { ($0.rawValue, $0) }
    return TemplateEvidence(
      direct: criteria(mapping.optional("direct")), supporting: criteria(mapping.optional("supporting")),
      threeDays: mapping.optional("three_days")?.choice(choices) ?? .no)
  }

  private static func criteria(_ node: ConfigurationNode?) -> [String] {
    (node?.list() ?? []).compactMap { item in
      guard let text = item.string() else { return nil }
      guard text.split(separator: "/", omittingEmptySubsequences: false).filter({ !$0.isEmpty }).count == 2
      else {
        item.note("«\(text)» không phải tiêu chí", "chờ XÃ/TIÊU-CHÍ, ví dụ ninh-giang/TC2.5")
        return nil
      }
      return text
    }
  }

  private static func strings(_ node: ConfigurationNode?) -> [String] {
    (node?.list() ?? []).compactMap { $0.string() }
  }

  private static func field(_ node: ConfigurationNode) -> TemplateField? {
    guard let mapping = node.mapping(keys: ["id", "label", "kind", "example"]),
      let id = mapping.required("id")?.string(), let label = mapping.required("label")?.string(),
      let kind = mapping.required("kind")?.choice(TemplateField.Kind.allCases.map { ($0.rawValue, $0) }),
      let example = mapping.required("example")?.string()
    else { return nil }
    guard id.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }) else {
      node.note("«\(id)» không dùng làm tên trường được", "chỉ dùng chữ thường không dấu, chữ số và _")
      return nil
    }
    return TemplateField(id: id, label: label, kind: kind, example: example)
  }

  /// Notes variables that are unclosed or that nobody knows.
  ///
  /// - Returns: whether there were none.
  @discardableResult
  static func checkVariables(
    of template: AnnouncementTemplate, what: String, at node: ConfigurationNode
  ) -> Bool {
    let names = TemplateVocabulary.names(for: template)
    for line in template.text.unclosed {
      node.note("biến chưa đóng", "hãy thêm }} sau tên biến", textLine: line)
    }
    for variable in template.text.variables where !names.contains(variable.name) {
      let guess = EditDistance.nearest(to: variable.name, in: names).map { " (ý bạn là «\($0)»?)" } ?? ""
      node.note(
        "\(what) dùng biến lạ {{\(variable.name)}}\(guess)",
        "chờ một trong: \(names.joined(separator: ", "))", textLine: variable.line)
    }
    return template.text.unclosed.isEmpty && template.text.variables.allSatisfy { names.contains($0.name) }
  }

  /// Every variable known, every field used, and its own example gives a text that can be spoken.
  private static func check(_ template: AnnouncementTemplate, at node: ConfigurationNode) {
    checkVariables(of: template, what: "mẫu «\(template.id)»", at: node)
    let used = Set(
      template.text.variables.compactMap { $0.name.split(separator: ".").first.map(String.init) })
    for field in template.fields where !used.contains(field.id) {
      node.note(
        "trường «\(field.id)» không được dùng trong văn bản", "hãy bỏ trường này hoặc thêm {{\(field.id)}}")
    }
    guard node.reader.problems.isEmpty, let date = CivilDate(year: 2026, month: 11, day: 21) else { return }
    do {
      _ = try TemplateFilling.example(template, date: date).text()
    } catch {
      for problem in error.problems {
        node.note("ví dụ của mẫu «\(template.id)» sai: \(problem)", "hãy sửa «example»")
      }
    }
  }
}

extension TemplateLibrary {
  /// Reads a file of templates.
  ///
  /// - Parameter file: the name that problems give.
  /// - Throws: every problem of the file at once.
  public init(yaml text: String, file: String) throws(ConfigurationError) {
    let reader = ConfigurationReader(file: file)
    let templates = reader.root(of: text).map(TemplateFile.read) ?? []
    guard reader.problems.isEmpty else { throw ConfigurationError(problems: reader.problems) }
    self.init(templates: templates)
  }
}
