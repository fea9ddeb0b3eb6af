/// Reads a file of `programmes/`: announcements and the programmes that air them, one idea a file.
enum ProgrammeFile {
  struct Content {
    var announcements: [(draft: AnnouncementDraft, node: ConfigurationNode)] = []
    var programmes: [(programme: Programme, node: ConfigurationNode)] = []
  }

  /// - Parameter zones: those of the station.
  static func read(
    _ root: ConfigurationNode, _ surroundings: AnnouncementFile.Surroundings, zones: [ZoneID]
  ) -> Content {
    var content = Content()
    guard let top = root.mapping(keys: ["announcements", "programmes"]) else { return content }
    if top.members.isEmpty {
      root.note("tệp không có gì", "chờ «announcements:» hoặc «programmes:»")
    }
    for node in top.optional("announcements")?.list() ?? [] {
      if let draft = AnnouncementFile.read(node, surroundings) {
        content.announcements.append((draft, node))
      }
    }
    for node in top.optional("programmes")?.list() ?? [] {
      if let programme = programme(node, zones: zones) { content.programmes.append((programme, node)) }
    }
    return content
  }

  private static func programme(_ node: ConfigurationNode, zones: [ZoneID]) -> Programme? {
    guard let mapping = node.mapping(keys: ["id", "announcement", "recurrence", "times", "zones"]),
      let id = mapping.required("id")?.identifier(),
      let announcement = mapping.required("announcement")?.identifier(),
      mapping.required("recurrence")?.choice([("FREQ=DAILY", true)]) != nil,
      let timeNodes = mapping.required("times")?.list(),
      let zoneNode = mapping.required("zones")
    else { return nil }
    let times = timeNodes.compactMap {
      $0.parsed(TimeOfDay.self, expected: "giờ dạng \"GIỜ:PHÚT\" trong dấu ngoặc kép, ví dụ \"17:00\"")
    }
    if timeNodes.isEmpty { mapping.members["times"]?.note("chưa có giờ phát nào", "ví dụ [\"17:00\"]") }
    for (time, node) in zip(times, timeNodes) where time.secondsSinceMidnight == 86_400 {
      node.note("24:00 không phải giờ bắt đầu", "hãy viết \"00:00\"")
    }
    return .daily(
      id: id, announcement: announcement, times: times,
      zones: Self.zones(zoneNode, among: zones))
  }

  /// A list of zones, or the word `all`.
  private static func zones(_ node: ConfigurationNode, among zones: [ZoneID]) -> [ZoneID] {
    if node.word == "all" { return zones }
    guard let nodes = node.list() else { return [] }
    if nodes.isEmpty { node.note("chưa có cụm loa nào", "ví dụ [thon-1], hoặc «all»") }
    return nodes.compactMap { zoneNode in
      guard let id = zoneNode.identifier() else { return nil }
      guard zones.contains(ZoneID(rawValue: id)) else {
        let names = zones.map(\.rawValue)
        let guess = EditDistance.nearest(to: id, in: names).map { " (ý bạn là «\($0)»?)" } ?? ""
        zoneNode.note("không có cụm loa «\(id)»\(guess)", "chờ một trong: \(names.joined(separator: ", "))")
        return nil
      }
      return ZoneID(rawValue: id)
    }
  }
}
