/// Reads one item of `events:`: a dated event that residents are told of beforehand.
struct EventReader {
  let names: SetupNames

  func read(_ node: ConfigurationNode) -> CommunityEvent? {
    guard let mapping = node.mapping(keys: ["id", "title", "date", "time", "place", "zones"]) else {
      return nil
    }
    let id = mapping.required("id")?.identifier()
    let title = mapping.required("title")?.string()
    let date = mapping.required("date")?.date()
    let time = mapping.required("time")?.startTime()
    let place = mapping.required("place")?.string()
    let zones = mapping.required("zones").map { names.zones(of: $0) } ?? []
    guard let id, let title, let date, let time, let place, !zones.isEmpty else { return nil }
    return CommunityEvent(id: id, title: title, date: date, time: time, place: place, zones: zones)
  }
}
