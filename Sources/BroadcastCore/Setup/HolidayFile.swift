/// Reads a holiday file: `revised` and a list of `holidays`; the shipped `holidays.yaml` explains its keys.
enum HolidayFile {
  static func read(_ root: ConfigurationNode) -> HolidayCatalogue? {
    guard let top = root.mapping(keys: ["revised", "holidays"]),
      let revised = top.required("revised")?.date(),
      let nodes = top.required("holidays")?.list()
    else { return nil }
    var holidays: [Holiday] = []
    for node in nodes {
      guard let holiday = holiday(node) else { continue }
      guard !holidays.contains(where: { $0.id == holiday.id }) else {
        node.note("ngày lễ «\(holiday.id)» viết hai lần", "hãy bỏ một mục hoặc đổi «id»")
        continue
      }
      holidays.append(holiday)
    }
    return HolidayCatalogue(holidays: holidays, revised: revised)
  }

  private static let keys = [
    "id", "name", "solar", "lunar", "weekday", "major", "observed", "daysOff", "from", "source", "note",
  ]

  /// `nil` after a problem was noted; a problem in an optional key leaves its default, as the file is refused anyway.
  private static func holiday(_ node: ConfigurationNode) -> Holiday? {
    guard let mapping = node.mapping(keys: keys), let id = mapping.required("id")?.identifier(),
      let name = mapping.required("name")?.string(), let rule = rule(mapping, of: node),
      let source = mapping.required("source")?.string()
    else { return nil }
    return Holiday(
      id: id, name: name, rule: rule, isMajor: mapping.optional("major")?.flag() ?? false,
      isObserved: mapping.optional("observed")?.flag() ?? true,
      daysOff: (mapping.optional("daysOff")?.list() ?? []).compactMap { $0.integer(in: -15...15) },
      inForceFrom: mapping.optional("from")?.date(), source: source,
      note: mapping.optional("note")?.string())
  }

  private static func rule(_ mapping: ConfigurationMapping, of node: ConfigurationNode) -> HolidayRule? {
    switch (mapping.optional("solar"), mapping.optional("lunar"), mapping.optional("weekday")) {
    case (let node?, nil, nil): return solarRule(node)
    case (nil, let node?, nil): return lunarRule(node)
    case (nil, nil, let node?): return weekdayRule(node)
    default:
      node.note(
        "ngày lễ phải có đúng một quy tắc ngày",
        "chờ một trong: solar (dương lịch), lunar (âm lịch), weekday (thứ trong tháng)")
      return nil
    }
  }

  private static func solarRule(_ node: ConfigurationNode) -> HolidayRule? {
    // 2000 was a leap year, so 29/2 is a date too.
    guard let (day, month) = dayAndMonth(node), let number = Int(day),
      CivilDate(year: 2000, month: month, day: number) != nil
    else {
      node.note("«\(node.word ?? "")» không phải ngày dương lịch", "chờ ngày/tháng, ví dụ 30/4")
      return nil
    }
    return .solar(day: number, month: month)
  }

  private static func lunarRule(_ node: ConfigurationNode) -> HolidayRule? {
    guard let (day, month) = dayAndMonth(node), (1...12).contains(month),
      let number = day == "last" ? -1 : Int(day), number == -1 && day == "last" || (1...30).contains(number)
    else {
      node.note(
        "«\(node.word ?? "")» không phải ngày âm lịch",
        "chờ ngày/tháng, ví dụ 10/3, hoặc last/12 cho ngày cuối tháng Chạp")
      return nil
    }
    return .lunar(day: number, month: month)
  }

  private static func weekdayRule(_ node: ConfigurationNode) -> HolidayRule? {
    guard let mapping = node.mapping(keys: ["nth", "day", "month"]), let nth = mapping.required("nth"),
      let ordinal = nth.integer(in: -5...5),
      let weekday = mapping.required("day")?.choice(Weekday.allCases.map { ("\($0)", $0) }),
      let month = mapping.required("month")?.integer(in: 1...12)
    else { return nil }
    guard ordinal != 0 else {
      nth.note("«nth» không thể là 0", "chờ 1 đến 5, hoặc -1 đến -5 tính từ cuối tháng")
      return nil
    }
    return .weekday(ordinal: ordinal, weekday, month: month)
  }

  private static func dayAndMonth(_ node: ConfigurationNode) -> (day: String, month: Int)? {
    let parts = (node.word ?? "").split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = Int(parts[1]) else { return nil }
    return (String(parts[0]), month)
  }
}

extension HolidayCatalogue {
  /// Reads a holiday file.
  ///
  /// - Parameter file: the name that problems give.
  public init(yaml text: String, file: String) throws(ConfigurationError) {
    let reader = ConfigurationReader(file: file)
    let catalogue = reader.root(of: text).flatMap(HolidayFile.read)
    guard let catalogue, reader.problems.isEmpty else {
      throw ConfigurationError(problems: reader.problems)
    }
    self = catalogue
  }
}
