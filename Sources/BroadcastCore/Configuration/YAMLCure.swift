/// What to do about a fault that libyaml names in English.
enum YAMLCure {
  private static let tabCure = "dòng này thụt bằng phím Tab; hãy thụt bằng dấu cách"
  private static let cures: [(problem: String, cure: String)] = [
    ("tab character", tabCure),
    ("unexpected end of stream", "một dấu ngoặc kép mở ra mà không đóng; hãy thêm dấu đóng ở cuối chữ"),
    ("mapping values are not allowed", "dấu hai chấm trong câu chữ; hãy đặt cả câu trong dấu ngoặc kép"),
    ("undefined alias", "chữ bắt đầu bằng dấu *; hãy đặt trong dấu ngoặc kép"),
    ("another document", "hãy bỏ dòng «---», mỗi tệp chỉ một phần"),
    ("cannot start any token", "chữ bắt đầu bằng ký tự đặc biệt (%, @, `); hãy đặt trong dấu ngoặc kép"),
    ("',' or ']'", "danh sách [a, b] thiếu dấu phẩy hoặc dấu ]; hãy thêm vào"),
    ("',' or '}'", "nhóm { a: 1, b: 2 } thiếu dấu phẩy hoặc dấu }; hãy thêm vào"),
    ("'-' indicator", "các mục của danh sách phải thụt bằng nhau; hãy sửa số dấu cách đầu dòng"),
    ("block mapping", "các khóa cùng bậc phải thụt bằng nhau; hãy sửa số dấu cách đầu dòng"),
    ("expected key", "các khóa cùng bậc phải thụt bằng nhau; hãy sửa số dấu cách đầu dòng"),
    ("':'", "thiếu dấu hai chấm sau khóa; hãy viết «khóa: giá trị»"),
    ("nesting level", "các mục lồng nhau quá sâu; hãy viết phẳng hơn"),
  ]

  /// - Parameter line: counted from 1, as libyaml names it.
  static func cure(for problem: String, line: Int, of text: String) -> String {
    let lines = text.split(maxSplits: line, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    // libyaml names a tab only where the indentation was already known.
    if line >= 1, lines.count >= line,
      lines[line - 1].prefix(while: { $0 == " " || $0 == "\t" }).contains("\t")
    {
      return tabCure
    }
    return cures.first { problem.contains($0.problem) }?.cure
      ?? "hãy xem lại thụt dòng, dấu hai chấm và dấu ngoặc kép ở chỗ này"
  }

  /// Where a key stands a second time in its mapping; `nil` where that is not plain to see, as with quotes of another kind.
  ///
  /// - Parameter first: its first place, counted from 1.
  static func secondPlace(
    of key: String, after first: (line: Int, column: Int), in text: String
  ) -> (line: Int, column: Int)? {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      Array($0.unicodeScalars)
    }
    let key = Array(key.unicodeScalars)
    guard lines.indices.contains(first.line - 1) else { return nil }
    func isKey(_ line: [Unicode.Scalar], at index: Int) -> Bool {
      guard index + key.count < line.count, Array(line[index..<index + key.count]) == key else {
        return false
      }
      return line[(index + key.count)...].first { $0 != " " } == ":"
    }
    // In a block it stands below, indented alike; between braces after a comma of the same line or a later one.
    let start = first.column - 1
    let isBlock = lines[first.line - 1].prefix(start).allSatisfy { $0 == " " || $0 == "-" }
    if !isBlock {
      for (number, line) in lines.enumerated().dropFirst(first.line - 1) {
        for index in line.indices where number >= first.line || index > start {
          let before = line[..<index].last { $0 != " " }
          if isKey(line, at: index), before == "," || before == "{" || before == nil {
            return (number + 1, index + 1)
          }
        }
      }
      return nil
    }
    for (number, line) in lines.enumerated().dropFirst(first.line) {
      guard let indent = line.firstIndex(where: { $0 != " " }) else { continue }
      if indent < start { return nil }
      if indent == start, isKey(line, at: indent) { return (number + 1, indent + 1) }
    }
    return nil
  }
}
