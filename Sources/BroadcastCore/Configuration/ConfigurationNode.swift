internal import Yams

/// A place in a set-up file. Every accessor notes a problem and returns `nil` where the value is not what it asks for.
struct ConfigurationNode {
  let node: Node
  /// `zones[2].channels`, for messages.
  let path: String
  let reader: ConfigurationReader

  func note(_ what: String, _ cure: String) {
    reader.note(what, cure, at: self)
  }

  /// A problem in a line of a block of text (`|`), counted from 1; in a text on one line, the problem of the node.
  func note(_ what: String, _ cure: String, textLine: Int) {
    guard let mark = node.mark, word?.contains("\n") == true else { return note(what, cure) }
    reader.note(what, cure, line: mark.line + textLine, column: 1)
  }

  /// The scalar as written, whatever it means.
  var word: String? { node.scalar?.string }

  private var name: String { path.isEmpty ? "tệp" : "«\(path)»" }

  /// Members by key; a key outside `keys` is a problem of its own.
  func mapping(keys: [String]) -> ConfigurationMapping? {
    guard let mapping = node.mapping else {
      note("\(name) phải gồm các dòng «khóa: giá trị»", "chờ các khóa: \(keys.joined(separator: ", "))")
      return nil
    }
    var members: [String: ConfigurationNode] = [:]
    for (key, value) in mapping {
      guard let text = key.string else {
        ConfigurationNode(node: key, path: path, reader: reader)
          .note("khóa không phải một từ", "chờ một trong: \(keys.joined(separator: ", "))")
        continue
      }
      guard keys.contains(text) else {
        let guess = EditDistance.nearest(to: text, in: keys).map { " (ý bạn là «\($0)»?)" } ?? ""
        // `{ recurrence: FREQ=WEEKLY;BYDAY=TU,SA }` makes a key of SA.
        let isTorn = guess.isEmpty && value.scalar?.string == ""
        ConfigurationNode(node: key, path: text, reader: reader)
          .note(
            "khóa lạ «\(text)»\(guess)",
            isTorn
              ? "giá trị có dấu phẩy bên trong { } phải đặt trong dấu ngoặc kép; các khóa ở đây: "
                + keys.joined(separator: ", ")
              : "chờ một trong: \(keys.joined(separator: ", "))")
        continue
      }
      members[text] = ConfigurationNode(
        node: value, path: path.isEmpty ? text : "\(path).\(text)", reader: reader)
    }
    return ConfigurationMapping(node: self, members: members)
  }

  /// Every key with its value, for mappings whose keys the user chooses.
  func freeMapping() -> [(key: String, value: ConfigurationNode)]? {
    guard let mapping = node.mapping else {
      note("\(name) phải gồm các dòng «khóa: giá trị»", "ví dụ «chairman: Chủ tịch UBND xã»")
      return nil
    }
    return mapping.compactMap { key, value in
      key.string.map { ($0, ConfigurationNode(node: value, path: "\(path).\($0)", reader: reader)) }
    }
  }

  func list() -> [ConfigurationNode]? {
    guard let sequence = node.sequence else {
      note("\(name) phải là một danh sách", "mỗi mục một dòng bắt đầu bằng «- », hoặc [a, b]")
      return nil
    }
    return sequence.enumerated().map { index, node in
      ConfigurationNode(node: node, path: "\(path)[\(index + 1)]", reader: reader)
    }
  }

  var isList: Bool { node.sequence != nil }

  var isMapping: Bool { node.mapping != nil }

  var isEmptyList: Bool { node.sequence?.isEmpty == true }

  /// Text that is not empty.
  func string() -> String? {
    guard let text = node.scalar?.string, !text.isEmpty, node.tag.description != "tag:yaml.org,2002:null"
    else {
      note("\(name) trống hoặc không phải chữ", "chờ một dòng chữ")
      return nil
    }
    return text
  }

  func integer(in range: ClosedRange<Int>) -> Int? {
    guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
      note("\(name) không phải số nguyên hợp lệ", "chờ một số từ \(range.lowerBound) đến \(range.upperBound)")
      return nil
    }
    return value
  }

  func number(in range: ClosedRange<Double>) -> Double? {
    guard let text = node.scalar?.string, let value = Double(text), range.contains(value) else {
      func plain(_ bound: Double) -> String { bound == bound.rounded() ? "\(Int(bound))" : "\(bound)" }
      note(
        "\(name) không phải số hợp lệ",
        "chờ một số từ \(plain(range.lowerBound)) đến \(plain(range.upperBound))")
      return nil
    }
    return value
  }

  /// A short name: lower-case Latin letters, digits, hyphens; 1…64 of them.
  func identifier() -> String? {
    guard let text = string() else { return nil }
    let allowed = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard allowed, text.utf8.count <= 64 else {
      note(
        "«\(text)» không dùng làm tên ngắn được",
        "chỉ dùng chữ thường không dấu, chữ số và gạch nối, ví dụ «thon-dong»")
      return nil
    }
    return text
  }

  /// A value with a text form of its own, such as a time of day.
  func parsed<Value: LosslessStringConvertible>(_ type: Value.Type, expected: String) -> Value? {
    guard let text = node.scalar?.string, let value = Value(text) else {
      note("«\(node.scalar?.string ?? "")» ở \(name) không hợp lệ", "chờ \(expected)")
      return nil
    }
    return value
  }

  /// One of a few words.
  func choice<Value>(_ choices: [(word: String, value: Value)]) -> Value? {
    let text = node.scalar?.string ?? ""
    guard let found = choices.first(where: { $0.word == text }) else {
      note(
        "«\(text)» không dùng được ở \(name)", "chờ một trong: \(choices.map(\.word).joined(separator: ", "))"
      )
      return nil
    }
    return found.value
  }
}

/// The members of a mapping whose keys are known.
struct ConfigurationMapping {
  let node: ConfigurationNode
  let members: [String: ConfigurationNode]

  func optional(_ key: String) -> ConfigurationNode? { members[key] }

  /// Notes a missing key.
  func required(_ key: String) -> ConfigurationNode? {
    if let member = members[key] { return member }
    node.note("thiếu khóa «\(key)»", "hãy thêm dòng «\(key): …»")
    return nil
  }
}
