/// Reads `hours` of `station.yaml`: a preset, and what the station has of its own above it.
struct HoursFile {
  let names: SetupNames

  private static let ownKeys = ["quiet", "sessions", "day-limit", "silent-days", "volume"]

  func read(_ node: ConfigurationNode) -> Hours? {
    guard let mapping = node.mapping(keys: ["preset"] + Self.ownKeys) else { return nil }
    var hours: Hours?
    if let node = mapping.optional("preset") {
      let presets: [HoursPreset]
      do {
        presets = try HoursPreset.shipped()
      } catch {
        node.note(
          "không đọc được các mẫu giờ phát đi kèm chương trình (\(error.problems.first?.what ?? ""))",
          "hãy cài lại chương trình")
        return nil
      }
      guard let id = node.name(of: "mẫu giờ phát", among: presets.map(\.id)) else { return nil }
      hours = presets.first { $0.id == id }?.hours
    }
    return own(mapping, above: hours)
  }

  /// - Parameter mapping: with the keys of a preset or a station.
  func own(_ mapping: ConfigurationMapping, above preset: Hours?) -> Hours? {
    let quietNode = preset == nil ? mapping.required("quiet") : mapping.optional("quiet")
    guard let quiet = quietNode.map({ $0.span() }) ?? preset?.quiet else { return nil }
    var hours = preset ?? Hours(quiet: quiet)
    hours.quiet = quiet
    if let node = mapping.optional("sessions") { hours.sessions = sessions(node, quiet) }
    if let node = mapping.optional("day-limit") { hours.dayLimitMinutes = node.integer(in: 1...1440) }
    if let node = mapping.optional("silent-days") { hours.silentDays = silentDays(node) }
    if let node = mapping.optional("volume") { hours.volumeCaps = (node.list() ?? []).compactMap(cap) }
    return hours
  }

  private func sessions(_ node: ConfigurationNode, _ quiet: DailySpan) -> [Session] {
    let read = (node.list() ?? []).compactMap { node in session(node, quiet).map { ($0, node) } }
    let sessions = StationFile.unique(read, \.id)
    for (index, (later, node)) in read.enumerated() {
      let other = read[..<index].first { earlier, _ in
        earlier.span.start < later.span.end && later.span.start < earlier.span.end
          && !earlier.weekdays.isDisjoint(with: later.weekdays)
      }
      if let other {
        node.note(
          "«\(later.name)» trùng giờ với «\(other.0.name)»", "hãy sửa «span» hoặc «weekdays» của một buổi")
      }
    }
    return sessions
  }

  private func session(_ node: ConfigurationNode, _ quiet: DailySpan) -> Session? {
    guard let mapping = node.mapping(keys: ["id", "name", "span", "weekdays", "limit"]),
      let id = mapping.required("id")?.identifier(), let name = mapping.required("name")?.string(),
      let spanNode = mapping.required("span"), let span = spanNode.span()
    else { return nil }
    guard span.start < span.end else {
      spanNode.note(
        "buổi phát «\(name)» chạy qua nửa đêm", "hãy tách thành hai buổi, mỗi buổi trong một ngày")
      return nil
    }
    if quiet.contains(span.start) || span.contains(quiet.start) {
      spanNode.note(
        "buổi phát «\(name)» (\(span)) lấn vào giờ yên lặng \(quiet)", "hãy sửa «span» của buổi hoặc «quiet»")
    }
    var session = Session(id: id, name: name, span: span)
    if let node = mapping.optional("weekdays") {
      guard let days = node.oneOrMore({ $0.choice(Weekday.allCases.map { ("\($0)", $0) }) }) else {
        return nil
      }
      session.weekdays = Set(days)
    }
    if let node = mapping.optional("limit") { session.limitMinutes = node.integer(in: 1...1440) }
    return session
  }

  private func silentDays(_ node: ConfigurationNode) -> Recurrence? {
    let keys = ["dates", "recurrence", "lunar", "holiday"]
    guard let mapping = node.mapping(keys: keys) else { return nil }
    // A rule that counts needs a first day; a commune's rule on silent days has none.
    let days = ProgrammeDays(names: names, hasFrom: false)
    let parts = keys.compactMap { key in mapping.optional(key).flatMap { days.recurrence(key, $0) } }
    if mapping.members.isEmpty {
      node.note("chưa nói ngày nào không phát", "chờ một trong: \(keys.joined(separator: ", "))")
    }
    return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .union(parts)
  }

  private func cap(_ node: ConfigurationNode) -> VolumeCap? {
    guard let mapping = node.mapping(keys: ["span", "zones", "tags", "max"]) else { return nil }
    let span = mapping.required("span")?.span()
    let decibels = mapping.required("max")?.number(in: -60...0)
    var zones: [ZoneID] = []
    switch (mapping.optional("zones"), mapping.optional("tags")) {
    case (let node?, nil): zones = names.zones(of: node)
    case (nil, let node?): zones = names.zones(tagged: node)
    default: node.note("chưa rõ hạn mức âm lượng cho cụm loa nào", "ghi một trong hai: «zones» hoặc «tags»")
    }
    guard let span, let decibels, !zones.isEmpty else { return nil }
    return VolumeCap(span: span, zones: zones, decibels: decibels)
  }
}
