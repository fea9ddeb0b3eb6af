internal import VietnameseSpeech

/// Reads what an announcement of a set-up file says: `text`, or `template` with `fields`, or nothing beside its `clips`.
struct AnnouncementForm {
  let mapping: ConfigurationMapping
  let templates: TemplateLibrary
  let settings: [String: String]

  /// The one that `template` names; `nil` where none is named or known.
  func template() -> AnnouncementTemplate? {
    guard let node = mapping.optional("template"), let id = node.string() else { return nil }
    guard let template = templates[id: id] else {
      let ids = templates.templates.map(\.id)
      let guess = EditDistance.nearest(to: id, in: ids).map { " (ý bạn là «\($0)»?)" } ?? ""
      node.note("không có mẫu «\(id)»\(guess)", "chờ một trong: \(ids.joined(separator: ", "))")
      return nil
    }
    return template
  }

  /// `nil` after a problem was noted.
  func text(_ template: AnnouncementTemplate?) -> AnnouncementText? {
    let textNode = mapping.optional("text")
    if let template {
      if let textNode {
        textNode.note("bản tin có cả «template» và «text»", "hãy giữ lại một trong hai")
        return nil
      }
      return filled(
        template, fields: mapping.optional("fields"), at: mapping.optional("template") ?? mapping.node)
    }
    if let node = mapping.optional("fields") {
      node.note("«fields» chỉ dùng với mẫu", "hãy thêm «template: TÊN-MẪU», hoặc bỏ «fields»")
      return nil
    }
    guard let textNode else {
      if mapping.optional("clips") != nil { return .unspoken }
      mapping.node.note(
        "thiếu khóa «text», «template» hoặc «clips»",
        "hãy thêm «text: …», hoặc «template: TÊN-MẪU», hoặc «clips: [tệp ghi âm]»")
      return nil
    }
    return textNode.string().flatMap { written($0, at: textNode) }
  }

  /// A text of one's own; it may name variables of the station and of the date.
  func written(_ text: String, at node: ConfigurationNode) -> AnnouncementText? {
    let cut = TemplateText(text)
    guard isSpeakable(text, at: node) else { return nil }
    if cut.variables.isEmpty, cut.unclosed.isEmpty { return .fixed(text) }
    let template = AnnouncementTemplate(
      id: "text", title: "", theme: .letter, airClass: .routine, zones: .all,
      evidence: TemplateEvidence(direct: [], supporting: [], threeDays: .no), isEnabled: true, rotation: [],
      fields: [], text: cut)
    guard TemplateFile.checkVariables(of: template, what: "văn bản", at: node) else { return nil }
    return filled(template, fields: nil, at: node)
  }

  private func isSpeakable(_ text: String, at node: ConfigurationNode) -> Bool {
    guard text.utf8.count <= AnnouncementFile.textLimit else {
      node.note(
        "văn bản dài quá \(AnnouncementFile.textLimit / 1000) nghìn byte", "hãy chia thành nhiều bản tin")
      return false
    }
    guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
      node.note("văn bản không có chữ nào để đọc", "hãy viết nội dung bản tin")
      return false
    }
    do {
      _ = try MarkedText(text)
      return true
    } catch {
      for problem in error.problems {
        node.note(
          "dấu «\(problem.mark)» ở chữ thứ \(problem.column) không dùng được", problem.message,
          textLine: problem.line)
      }
      return false
    }
  }

  /// The template with its fields, as a text where it is the same on every date.
  private func filled(
    _ template: AnnouncementTemplate, fields node: ConfigurationNode?, at place: ConfigurationNode
  ) -> AnnouncementText? {
    var nodes: [String: ConfigurationNode] = [:]
    var fields: [String: String] = [:]
    for (key, value) in node?.freeMapping() ?? [] {
      nodes[key] = value
      // A field of several items may be a list.
      fields[key] =
        value.isList ? (value.list() ?? []).compactMap { $0.string() }.joined(separator: "\n") : value.word
    }
    let dated = DatedText(template, settings: settings, fields: fields)
    do {
      let texts = try AnnouncementText.dated(dated).samples()
      guard texts.allSatisfy({ isSpeakable($0, at: place) }) else { return nil }
      return template.dependsOnDate ? .dated(dated) : texts.first.map { .fixed($0) }
    } catch {
      let known = template.fields.map(\.id)
      for problem in error.details {
        (problem.field.flatMap { nodes[$0] } ?? node ?? place).note(
          "mẫu «\(template.id)»: \(problem.message)",
          known.isEmpty
            ? "xem: broadcaster template list" : "các trường của mẫu: \(known.joined(separator: ", "))")
      }
      return nil
    }
  }
}
