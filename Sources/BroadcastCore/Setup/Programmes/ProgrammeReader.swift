/// Reads one item of `programmes:`.
struct ProgrammeReader {
  let names: SetupNames

  private static let keys =
    ["id", "announcement", "bulletin"] + ProgrammeDays.keys
    + ["from", "to", "except", "times", "sessions", "zones"] + ProgrammePolicies.keys

  /// `nil` after a problem was noted.
  func read(_ node: ConfigurationNode) -> (programme: Programme, references: [SetupReference])? {
    guard let mapping = node.mapping(keys: Self.keys), let id = mapping.required("id")?.identifier() else {
      return nil
    }
    let by = "chương trình «\(id)»"
    let from = mapping.optional("from")?.date()
    let to = mapping.optional("to")?.date()
    if let from, let to, to < from {
      mapping.optional("to")?.note("ngày cuối \(to) trước ngày đầu \(from)", "hãy sửa «from» hoặc «to»")
    }
    let days = ProgrammeDays(names: names, from: from).read(mapping)
    let content = content(mapping, by: by)
    let slots = slots(mapping)
    let zones = mapping.required("zones").map { names.zones(of: $0) } ?? []
    guard let days, let content, let slots, !zones.isEmpty else { return nil }
    var programme = Programme(
      id: id, content: content.value, days: days.days, from: from, to: to,
      except: mapping.optional("except")?.oneOrMore { $0.date() } ?? [], slots: slots, zones: zones,
      shortRunReason: days.shortRunReason)
    readPolicies(mapping, into: &programme)
    var references = [content.reference]
    if let event = days.event {
      references.append(SetupReference(kind: .event, id: event.id, node: event.node, by: by))
    }
    return (programme, references)
  }

  private func content(
    _ mapping: ConfigurationMapping, by: String
  ) -> (value: Programme.Content, reference: SetupReference)? {
    switch (mapping.optional("announcement"), mapping.optional("bulletin")) {
    case (let node?, nil):
      return node.identifier().map {
        (.announcement($0), SetupReference(kind: .announcement, id: $0, node: node, by: by))
      }
    case (nil, let node?):
      return node.identifier().map {
        (.bulletin($0), SetupReference(kind: .bulletin, id: $0, node: node, by: by))
      }
    case (nil, nil):
      mapping.node.note("\(by) không nói phát gì", "hãy thêm «announcement: …» hoặc «bulletin: …»")
    case (_?, let node?):
      node.note("\(by) có cả «announcement» và «bulletin»", "hãy giữ lại một trong hai")
    }
    return nil
  }

  private func slots(_ mapping: ConfigurationMapping) -> [Programme.Slot]? {
    let times = mapping.optional("times")
    let sessions = mapping.optional("sessions")
    guard times != nil || sessions != nil else {
      mapping.node.note("chưa nói phát lúc nào", "hãy thêm «times: [\"17:00\"]» hoặc «sessions: [sang]»")
      return nil
    }
    if let times, times.isEmptyList {
      times.note("chưa có giờ phát nào", "ví dụ [\"17:00\"]")
      return nil
    }
    var slots: [Programme.Slot] = []
    if let times {
      guard let values = times.oneOrMore({ $0.startTime() }) else { return nil }
      slots += values.sorted().map { .at($0) }
    }
    if let sessions {
      guard let values = sessions.oneOrMore({ $0.name(of: "buổi phát", among: names.sessions) }) else {
        return nil
      }
      slots += values.map { .session($0) }
    }
    return slots
  }

  /// A refused value leaves the default: the file is refused anyway.
  private func readPolicies(_ mapping: ConfigurationMapping, into programme: inout Programme) {
    if let node = mapping.optional("order") { programme.order = node.integer(in: 0...9999) ?? 100 }
    programme.repeats = mapping.optional("repeat").flatMap(ProgrammePolicies.repeats)
    programme.whenCut = ProgrammePolicies.whenCut(mapping) ?? programme.whenCut
    if let node = mapping.optional("when-missed") {
      programme.whenMissed = ProgrammePolicies.whenMissed(node) ?? programme.whenMissed
    }
    programme.pastHours = mapping.optional("past-hours").flatMap(ProgrammePolicies.pastHours)
  }
}
