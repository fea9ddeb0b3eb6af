/// Reads what a programme says besides what, when and where.
enum ProgrammePolicies {
  static let keys = ["repeat", "order", "when-cut", "lead-back", "when-missed", "past-hours"]

  static func repeats(_ node: ConfigurationNode) -> Programme.Repeats? {
    guard let mapping = node.mapping(keys: ["count", "gap"]),
      let count = mapping.required("count")?.integer(in: 2...20),
      let gap = mapping.required("gap")?.integer(in: 0...240)
    else { return nil }
    return Programme.Repeats(count: count, minutesBetween: gap)
  }

  static func whenCut(_ mapping: ConfigurationMapping) -> CutPolicy? {
    let lead = mapping.optional("lead-back")
    guard let node = mapping.optional("when-cut") else {
      lead?.note("«lead-back» chỉ dùng với «when-cut: resume»", "hãy thêm «when-cut: resume»")
      return nil
    }
    let word = node.choice(["resume", "restart", "drop"].map { ($0, $0) })
    if word != "resume" {
      lead?.note("«lead-back» chỉ dùng với «when-cut: resume»", "hãy bỏ dòng này")
    }
    switch word {
    case "resume": return (lead.map { $0.integer(in: 0...60) } ?? 3).map { .resume(leadBackSeconds: $0) }
    case "restart": return .restart
    case "drop": return .drop
    default: return nil
    }
  }

  static func whenMissed(_ node: ConfigurationNode) -> MissedPolicy? {
    guard node.isMapping else {
      switch node.word {
      case "skip": return .skip
      case "ask": return .ask
      default:
        node.note("«\(node.word ?? "")» không dùng được ở «when-missed»", "chờ skip, ask hoặc { late: PHÚT }")
        return nil
      }
    }
    return node.mapping(keys: ["late"])?.required("late")?.integer(in: 1...720)
      .map { .playLate(withinMinutes: $0) }
  }

  /// Also for greetings.
  static func pastHours(_ node: ConfigurationNode) -> HoursException? {
    guard let mapping = node.mapping(keys: ["reason", "approved-by"]),
      let reason = mapping.required("reason")?.string(),
      let office = mapping.required("approved-by")?.string()
    else { return nil }
    return HoursException(reason: reason, approvedBy: office)
  }
}
