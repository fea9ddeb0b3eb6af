/// What stands behind every row, and how anyone can check it.
extension ReportDocument {
  // MARK: Phụ lục III

  var annex: HTML {
    let bySeq = Dictionary(report.coverage.counted.map { ($0.seq, $0) }) { first, _ in first }
    var text: HTML = "<h3 class=\"center\">PHỤ LỤC III. CHI TIẾT TỪNG TIÊU CHÍ</h3>\n"
    var shown = 0
    for row in report.coverage.criteria {
      let manual = report.manual.filter { $0.criterion == row.criterion.code }
      guard
        row.criterion.role == .direct || !row.supporting.isEmpty || !row.entries.isEmpty || !manual.isEmpty
      else { continue }
      shown += 1
      text += "<h3>\(row.criterion.code). \(row.criterion.title)</h3>\n"
      let own = row.entries.compactMap { bySeq[$0] }
      let helped = row.supporting.compactMap { bySeq[$0] }
      if own.isEmpty, helped.isEmpty, manual.isEmpty { text += "<p>Không có lượt phát nào được tính.</p>" }
      if !own.isEmpty {
        text += groups(
          own, row.criterion.role == .direct ? "Phát thanh trực tiếp" : "Phát thanh (chỉ hỗ trợ)")
      }
      if !helped.isEmpty { text += groups(helped, "Phát thanh hỗ trợ (không tính là đạt)") }
      text += verdicts(row)
      if !manual.isEmpty { text += manualTable(manual) }
    }
    if shown == 0 { text += "<p>Trong kỳ không có lượt phát và minh chứng nào.</p>" }
    return text
  }

  /// By announcement and month: all single broadcasts of a year stand in the workbook.
  private func groups(_ entries: [AiredEntry], _ caption: String) -> HTML {
    struct Key: Hashable {
      var announcement: String
      var year: Int
      var month: Int
    }
    let groups = Dictionary(grouping: entries) {
      let (year, month, _) = $0.date.components
      return Key(announcement: $0.announcement, year: year, month: month)
    }.sorted {
      ($0.key.announcement, $0.key.year, $0.key.month) < ($1.key.announcement, $1.key.year, $1.key.month)
    }
    let rows = groups.map { key, entries in
      var seconds: [String: Int] = [:]
      var zones: Set<ZoneID> = []
      for entry in entries {
        seconds[entry.broadcast] = max(seconds[entry.broadcast] ?? 0, entry.seconds)
        zones.formUnion(entry.zones)
      }
      let document =
        report.documents[key.announcement].map { HTML("<div class=\"small\">\($0.citation)</div>") } ?? ""
      return HTML(
        """
        <tr><td>\(entries.first?.title ?? key.announcement)\(document)</td><td class="center">\(key.month < 3 ? "0" : "")\(key.month)/\(String(key.year))</td><td class="right">\(seconds.count)</td><td>\(VietnameseFigures.dates(entries.map(\.date), limit: 4))</td><td>\(report.names(of: report.station.zones.map(\.id).filter(zones.contains)))</td><td class="right">\(VietnameseFigures.minutes(seconds.values.reduce(0, +)))</td><td>\(VietnameseFigures.entries(entries.map(\.seq), limit: 6))</td></tr>

        """)
    }
    return """
      <table class="grid"><colgroup><col style="width:24%"><col style="width:8%"><col style="width:6%"><col style="width:19%"><col style="width:17%"><col style="width:7%"><col style="width:19%"></colgroup>
      <thead><tr><th>\(caption): bản tin, văn bản</th><th>Tháng</th><th>Lượt</th><th>Ngày phát</th><th>Cụm loa nghe trọn</th><th>Phút</th><th>Mục nhật ký</th></tr></thead>
      <tbody>\(rows)</tbody></table>

      """
  }

  private func verdicts(_ row: CriterionCoverage) -> HTML {
    var rows: [HTML] = []
    for item in row.disclosures {
      let worst = item.runs.min { $0.days < $1.days }
      rows.append(
        "<tr><td>Điều 13 khoản 3: \(item.title)</td><td>\(item.isSatisfied ? "Đủ" : "Chưa đủ") \(item.needed) ngày liên tục; cụm loa ít nhất: \(worst.map { "\(report.name(of: $0.zone)) \($0.days) ngày" } ?? "không có")</td><td>\(VietnameseFigures.entries(item.entries))</td></tr>\n"
      )
    }
    for item in row.greetings {
      let words =
        switch item.state {
        case .greeted: "đã chúc mừng ở mọi cụm loa"
        case .partly: "thiếu tại \(report.names(of: item.missing))"
        case .missed: "không có lời chúc nào phát trọn"
        case .ahead: "chưa đến ngày"
        }
      rows.append(
        "<tr><td>\(item.name), \(item.date.vietnamese)</td><td>\(words)</td><td>\(VietnameseFigures.entries(item.entries))</td></tr>\n"
      )
    }
    for item in row.meetings {
      let words =
        item.missing.isEmpty
        ? "đã báo trước đến 100% cụm loa (\(item.zones.count)/\(item.zones.count))"
        : "mới báo đến \(item.percent)%; thiếu \(report.names(of: item.missing))\(item.isAhead ? " (cuộc họp chưa diễn ra)" : "")"
      rows.append(
        "<tr><td>\(item.title), \(item.date.vietnamese)</td><td>\(words)</td><td>\(VietnameseFigures.entries(item.entries))</td></tr>\n"
      )
    }
    guard !rows.isEmpty else { return "" }
    return """
      <table class="grid"><colgroup><col style="width:40%"><col style="width:38%"><col style="width:22%"></colgroup>
      <thead><tr><th>Yêu cầu</th><th>Kết quả</th><th>Mục nhật ký</th></tr></thead><tbody>\(rows)</tbody></table>

      """
  }

  private func manualTable(_ items: [ManualEvidence]) -> HTML {
    let rows = items.map {
      HTML(
        "<tr><td>\($0.title) (\($0.kind.vietnamese))</td><td>\($0.date.vietnamese)</td><td>\($0.author)</td><td><code>\($0.hash)</code></td></tr>\n"
      )
    }
    return """
      <table class="grid"><colgroup><col style="width:40%"><col style="width:12%"><col style="width:14%"><col style="width:34%"></colgroup>
      <thead><tr><th>Minh chứng NHẬP TAY (không phải nhật ký)</th><th>Ngày</th><th>Người nhập</th><th>SHA-256 của tệp</th></tr></thead><tbody>\(rows)</tbody></table>

      """
  }

  // MARK: Phụ lục IV

  var verification: HTML {
    let seal: HTML
    if let given = report.seal {
      seal =
        "<pre>\(given.checkpoint)</pre><div style=\"width:35mm\">\(HTML(stringLiteral: given.qrCode))</div>"
    } else {
      seal =
        "<p>Báo cáo này chưa kèm điểm kiểm tra (checkpoint) có chữ ký của nhật ký. Người nhận chỉ kiểm tra được từng dòng nhật ký với mã băm của nó, chưa kiểm tra được rằng cả nhật ký không bị thay.</p>"
    }
    return """
      <h3 class="center">PHỤ LỤC IV. CÁCH KIỂM TRA</h3>
      <p>Mỗi số liệu trong báo cáo dẫn về số mục của nhật ký phát sóng. Một lượt phát chỉ được tính khi mục kết thúc của nó ghi «completed», đầu ra là thiết bị âm thanh thật (loại «device») và mọi khung âm thanh đã rời thiết bị. Cụm loa có kênh im lặng giữa chừng không được tính là đã nghe. Bản tin thử máy, tệp, thiết bị ảo và mô phỏng không được tính.</p>
      <p>Nhật ký không biết máy tăng âm ở cụm loa có bật hay không; việc ấy do biên bản kiểm tra kỹ thuật xác nhận.</p>
      <p>Xem các mục và mã băm tại máy của đài:</p>
      <pre>broadcaster log list --format json
      printf '\\0%s' "$DÒNG" | sha256sum</pre>
      <p>Các lượt phát đầy đủ ở tệp bao-cao.xlsx (bảng «Lượt phát») và luot-phat.csv kèm theo; những lượt không tính ở bảng «Không tính».</p>
      \(seal)

      """
  }
}
