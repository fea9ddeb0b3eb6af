/// What to do about a fault that libyaml names in English.
enum YAMLCure {
  private static let cures: [(problem: String, cure: String)] = [
    ("tab character", "dòng này thụt bằng phím Tab; hãy thụt bằng dấu cách"),
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

  static func cure(for problem: String) -> String {
    cures.first { problem.contains($0.problem) }?.cure
      ?? "hãy xem lại thụt dòng, dấu hai chấm và dấu ngoặc kép ở chỗ này"
  }
}
