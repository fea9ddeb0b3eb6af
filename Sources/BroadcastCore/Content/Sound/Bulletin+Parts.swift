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

  /// Names of what is filled into its own words.
  private var variables: Set<String> {
    Set(TemplateText(introduction).variables.map(\.name) + TemplateText(closing).variables.map(\.name))
  }

  /// Its own words as they are read on a date.
  func frame(settings: [String: String], on date: CivilDate) throws -> [String] {
    [try filled(introduction, settings, date), try filled(closing, settings, date)].filter { !$0.isEmpty }
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
  /// - Parameters:
  ///   - items: the announcements that `items` names, in that order.
  ///   - settings: `Station.templateSettings`; those that the bulletin's own words use are part of what is approved.
  public func contentHash(items: [Announcement], settings: [String: String]) -> String {
    let clips = { (hashes: [ClipHash]) in CanonicalJSON.array(hashes.map { .string($0.rawValue) }) }
    var content: [String: CanonicalJSON] = [
      "bulletin": .string(id), "title": .string(title), "class": .string(airClass.rawValue),
      "opening": clips(opening), "introduction": .string(introduction), "separator": clips(separator),
      "closing": .string(closing), "items": .array(items.map { .string($0.contentHash) }),
    ]
    let used = settings.filter { name, _ in variables.contains(name) }
    if !used.isEmpty { content["settings"] = .object(used.mapValues { .string($0) }) }
    return Hex.sha256(Array(CanonicalJSON.object(content).line.utf8))
  }
}
