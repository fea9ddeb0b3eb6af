/// Reads `greetings` of `station.yaml`: when and where the station greets on holidays by itself.
struct GreetingFile {
  let names: SetupNames

  private static let ruleKeys = ["days", "times", "zones", "past-hours"]

  func read(_ node: ConfigurationNode) -> GreetingSettings? {
    guard let mapping = node.mapping(keys: Self.ruleKeys + ["exceptions", "holidays"]),
      let times = mapping.required("times")?.oneOrMore({ $0.startTime() })
    else { return nil }
    let rule = rule(mapping, above: GreetingSettings.Rule(times: times))
    var settings = GreetingSettings(rule: rule)
    for (id, value) in mapping.optional("exceptions")?.freeMapping() ?? [] {
      guard names.holidays.contains(id) else {
        value.noteUnknown(id, what: "ngày lễ", known: names.holidays)
        continue
      }
      guard let mapping = value.mapping(keys: Self.ruleKeys) else { continue }
      // Leave to air past the hours is given for one occasion, never inherited.
      var above = rule
      above.pastHours = nil
      settings.exceptions[id] = self.rule(mapping, above: above)
    }
    if let node = mapping.optional("holidays") { settings.switches = switches(node) }
    return settings
  }

  private func rule(_ mapping: ConfigurationMapping, above: GreetingSettings.Rule) -> GreetingSettings.Rule {
    var rule = above
    if let node = mapping.optional("times") {
      rule.times = (node.oneOrMore { $0.startTime() } ?? []).sorted()
    }
    if let node = mapping.optional("days") {
      rule.days = (node.oneOrMore { $0.integer(in: -15...15) } ?? []).sorted()
    }
    if let node = mapping.optional("zones") { rule.zones = node.word == "all" ? [] : names.zones(of: node) }
    if let node = mapping.optional("past-hours") { rule.pastHours = ProgrammePolicies.pastHours(node) }
    return rule
  }

  private func switches(_ node: ConfigurationNode) -> [String: Bool] {
    guard let mapping = node.mapping(keys: ["on", "off"]) else { return [:] }
    var switches: [String: Bool] = [:]
    for (key, isOn) in [("on", true), ("off", false)] {
      for item in mapping.optional(key)?.list() ?? [] {
        guard let id = item.name(of: "ngày lễ", among: names.holidays) else { continue }
        if switches[id] != nil {
          item.note("«\(id)» vừa bật vừa tắt hoặc viết hai lần", "hãy giữ lại một chỗ")
        }
        switches[id] = isOn
      }
    }
    return switches
  }
}
