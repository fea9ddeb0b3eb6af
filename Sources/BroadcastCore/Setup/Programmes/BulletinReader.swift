/// Reads one item of `bulletins:`.
struct BulletinReader {
  let surroundings: AnnouncementFile.Surroundings

  private static let keys = [
    "id", "title", "class", "opening", "introduction", "items", "separator", "closing", "length",
  ]

  func read(_ node: ConfigurationNode) -> (draft: BulletinDraft, references: [SetupReference])? {
    guard let mapping = node.mapping(keys: Self.keys), let id = mapping.required("id")?.identifier() else {
      return nil
    }
    let title = mapping.required("title")?.string()
    let airClass = mapping.required("class")?.choice(AirClass.allCases.map { ($0.rawValue, $0) })
    let itemNodes = mapping.required("items")
    let items = itemNodes?.oneOrMore { $0.identifier() }
    let introduction = text(mapping, "introduction")
    let closing = text(mapping, "closing")
    var minutes: Int?
    if let node = mapping.optional("length") { minutes = node.integer(in: 1...180) }
    guard let title, let airClass, let items, let itemNodes else { return nil }
    let bulletin = Bulletin(
      id: id, title: title, airClass: airClass, opening: [], introduction: introduction?.written ?? "",
      items: items,
      separator: [], closing: closing?.written ?? "", lengthMinutes: minutes)
    let draft = BulletinDraft(
      bulletin: bulletin, spoken: [introduction, closing].compactMap { $0?.text },
      openingPaths: AnnouncementFile.sounds(mapping.optional("opening"), surroundings.folder),
      separatorPaths: AnnouncementFile.sounds(mapping.optional("separator"), surroundings.folder))
    let nodes = itemNodes.isList ? itemNodes.list() ?? [] : [itemNodes]
    let references = zip(items, nodes).map { item, node in
      SetupReference(kind: .announcement, id: item, node: node, by: "chương trình thời sự «\(id)»")
    }
    return (draft, references)
  }

  /// `nil` where there is none, or after a problem was noted.
  private func text(
    _ mapping: ConfigurationMapping, _ key: String
  ) -> (written: String, text: AnnouncementText)? {
    guard let node = mapping.optional(key), let written = node.string() else { return nil }
    let form = AnnouncementForm(
      mapping: mapping, templates: surroundings.templates, settings: surroundings.settings)
    return form.written(written, at: node).map { (written, $0) }
  }
}

/// A bulletin as a set-up file gives it: sounds by path, not yet in the library.
public struct BulletinDraft: Hashable, Sendable {
  /// Without `opening` and `separator`.
  public var bulletin: Bulletin
  /// Introduction and closing, with the station's variables filled in.
  public var spoken: [AnnouncementText]
  public var openingPaths: [String]
  public var separatorPaths: [String]
}
