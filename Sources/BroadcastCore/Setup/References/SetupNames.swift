/// What set-up files may refer to: known before programmes are read.
struct SetupNames {
  /// `Station.id`, the front of criteria in templates.
  var station: String
  var zones: [Zone]
  var sessions: [String]
  var holidays: [String]
  /// `Criterion.code`.
  var criteria: [String]

  var zoneIDs: [ZoneID] { zones.map(\.id) }

  /// The word `all`, a list of zones, or `{tags: [thon]}`: every zone that has one of the tags.
  func zones(of node: ConfigurationNode) -> [ZoneID] {
    if node.word == "all" { return zoneIDs }
    if node.isMapping {
      return node.mapping(keys: ["tags"])?.required("tags").map { zones(tagged: $0) } ?? []
    }
    guard node.isList else {
      node.note(
        "«\(node.word ?? "")» không chọn được cụm loa nào", "chờ «all», [tên, tên] hoặc { tags: [nhãn] }")
      return []
    }
    let ids = zoneIDs.map(\.rawValue)
    if node.isEmptyList { node.note("chưa có cụm loa nào", "ví dụ [\(ids.first ?? "thon-1")], hoặc «all»") }
    return node.isEmptyList
      ? [] : (node.oneOrMore { $0.name(of: "cụm loa", among: ids) } ?? []).map { ZoneID(rawValue: $0) }
  }

  /// A list of tags: every zone that has one of them.
  func zones(tagged node: ConfigurationNode) -> [ZoneID] {
    let known = Set(zones.flatMap(\.tags)).sorted()
    let tags = node.oneOrMore { $0.name(of: "nhãn cụm loa", among: known) } ?? []
    return zones.filter { !$0.tags.filter(tags.contains).isEmpty }.map(\.id)
  }
}
