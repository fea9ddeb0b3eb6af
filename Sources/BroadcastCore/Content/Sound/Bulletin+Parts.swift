internal import Foundation

extension Bulletin {
  /// What is heard on a local date: signature, introduction, the items with what stands between them, closing words.
  ///
  /// - Parameters:
  ///   - items: the announcements that `items` names, in that order.
  ///   - settings: `Station.templateSettings`, for the variables of introduction and closing.
  /// - Throws: `TemplateError` where a text cannot be made for the date.
  public func parts(
    items: [Announcement], settings: [String: String], on date: CivilDate
  ) throws -> [SoundPart] {
    var parts: [SoundPart] = opening.map { .clip($0) }
    let introduction = try filled(introduction, settings, date)
    if !introduction.isEmpty { parts.append(.text(introduction)) }
    for (index, item) in items.enumerated() {
      if index > 0 { parts += separator.map { .clip($0) } }
      parts += try item.parts(on: date)
    }
    let closing = try filled(closing, settings, date)
    if !closing.isEmpty { parts.append(.text(closing)) }
    return parts
  }

  private func filled(_ text: String, _ settings: [String: String], _ date: CivilDate) throws -> String {
    var missing: [String] = []
    let filled = TemplateText(text).filled { variable in
      if let value = TemplateValues.ofDate(variable.name, on: date) ?? settings[variable.name] {
        return value
      }
      missing.append("không có «\(variable.name)»; hãy khai trong roles hoặc variables của station.yaml")
      return ""
    }
    guard missing.isEmpty else { throw TemplateError(template: id, details: missing.map { .init($0) }) }
    return filled
  }

  func isDated(items: [Announcement]) -> Bool {
    (introduction + closing).contains("{{") || items.contains(where: \.isDated)
  }

  /// SHA-256 of everything an approver answers for: the bulletin's own words and sounds, and every item's content.
  ///
  /// - Parameter items: the announcements that `items` names, in that order.
  public func contentHash(items: [Announcement]) -> String {
    let clips = { (hashes: [ClipHash]) in CanonicalJSON.array(hashes.map { .string($0.rawValue) }) }
    let content = CanonicalJSON.object([
      "bulletin": .string(id), "title": .string(title), "class": .string(airClass.rawValue),
      "opening": clips(opening), "introduction": .string(introduction), "separator": clips(separator),
      "closing": .string(closing), "items": .array(items.map { .string($0.contentHash) }),
    ])
    return Hex.sha256(Array(content.line.utf8))
  }
}
