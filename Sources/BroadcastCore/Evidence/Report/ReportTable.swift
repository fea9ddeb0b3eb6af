/// A table with typed cells, for CSV and XLSX alike.
public struct ReportTable: Sendable {
  public enum Cell: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// Minutes, from whole seconds.
    case minutes(seconds: Int)
    case date(CivilDate)
  }

  /// Name of the sheet and of the CSV file.
  public var name: String
  public var file: String
  public var columns: [(title: String, width: Double)]
  public var rows: [[Cell]]
  /// Columns whose sum stands below; a formula in XLSX.
  public var totals: Set<Int> = []

  /// RFC 4180, UTF-8 with BOM so that spreadsheets read Vietnamese; nothing in it is taken for a formula.
  ///
  /// - Parameter notice: a first line of its own, where there is something to say of the whole.
  public func csv(notice: String? = nil) -> String {
    var text = "\u{FEFF}"
    if let notice { text += Self.field(notice) + "\r\n" }
    text += columns.map { Self.field($0.title) }.joined(separator: ",") + "\r\n"
    for row in rows { text += row.map(Self.field).joined(separator: ",") + "\r\n" }
    return text
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): field(text)
    case .integer(let value): String(value)
    case .minutes(let seconds):
      "\(seconds / 60).\(seconds % 60 * 100 / 60 < 10 ? "0" : "")\(seconds % 60 * 100 / 60)"
    case .date(let date): date.description
    }
  }

  /// OWASP "CSV injection": a text that begins like a formula gets an apostrophe, which spreadsheets do not show.
  static func field(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) {
      text = "'" + text
    }
    guard text.unicodeScalars.contains(where: { ",\"\r\n;\t".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
