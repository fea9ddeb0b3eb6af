/// Reads on which days a programme airs: one of the keys, or several whose days unite.
struct ProgrammeDays {
  static let keys = ["recurrence", "lunar", "holiday", "dates", "reminder", "three-days"]

  let names: SetupNames
  /// First date of the programme, from which an RFC 5545 rule counts.
  var from: CivilDate?
  /// Whether `from` could be written; days without broadcasts have none.
  var hasFrom = true

  struct Result {
    var days: Programme.Days
    var shortRunReason: String?
    var event: (id: String, node: ConfigurationNode)?
  }

  func read(_ mapping: ConfigurationMapping) -> Result? {
    let given = Self.keys.filter { mapping.optional($0) != nil }
    guard let first = given.first else {
      mapping.node.note(
        "chương trình không nói phát ngày nào", "hãy thêm một trong: \(Self.keys.joined(separator: ", "))")
      return nil
    }
    for key in ["reminder", "three-days"] {
      guard let node = mapping.optional(key) else { continue }
      guard given.count == 1 else {
        node.note("«\(key)» không gộp với cách chọn ngày khác", "hãy tách thành hai chương trình")
        return nil
      }
      return first == "reminder" ? reminder(node) : threeDays(node)
    }
    let parts = given.compactMap { key in mapping.optional(key).flatMap { recurrence(key, $0) } }
    guard parts.count == given.count else { return nil }
    return Result(days: .recurring(parts.count == 1 ? parts[0] : .union(parts)))
  }

  /// The days of one key; also for days without broadcasts.
  func recurrence(_ key: String, _ node: ConfigurationNode) -> Recurrence? {
    switch key {
    case "recurrence": rule(node)
    case "lunar": lunar(node)
    case "holiday": union(node.oneOrMore(holiday))
    default: node.oneOrMore { $0.date() }.map { .dates($0) }
    }
  }

  private func union(_ parts: [Recurrence]?) -> Recurrence? {
    parts.map { $0.count == 1 ? $0[0] : .union($0) }
  }

  private func rule(_ node: ConfigurationNode) -> Recurrence? {
    guard let text = node.string() else { return nil }
    do {
      let rule = try RecurrenceRule(parsing: text)
      var counts = rule.interval > 1
      if case .count = rule.end { counts = true }
      guard !counts || from != nil else {
        node.note(
          "quy tắc đếm từ một ngày mà chương trình không nói ngày nào",
          hasFrom ? "hãy thêm «from: NGÀY»" : "hãy bỏ INTERVAL và COUNT, hoặc ghi từng ngày bằng «dates»")
        return nil
      }
      guard rule.namesItsDays || from != nil else {
        let cure =
          switch rule.frequency {
          case .weekly: "BYDAY, ví dụ BYDAY=MO"
          case .monthly: "BYMONTHDAY hoặc BYDAY, ví dụ BYMONTHDAY=25"
          case .yearly, .daily: "BYMONTH và BYMONTHDAY, ví dụ BYMONTH=9;BYMONTHDAY=2"
          }
        node.note(
          "quy tắc không nói ngày nào trong \(rule.frequency.vietnamesePeriod)",
          "hãy thêm \(cure)\(hasFrom ? ", hoặc thêm «from: NGÀY» để lấy theo ngày đó" : "")")
        return nil
      }
      return .rule(rule, start: from ?? CivilDate(dayNumber: 0))
    } catch {
      node.note(
        "quy tắc lặp sai ở \(error.part)", error.message, character: error.column)
      return nil
    }
  }

  private func lunar(_ node: ConfigurationNode) -> Recurrence? {
    guard let mapping = node.mapping(keys: ["days", "month", "leap", "missing"]),
      let daysNode = mapping.required("days"),
      let days = daysNode.oneOrMore({ $0.integer(in: -30...30) })
    else { return nil }
    guard !days.contains(0) else {
      daysNode.note("không có ngày 0 âm lịch", "chờ 1 đến 30, hoặc -1 đến -30 tính từ cuối tháng")
      return nil
    }
    var month: Int?
    if let node = mapping.optional("month") {
      guard let value = node.integer(in: 1...12) else { return nil }
      month = value
    }
    var leap: LunarRecurrence.LeapMonths?
    if let node = mapping.optional("leap") {
      guard let value = node.choice(LunarRecurrence.LeapMonths.allCases.map { ($0.rawValue, $0) }) else {
        return nil
      }
      leap = value
    }
    var missing = LunarRecurrence.MissingDay.skip
    if let node = mapping.optional("missing") {
      guard let value = node.choice([("skip", .skip), ("last-day", LunarRecurrence.MissingDay.lastDay)])
      else { return nil }
      missing = value
    }
    return LunarRecurrence(month: month, days: days, leapMonths: leap, missingDay: missing).map { .lunar($0) }
  }

  /// `tet-nguyen-dan`, or `{ id: tet-nguyen-dan, days-after: -1 }`.
  private func holiday(_ node: ConfigurationNode) -> Recurrence? {
    guard node.isMapping else {
      return node.name(of: "ngày lễ", among: names.holidays).map { .holiday($0, daysAfter: 0) }
    }
    guard let mapping = node.mapping(keys: ["id", "days-after"]),
      let id = mapping.required("id")?.name(of: "ngày lễ", among: names.holidays)
    else { return nil }
    var days = 0
    if let node = mapping.optional("days-after") {
      guard let value = node.integer(in: -60...60) else { return nil }
      days = value
    }
    return .holiday(id, daysAfter: days)
  }

  private func reminder(_ node: ConfigurationNode) -> Result? {
    guard let mapping = node.mapping(keys: ["event", "days-before"]),
      let eventNode = mapping.required("event"), let event = eventNode.identifier(),
      let days = mapping.required("days-before")?.oneOrMore({ $0.integer(in: 0...60) })
    else { return nil }
    return Result(days: .before(event: event, days: days.sorted(by: >)), event: (event, eventNode))
  }

  private func threeDays(_ node: ConfigurationNode) -> Result? {
    guard let mapping = node.mapping(keys: ["from", "days", "override"]),
      let from = mapping.required("from")?.date()
    else { return nil }
    var count = Programme.daysInARow
    if let days = mapping.optional("days") {
      guard let value = days.integer(in: 1...60) else { return nil }
      count = value
    }
    let override = mapping.optional("override")?.string()
    guard count >= Programme.daysInARow || override != nil else {
      (mapping.optional("days") ?? node).note(
        "phát \(count) ngày thì ít hơn 03 ngày liên tục theo Điều 13 khoản 3 Luật Thực hiện dân chủ ở cơ sở",
        "hãy ghi «days: 3» trở lên, hoặc thêm «override: lý do»")
      return nil
    }
    return Result(
      days: .inARow(from: from, count: count),
      shortRunReason: count < Programme.daysInARow ? override : nil)
  }
}
