internal import CXlsxwriter
internal import Foundation

/// Writes tables as an XLSX workbook: real dates and numbers, frozen head, filters, set up for print.
public enum Workbook {
  /// - Parameters:
  ///   - notice: stands on every sheet, in its header and its first row, where there is one.
  ///   - progress: 0…1.
  /// - Throws: `ReportError`.
  public static func write(
    _ tables: [ReportTable], to path: String, notice: String? = nil, progress: (Double) -> Void = { _ in }
  ) throws(ReportError) {
    guard let book = workbook_new(path) else { throw ReportError(.unwritable("libxlsxwriter"), path: path) }
    let head = workbook_add_format(book)
    format_set_bold(head)
    format_set_text_wrap(head)
    format_set_border(head, UInt8(LXW_BORDER_THIN.rawValue))
    format_set_bg_color(head, 0xD9E2F3)
    format_set_align(head, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    let text = workbook_add_format(book)
    format_set_text_wrap(text)
    format_set_align(text, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let date = workbook_add_format(book)
    format_set_num_format(date, "dd/mm/yyyy")
    format_set_align(date, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let decimal = workbook_add_format(book)
    format_set_num_format(decimal, "#,##0.00")
    format_set_align(decimal, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    let warning = workbook_add_format(book)
    format_set_bold(warning)
    format_set_font_color(warning, 0xC00000)
    for (number, table) in tables.enumerated() {
      guard let sheet = workbook_add_worksheet(book, table.name) else {
        workbook_close(book)
        throw ReportError(.unwritable("sheet \(table.name)"), path: path)
      }
      var first: UInt32 = 0
      if let notice {
        worksheet_write_string(sheet, 0, 0, notice, warning)
        first = 1
      }
      for (column, (title, width)) in table.columns.enumerated() {
        worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        worksheet_write_string(sheet, first, UInt16(column), title, head)
      }
      for (index, row) in table.rows.enumerated() {
        let line = first + 1 + UInt32(index)
        for (column, cell) in row.enumerated() {
          let column = UInt16(column)
          switch cell {
          case .text(let value):
            // Excel's limit for a cell; the CSV has it whole. Always a string, never a formula.
            if !value.isEmpty {
              worksheet_write_string(sheet, line, column, String(value.prefix(32_000)), text)
            }
          case .integer(let value): worksheet_write_number(sheet, line, column, Double(value), nil)
          case .minutes(let seconds):
            worksheet_write_number(sheet, line, column, Double(seconds) / 60, decimal)
          case .date(let value):
            // Excel counts days from 1899-12-30.
            worksheet_write_number(sheet, line, column, Double(value.dayNumber + 25_569), date)
          }
        }
        if index % 500 == 0 {
          progress((Double(number) + Double(index) / Double(table.rows.count)) / Double(tables.count))
        }
      }
      let last = first + UInt32(table.rows.count)
      let columns = UInt16(table.columns.count - 1)
      worksheet_freeze_panes(sheet, first + 1, 1)
      worksheet_autofilter(sheet, first, 0, last, columns)
      for column in table.totals where !table.rows.isEmpty {
        let letter = String(UnicodeScalar(UInt8(65 + column)))
        worksheet_write_string(sheet, last + 1, 0, "Cộng", head)
        // 109: the sum of the rows that the filter shows.
        worksheet_write_formula_num(
          sheet, last + 1, UInt16(column), "=SUBTOTAL(109,\(letter)\(first + 2):\(letter)\(last + 1))",
          decimal,
          table.rows.reduce(0) {
            if case .minutes(let seconds) = $1[column] { $0 + Double(seconds) / 60 } else { $0 }
          })
      }
      worksheet_set_landscape(sheet)
      worksheet_set_paper(sheet, 9)
      worksheet_fit_to_pages(sheet, 1, 0)
      worksheet_repeat_rows(sheet, first, first)
      worksheet_set_margins(sheet, 0.79, 0.59, 0.79, 0.79)
      worksheet_set_header(sheet, "&C\(notice.map { $0 + " - " } ?? "")\(table.name)")
      worksheet_set_footer(sheet, "&CTrang &P/&N")
    }
    let code = workbook_close(book)
    guard code.rawValue == 0 else {
      throw ReportError(
        .unwritable(lxw_strerror(code).map { String(cString: $0) } ?? "\(code.rawValue)"), path: path)
    }
  }
}

/// A report that could not be made.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unwritable(String)
    case noPrinter
    case printerFailed(String)
  }

  public let code: Code
  public let path: String

  public init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }

  public var description: String {
    switch code {
    case .unwritable(let cause):
      "Không ghi được \(path) (\(cause)): hãy kiểm tra quyền ghi và chỗ trống trên đĩa."
    case .noPrinter:
      "Không có chương trình weasyprint nên chưa làm được \(path): cài gói Debian weasyprint và fonts-liberation2, hoặc thêm --no-pdf."
    case .printerFailed(let cause): "weasyprint không làm được \(path): \(cause)"
    }
  }
}
