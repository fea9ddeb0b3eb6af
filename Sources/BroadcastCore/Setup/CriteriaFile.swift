/// Reads `criteria.yaml`: the rows of the commune's own table, in its order.
enum CriteriaFile {
  private static let rowKeys = [
    "code", "level", "number", "title", "source", "role", "lead", "partners", "frequency", "longest-gap",
    "product",
    "points", "from", "to",
  ]

  static func read(_ root: ConfigurationNode) -> [(criterion: Criterion, node: ConfigurationNode)] {
    guard let top = root.mapping(keys: ["source", "from", "to", "criteria"]),
      let nodes = top.required("criteria")?.list()
    else { return [] }
    var defaults = Defaults(source: top.optional("source")?.string())
    defaults.from = top.optional("from")?.date()
    defaults.to = top.optional("to")?.date()
    var headings: [(level: Int, heading: Criterion.Heading)] = []
    var rows: [(Criterion, ConfigurationNode)] = []
    for node in nodes {
      if node.has("heading") {
        guard let (level, heading) = heading(node) else { continue }
        headings.removeAll { $0.level >= level }
        headings.append((level, heading))
        continue
      }
      guard let mapping = node.mapping(keys: rowKeys) else { continue }
      // A row that stands beside headings of a level ends them.
      if let level = level(mapping) { headings.removeAll { $0.level >= level } }
      if let row = row(mapping, under: headings.map(\.heading), defaults) { rows.append((row, node)) }
    }
    return rows
  }

  private struct Defaults {
    var source: String?
    var from: CivilDate?
    var to: CivilDate?
  }

  /// `- heading: …` with `number` and `level`; a heading ends those of its level and below.
  private static func heading(_ node: ConfigurationNode) -> (Int, Criterion.Heading)? {
    guard let mapping = node.mapping(keys: ["heading", "number", "level"]),
      let title = mapping.required("heading")?.string()
    else { return nil }
    return (
      level(mapping) ?? 1, Criterion.Heading(number: mapping.optional("number")?.string(), title: title)
    )
  }

  private static func level(_ mapping: ConfigurationMapping) -> Int? {
    mapping.optional("level").flatMap { $0.integer(in: 1...4) }
  }

  private static func row(
    _ mapping: ConfigurationMapping, under headings: [Criterion.Heading], _ defaults: Defaults
  ) -> Criterion? {
    let node = mapping.node
    let code = mapping.required("code").flatMap(code)
    let title = mapping.required("title")?.string()
    let role = mapping.required("role")?.choice(Criterion.Role.allCases.map { ($0.rawValue, $0) })
    let source = mapping.optional("source")?.string() ?? defaults.source
    if source == nil {
      node.note("tiêu chí không ghi căn cứ", "hãy thêm «source: …» ở dòng này hoặc ở đầu tệp")
    }
    var gap: Int?
    if let node = mapping.optional("longest-gap") { gap = node.integer(in: 1...400) }
    var points: Int?
    if let node = mapping.optional("points") {
      points = node.number(in: 0...1000).map { Int(($0 * 100).rounded()) }
    }
    let from = mapping.optional("from").map { $0.date() } ?? defaults.from
    let to = mapping.optional("to").map { $0.date() } ?? defaults.to
    if let from, let to, to < from {
      (mapping.optional("to") ?? node).note(
        "ngày cuối \(to) trước ngày đầu \(from)", "hãy sửa «from» hoặc «to»")
    }
    guard let code, let title, let role, let source else { return nil }
    return Criterion(
      code: code, headings: headings, number: mapping.optional("number")?.string(), title: title,
      source: source, role: role, lead: mapping.optional("lead")?.string() ?? "",
      partners: mapping.optional("partners")?.oneOrMore { $0.string() } ?? [],
      frequency: mapping.optional("frequency")?.string() ?? "", longestGapDays: gap,
      product: mapping.optional("product")?.string() ?? "", pointHundredths: points, from: from, to: to)
  }

  private static func code(_ node: ConfigurationNode) -> String? {
    guard let text = node.string() else { return nil }
    let allowed = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }
    guard allowed, text.count <= 32 else {
      node.note(
        "«\(text)» không dùng làm mã tiêu chí được", "chỉ dùng chữ, chữ số, dấu chấm, gạch nối, ví dụ TC2.5")
      return nil
    }
    return text
  }
}
