extension EvidenceReport {
  /// The sheets of the workbook, each also a CSV file.
  public var tables: [ReportTable] { [criteriaTable, entryTable, minuteTable, manualTable, apartTable] }

  private var criteriaTable: ReportTable {
    ReportTable(
      name: "Tiêu chí", file: "tieu-chi",
      columns: [
        ("Mã", 12), ("Nội dung tiêu chí", 60), ("Thời gian thực hiện", 18), ("Cơ quan chủ trì", 24),
        ("Cơ quan phối hợp", 24), ("Sản phẩm", 40), ("Vai trò", 12), ("Kết quả", 16), ("Lượt phát", 10),
        ("Số ngày", 9), ("Cụm loa đã nghe", 12), ("Trên tổng số", 10), ("Số phút", 10),
        ("Ngày trống dài nhất", 12), ("Lượt hỗ trợ", 10), ("Còn thiếu", 60), ("Số mục nhật ký", 60),
      ],
      rows: coverage.criteria.map { row in
        [
          .text(row.criterion.code), .text(row.criterion.title), .text(row.criterion.frequency),
          .text(row.criterion.lead), .text(row.criterion.partners.joined(separator: "; ")),
          .text(row.criterion.product), .text(row.criterion.role == .direct ? "trực tiếp" : "hỗ trợ"),
          .text(row.verdict), .integer(row.broadcasts.count), .integer(row.dates.count),
          .integer(row.zones.count), .integer(station.zones.count), .minutes(seconds: row.seconds),
          row.longestGapDays.map { .integer($0) } ?? .text(""), .integer(row.supporting.count),
          .text(row.shortfalls.map(\.text).joined(separator: " ")),
          .text(VietnameseFigures.entries(row.entries + row.supporting, limit: 400)),
        ]
      })
  }

  private var entryTable: ReportTable { Self.entries(coverage.counted, "Lượt phát", "luot-phat", self) }
  private var apartTable: ReportTable { Self.entries(coverage.apart, "Không tính", "khong-tinh", self) }

  private static func entries(
    _ entries: [AiredEntry], _ name: String, _ file: String, _ report: EvidenceReport
  ) -> ReportTable {
    ReportTable(
      name: name, file: file,
      columns: [
        ("Số mục", 9), ("Ngày", 11), ("Giờ", 9), ("Bản tin", 40), ("Cụm loa nghe trọn", 40),
        ("Số cụm loa", 8),
        ("Số phút", 9), ("Tiêu chí", 20), ("Hỗ trợ tiêu chí", 20), ("Đầu ra", 10), ("Loại đầu ra", 10),
        ("Độ to (LUFS)", 10), ("Giá trị", 24), ("Đồng hồ", 12), ("Mục nhận phát", 9),
      ],
      rows: entries.map { entry in
        [
          .integer(Int(entry.seq)), .date(entry.date), .text(entry.time), .text(entry.title),
          .text(report.names(of: entry.zones)), .integer(entry.zones.count), .minutes(seconds: entry.seconds),
          .text(entry.criteria.joined(separator: " ")), .text(entry.supporting.joined(separator: " ")),
          .text(entry.output), .text(entry.outputKind),
          .text(entry.loudnessMlufs.map { loudness($0) } ?? ""), .text(entry.standing.vietnamese),
          .text(entry.isClockTrusted ? "đã đồng bộ" : "chưa đồng bộ"), .integer(Int(entry.acceptedSeq)),
        ]
      }, totals: [6])
  }

  /// `-16,2`
  static func loudness(_ thousandths: Int) -> String {
    let tenths = (abs(thousandths) + 50) / 100
    return (thousandths < 0 ? "-" : "") + "\(tenths / 10),\(tenths % 10)"
  }

  private var minuteTable: ReportTable {
    ReportTable(
      name: "Phút theo ngày", file: "phut-theo-ngay",
      columns: [("Ngày", 11), ("Cụm loa", 30), ("Số phút", 10), ("Số mục nhật ký", 40)],
      rows: coverage.minutes.map { day in
        [
          .date(day.date), .text(name(of: day.zone)), .minutes(seconds: day.seconds),
          .text(VietnameseFigures.ranges(day.entries).joined(separator: ", ")),
        ]
      }, totals: [2])
  }

  private var manualTable: ReportTable {
    ReportTable(
      name: "Nhập tay", file: "nhap-tay",
      columns: [
        ("Ngày", 11), ("Tiêu chí", 14), ("Loại", 14), ("Nội dung", 50), ("Người nhập", 20), ("SHA-256", 66),
        ("Nguồn", 12),
      ],
      rows: manual.map { item in
        [
          .date(item.date), .text(item.criterion), .text(item.kind.vietnamese), .text(item.title),
          .text(item.author), .text(item.hash), .text("nhập tay"),
        ]
      })
  }
}

extension CriterionCoverage {
  public var verdict: String {
    if criterion.role == .supporting { return "Chỉ hỗ trợ" }
    if isSatisfied { return "Đạt" }
    return span == nil ? "Chưa đến kỳ" : direct ? "Chưa đạt" : "Chưa có lượt phát"
  }

  private var direct: Bool { !broadcasts.isEmpty }
}
