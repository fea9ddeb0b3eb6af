internal import Foundation
internal import VietnameseSpeech

/// Reads `station.yaml`.
enum StationFile {
  /// What the file says; `nil` where a part was refused, with the problem noted in the reader.
  ///
  /// - Parameter holidays: `Holiday.id` of those that the station knows.
  static func read(_ root: ConfigurationNode, holidays: [String]) -> Station? {
    guard
      let top = root.mapping(keys: [
        "id", "commune", "time-zone", "roles", "variables", "outputs", "zones", "hours", "speech",
        "on_start", "greetings", "approval", "untrusted-clock",
      ])
    else { return nil }
    let id = top.required("id")?.identifier()
    let commune = top.required("commune")?.string()
    let timeZone = timeZone(top.optional("time-zone"))
    let outputs = unique(
      top.required("outputs")?.list()?.compactMap { node in output(node).map { ($0, node) } }, \.id)
    // Who names what was refused is not wrong too.
    let refusedOutputs = root.items(under: "outputs").map(\.id)
      .filter { id in !outputs.contains { $0.id == id } }
      .map { OutputSettings(id: $0, device: "", channels: 64) }
    let zones = unique(
      top.required("zones")?.list()?.compactMap { node in
        zone(node, outputs + refusedOutputs).map { ($0, node) }
      }, \.id.rawValue)
    if let node = top.optional("outputs"), node.isEmptyList {
      node.note(
        "đài chưa có đầu ra âm thanh nào",
        "hãy khai ít nhất một, ví dụ - { id: loa, device: default, channels: 2 }")
    }
    if let node = top.optional("zones"), node.isEmptyList {
      node.note("đài chưa có cụm loa nào", "hãy khai ít nhất một, xem schedules/ninh-giang/station.yaml")
    }
    let refusedZones = root.items(under: "zones").map(\.id)
      .filter { id in !zones.contains { $0.id.rawValue == id } }
      .map { Zone(id: ZoneID(rawValue: $0), name: $0, output: "", channels: [], tags: []) }
    let names = SetupNames(
      station: id ?? "", zones: zones + refusedZones, sessions: [], holidays: holidays, criteria: [])
    let hours = top.required("hours").flatMap(HoursFile(names: names).read)
    let approval = top.optional("approval").flatMap(approval) ?? ApprovalPolicy()
    let untrustedClock = top.optional("untrusted-clock")?.choice(ClockRule.allCases.map { ($0.rawValue, $0) })
    let greetings = top.optional("greetings").flatMap(GreetingFile(names: names).read)
    let speech = speech(top.optional("speech"))
    let roles = top.optional("roles").flatMap(words) ?? [:]
    let variables = top.optional("variables").flatMap(words) ?? [:]
    let onStart = top.optional("on_start")?.identifier()
    guard let id, let commune, let timeZone, let hours, let speech, root.reader.problems.isEmpty else {
      return nil
    }
    var station = Station(
      id: id, commune: commune, timeZone: timeZone, roles: roles, variables: variables, outputs: outputs,
      zones: zones,
      hours: hours,
      speech: speech, onStart: onStart, greetings: greetings)
    station.approval = approval
    station.untrustedClock = untrustedClock
    return station
  }

  private static func timeZone(_ node: ConfigurationNode?) -> String? {
    guard let node else { return "Asia/Ho_Chi_Minh" }
    guard let name = node.string() else { return nil }
    guard TimeZone(identifier: name) != nil else {
      node.note("không có múi giờ «\(name)»", "chờ tên IANA, ví dụ Asia/Ho_Chi_Minh")
      return nil
    }
    return name
  }

  private static func words(_ node: ConfigurationNode) -> [String: String]? {
    guard let members = node.freeMapping() else { return nil }
    var words: [String: String] = [:]
    for (key, value) in members { words[key] = value.string() }
    return words
  }

  private static func output(_ node: ConfigurationNode) -> OutputSettings? {
    guard let mapping = node.mapping(keys: ["id", "device", "channels", "buffer"]),
      let id = mapping.required("id")?.identifier(),
      let device = mapping.required("device")?.string(),
      let channels = mapping.required("channels")?.integer(in: 1...64)
    else { return nil }
    var settings = OutputSettings(id: id, device: device, channels: channels)
    if let buffer = mapping.optional("buffer") {
      guard let milliseconds = buffer.integer(in: 20...2000) else { return nil }
      settings.bufferMilliseconds = milliseconds
    }
    return settings
  }

  private static func zone(_ node: ConfigurationNode, _ outputs: [OutputSettings]) -> Zone? {
    guard let mapping = node.mapping(keys: ["id", "name", "output", "channels", "tags"]),
      let id = mapping.required("id")?.identifier(),
      let name = mapping.required("name")?.string(),
      let outputNode = mapping.required("output"), let outputID = outputNode.identifier(),
      let channelNodes = mapping.required("channels")?.list()
    else { return nil }
    guard let output = outputs.first(where: { $0.id == outputID }) else {
      outputNode.note(
        "không có đầu ra «\(outputID)»", "chờ một trong: \(outputs.map(\.id).joined(separator: ", "))")
      return nil
    }
    let channels = channelNodes.compactMap { $0.integer(in: 1...output.channels) }
    if channelNodes.isEmpty { mapping.members["channels"]?.note("chưa có kênh nào", "ví dụ [1]") }
    if Set(channels).count < channels.count {
      mapping.members["channels"]?.note("một kênh viết hai lần", "mỗi kênh một lần")
    }
    let tags = mapping.optional("tags")?.list()?.compactMap { $0.string() } ?? []
    return Zone(id: ZoneID(rawValue: id), name: name, output: outputID, channels: channels, tags: tags)
  }

  private static func approval(_ node: ConfigurationNode) -> ApprovalPolicy? {
    guard let mapping = node.mapping(keys: ["single-person"]),
      let classes = mapping.required("single-person")?.list()
    else { return nil }
    let choices = AirClass.allCases.map { ($0.rawValue, $0) }
    return ApprovalPolicy(singlePerson: Set(classes.compactMap { $0.choice(choices) }))
  }

  private static func speech(_ node: ConfigurationNode?) -> SpeechSettings? {
    var settings = SpeechSettings()
    guard let node else { return settings }
    guard
      let mapping = node.mapping(keys: [
        "voice", "rate", "loudness", "region", "document-numbers", "early-days", "pauses",
        "engine",
      ])
    else { return nil }
    if let voice = mapping.optional("voice") {
      guard let name = voice.choice(SpeechVoice.names.map { ($0, $0) }) else { return nil }
      settings.voice = name
    }
    if let rate = mapping.optional("rate") {
      guard let value = rate.integer(in: 80...450) else { return nil }
      settings.rate = value
    }
    if let loudness = mapping.optional("loudness") {
      guard let value = loudness.number(in: -40 ... -5) else { return nil }
      settings.loudness = value
    }
    if let region = mapping.optional("region") {
      guard let value = region.choice(NormalizationSettings.Region.allCases.map { ($0.rawValue, $0) }) else {
        return nil
      }
      settings.region = value
    }
    if let style = mapping.optional("document-numbers") {
      guard
        let value = style.choice(NormalizationSettings.DocumentNumberStyle.allCases.map { ($0.rawValue, $0) })
      else { return nil }
      settings.documentNumbers = value
    }
    if let early = mapping.optional("early-days") {
      guard let value = early.choice([("true", true), ("false", false)]) else { return nil }
      settings.namesEarlyDays = value
    }
    if let pauses = mapping.optional("pauses") {
      guard let prosody = ProsodyFile.read(pauses) else { return nil }
      settings.prosody = prosody
    }
    if let engine = mapping.optional("engine") {
      guard let external = EngineFile.read(engine) else { return nil }
      settings.engine = external
    }
    return settings
  }

  /// Drops and notes values whose id another one has already.
  static func unique<Value>(
    _ values: [(Value, ConfigurationNode)]?, _ id: (Value) -> String
  ) -> [Value] {
    var seen: Set<String> = []
    return (values ?? []).compactMap { value, node in
      guard seen.insert(id(value)).inserted else {
        node.note("tên ngắn «\(id(value))» đã dùng rồi", "hãy đặt tên khác")
        return nil
      }
      return value
    }
  }
}
