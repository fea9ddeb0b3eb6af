internal import Yams

extension ConfigurationNode {
  func flag() -> Bool? {
    choice([("true", true), ("false", false)])
  }

  func date() -> CivilDate? {
    guard let date = parsed(CivilDate.self, expected: "ngày dạng năm-tháng-ngày, ví dụ 2026-09-02") else {
      return nil
    }
    guard CivilDate.planned.contains(date) else {
      note("ngày \(date) ngoài khoảng chương trình tính được", "chờ ngày từ năm 1900 đến hết năm 2199")
      return nil
    }
    return date
  }

  /// A time at which something may start.
  func startTime() -> TimeOfDay? {
    guard
      let time = parsed(
        TimeOfDay.self, expected: "giờ dạng \"GIỜ:PHÚT\" trong dấu ngoặc kép, ví dụ \"17:00\"")
    else { return nil }
    guard time.secondsSinceMidnight < 86_400 else {
      note("24:00 không phải giờ bắt đầu", "hãy viết \"00:00\"")
      return nil
    }
    return time
  }

  func span() -> DailySpan? {
    parsed(
      DailySpan.self, expected: "khoảng giờ GIỜ:PHÚT-GIỜ:PHÚT, ví dụ \"21:00-05:00\" (trong dấu ngoặc kép)")
  }

  /// One value, or a list of them that is not empty; a value given twice is a problem.
  func oneOrMore<Value: Hashable>(_ read: (ConfigurationNode) -> Value?) -> [Value]? {
    guard isList else { return read(self).map { [$0] } }
    let nodes = list() ?? []
    if nodes.isEmpty { note("danh sách \(path.isEmpty ? "" : "«\(path)» ")trống", "hãy ghi ít nhất một mục") }
    var values: [Value] = []
    for node in nodes {
      guard let value = read(node) else { continue }
      if values.contains(value) {
        node.note("«\(node.word ?? "mục này")» viết hai lần", "hãy giữ lại một")
      } else {
        values.append(value)
      }
    }
    return values.count == nodes.count && !values.isEmpty ? values : nil
  }

  /// A name that has to be one of those known.
  ///
  /// - Parameter what: `cụm loa`, for the message "không có cụm loa «x»".
  func name(of what: String, among known: [String]) -> String? {
    guard let text = string() else { return nil }
    guard known.contains(text) else {
      noteUnknown(text, what: what, known: known)
      return nil
    }
    return text
  }

  func noteUnknown(_ text: String, what: String, known: [String]) {
    let guess = EditDistance.nearest(to: text, in: known).map { " (ý bạn là «\($0)»?)" } ?? ""
    note(
      "không có \(what) «\(text)»\(guess)",
      known.isEmpty ? "chưa khai \(what) nào" : "chờ một trong: \(known.joined(separator: ", "))")
  }

  /// A problem at a character of a word on one line, counted from 1.
  func note(_ what: String, _ cure: String, character: Int) {
    guard let mark = node.mark, let scalar = node.scalar, !scalar.string.contains("\n") else {
      return note(what, cure)
    }
    let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
    reader.note(what, cure, line: mark.line, column: mark.column + character - 1 + (isQuoted ? 1 : 0))
  }

  /// Line and column, counted from 1.
  var position: (line: Int, column: Int) { (node.mark?.line ?? 1, node.mark?.column ?? 1) }

  func has(_ key: String) -> Bool {
    node.mapping?.contains { $0.key.string == key } == true
  }

  /// The member of a mapping, for pointing at it; notes nothing.
  func child(_ key: String) -> ConfigurationNode? {
    node.mapping?[key].map { ConfigurationNode(node: $0, path: key, reader: reader) }
  }

  /// The items of the list under a key that have an id, for pointing at them; notes nothing.
  func items(under key: String, named name: String = "id") -> [(id: String, node: ConfigurationNode)] {
    (node.mapping?[key]?.sequence ?? []).compactMap { item in
      guard let id = item.mapping?[name]?.string else { return nil }
      return (id, ConfigurationNode(node: item, path: key, reader: reader))
    }
  }
}
