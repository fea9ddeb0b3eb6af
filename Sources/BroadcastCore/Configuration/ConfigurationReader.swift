internal import Yams

/// Collects the problems of one set-up file while its values are read, so that the user sees all of them at once.
final class ConfigurationReader {
  let file: String
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) {
    self.file = file
  }

  /// The file's content, which has to be a mapping; `nil` after a problem was noted.
  func root(of text: String) -> ConfigurationNode? {
    guard text.utf8.count <= ConfigurationLimits.bytes else {
      note("tệp lớn hơn 1 MB", "hãy tách thành nhiều tệp nhỏ")
      return nil
    }
    let aliases = ConfigurationLimits.aliases(in: text)
    guard aliases.count <= ConfigurationLimits.aliases else {
      let place = aliases[ConfigurationLimits.aliases]
      note(
        "tệp dùng quá \(ConfigurationLimits.aliases) bí danh YAML («*tên»)",
        "hãy viết lại nội dung thay cho bí danh; dấu * trong câu chữ thì viết cách ra", line: place.line,
        column: place.column)
      return nil
    }
    do {
      guard let node = try Yams.compose(yaml: text) else {
        note("tệp trống", "hãy điền nội dung theo tệp mẫu trong schedules/ninh-giang", line: 1, column: 1)
        return nil
      }
      if let excess = ConfigurationLimits.excess(in: node) {
        note(excess.what, excess.cure, line: excess.mark?.line ?? 1, column: excess.mark?.column ?? 1)
        return nil
      }
      return ConfigurationNode(node: node, path: "", reader: self)
    } catch let error as YamlError {
      note(error)
    } catch {
      note("không đọc được YAML (\(error))", "hãy sửa theo cú pháp YAML")
    }
    return nil
  }

  func note(_ what: String, _ cure: String, at node: ConfigurationNode? = nil) {
    let mark = node?.node.mark
    add(ConfigurationProblem(file: file, line: mark?.line, column: mark?.column, what: what, cure: cure))
  }

  func note(_ what: String, _ cure: String, line: Int, column: Int) {
    add(ConfigurationProblem(file: file, line: line, column: column, what: what, cure: cure))
  }

  private func add(_ problem: ConfigurationProblem) {
    guard problems.count <= ConfigurationLimits.problems else { return }
    guard problems.count < ConfigurationLimits.problems else {
      problems.append(
        ConfigurationProblem(
          file: file, line: problem.line, column: problem.column,
          what: "tệp còn lỗi khác, không kể hết ở đây",
          cure: "hãy sửa các lỗi đã nêu rồi kiểm tra lại"))
      return
    }
    problems.append(problem)
  }

  /// A file that is not UTF-8, at the first byte that is not.
  func noteNotText(_ bytes: [UInt8]) {
    // The longest front that is text; a damaged character has up to four bytes.
    let repaired = String(decoding: bytes, as: UTF8.self)
    let good = zip(bytes, repaired.utf8).prefix { $0 == $1 }.count
    let front = String(decoding: bytes[..<good], as: UTF8.self)
    let lines = front.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    note(
      "tệp không phải UTF-8", "hãy lưu lại tệp dạng UTF-8", line: max(1, lines.count),
      column: (lines.last?.unicodeScalars.count ?? 0) + 1)
  }

  private func note(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, let text), .parser(_, let problem, let mark, let text),
      .composer(_, let problem, let mark, let text):
      note(
        "sai cú pháp YAML (\(problem))", YAMLCure.cure(for: problem, line: mark.line, of: text),
        line: mark.line,
        column: mark.column)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().map { "«\($0)»" }.joined(separator: ", ")
      let first = (line: context.mark.line, column: context.mark.column)
      let again = duplicates.min().flatMap { YAMLCure.secondPlace(of: $0, after: first, in: context.text) }
      let place = again ?? first
      note(
        "khóa \(names) viết hai lần\(again == nil ? "" : ", lần đầu ở dòng \(first.line)")",
        "hãy giữ lại một lần",
        line: place.line, column: place.column)
    case .reader(_, let offset, _, let text):
      let before = text.prefix(offset ?? 0)
      let line = before.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      note(
        "tệp có ký tự điều khiển không đọc được", "hãy xóa ký tự ở chỗ này, hoặc lưu lại tệp dạng chữ thường",
        line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1)
    case .dataCouldNotBeDecoded:
      note("tệp không phải UTF-8", "hãy lưu lại tệp dạng UTF-8")
    default:
      note("không đọc được YAML (\(error))", "hãy sửa theo cú pháp YAML")
    }
  }
}
