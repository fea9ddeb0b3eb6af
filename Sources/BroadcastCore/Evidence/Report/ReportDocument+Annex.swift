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
      var heard: [String: Set<ZoneID>] = [:]
      for entry in entries {
        seconds[entry.broadcast] = max(seconds[entry.broadcast] ?? 0, entry.seconds)
        heard[entry.broadcast, default: []].formUnion(entry.zones)
      }
      let document =
        report.documents[key.announcement].map { HTML("<div class=\"small\">\($0.citation)</div>") } ?? ""
      return HTML(
        """
        <tr><td>\(entries.first?.title ?? key.announcement)\(document)</td><td class="center">\(key.month < 3 ? "0" : "")\(key.month)/\(String(key.year))</td><td class="right">\(seconds.count)</td><td>\(VietnameseFigures.dates(entries.map(\.date), limit: 4))</td><td>\(zones(heard.values.map(\.self)))</td><td class="right">\(VietnameseFigures.minutes(seconds.values.reduce(0, +)))</td><td>\(VietnameseFigures.entries(entries.map(\.seq), limit: 6))</td></tr>

        """)
    }
    return """
      <table class="grid"><colgroup><col style="width:24%"><col style="width:8%"><col style="width:6%"><col style="width:19%"><col style="width:17%"><col style="width:7%"><col style="width:19%"></colgroup>
      <thead><tr><th>\(caption): bản tin, văn bản</th><th>Tháng</th><th>Lượt</th><th>Ngày phát</th><th>Cụm loa nghe trọn</th><th>Phút</th><th>Mục nhật ký</th></tr></thead>
      <tbody>\(rows)</tbody></table>

      """
  }

  /// Zones that heard all of the broadcasts whole, then those that heard only some of them.
  private func zones(_ heard: [Set<ZoneID>]) -> String {
    let counts = report.station.zones.map { zone in (zone.id, heard.count { $0.contains(zone.id) }) }
    let all = counts.filter { $0.1 == heard.count }.map(\.0)
    let some = counts.filter { $0.1 > 0 && $0.1 < heard.count }.map {
      "\(report.name(of: $0.0)) \($0.1)/\(heard.count) lượt"
    }
    return ((all.isEmpty ? [] : [report.names(of: all)]) + some).joined(separator: "; ")
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
    let coverage = report.coverage
    let unreadable: HTML =
      coverage.unreadable.isEmpty
      ? ""
      : "<p>Không đọc được \(coverage.unreadable.count) mục nhật ký: \(VietnameseFigures.entries(coverage.unreadable, limit: 12)).</p>"
    let sealed: HTML =
      report.seal.map(sealed)
      ?? "<p>Báo cáo này không kèm điểm chốt có chữ ký của nhật ký: người nhận không kiểm tra được rằng cả nhật ký không bị thay.</p>"
    return """
      <h3 class="center">PHỤ LỤC IV. CÁCH KIỂM TRA</h3>
      <p>Mỗi số liệu trong báo cáo dẫn về số mục của nhật ký phát sóng. Một lượt phát chỉ được tính khi mục kết thúc của nó ghi «completed», đầu ra là thiết bị âm thanh thật (loại «device») và mọi khung âm thanh đã rời thiết bị. Cụm loa có kênh im lặng giữa chừng, hoặc bị tin cấp cao hơn hay lệnh dừng lấy mất một đoạn, không được tính là đã nghe. Bản tin thử máy, tệp, thiết bị ảo và mô phỏng không được tính.</p>
      <p>Nhật ký không biết máy tăng âm ở cụm loa có bật hay không; việc ấy do biên bản kiểm tra kỹ thuật (tệp bien-ban-kiem-tra) xác nhận.</p>
      <p>Các lượt phát đầy đủ ở tệp bao-cao.xlsx (bảng «Lượt phát») và luot-phat.csv kèm theo; những lượt không tính ở bảng «Không tính».</p>
      \(unreadable)\(sealed)

      """
  }

  private func sealed(_ seal: EvidenceReport.Seal) -> HTML {
    let steps: HTML
    if let bundle = seal.bundle {
      steps = """
        <p>Thư mục «\(bundle)» kèm theo là hồ sơ tự kiểm tra được: các mục nhật ký của kỳ, điểm chốt, khóa công khai, bản lưu âm đã chọn. Với phần mềm này:</p>
        <pre>broadcaster log verify \(bundle) --key '\(seal.key)' --checkpoint chot.txt</pre>
        <p>Không có phần mềm này thì làm theo tệp README.txt trong hồ sơ, chỉ cần sha256sum, OpenSSL 3 và Python. Tệp chot.txt là điểm chốt mà người kiểm tra tự giữ, chẳng hạn chép từ bản in này hoặc quét mã QR.</p>
        """
    } else {
      steps = """
        <p>Kiểm tra tại máy của đài, với điểm chốt chép từ bản in này vào tệp chot.txt:</p>
        <pre>broadcaster log verify --key '\(seal.key)' --checkpoint chot.txt</pre>
        """
    }
    return """
      \(steps)
      <p>Điểm chốt không chứng minh: những mục ghi sau nó; máy tăng âm có bật hay không; việc không được ghi vì đài không chạy.</p>
      <div class="keep"><p>Điểm chốt dưới đây được ký khi lập báo cáo, cho \(VietnameseFigures.count(Int(seal.size))) mục đầu tiên của nhật ký. Ai giữ bản in này thì không ai sửa, xóa hay chèn được mục nào trong số ấy mà không lộ, kể cả chủ máy và người giữ khóa.</p>
      <table class="chot"><tr><td><pre>\(seal.checkpoint)</pre><p class="flat">Khóa công khai của nhật ký:</p><pre>\(seal.key)</pre></td>
      <td class="qr">\(HTML(stringLiteral: seal.qrCode))</td></tr></table></div>
      """
  }
}

extension EvidenceReport {
  /// BẢN THỬ or the like, across every page.
  var stampMark: HTML {
    guard stamp != nil else { return "" }
    let words = fault == nil ? "BẢN THỬ" : "KHÔNG CÓ GIÁ TRỊ"
    return "<div class=\"stamp\" aria-hidden=\"true\">\(words)</div>"
  }

  var notice: HTML {
    guard let stamp else { return "" }
    let cause = fault.map { ". \($0)" } ?? ""
    return "<p class=\"notice\">\(stamp)\(cause)</p>"
  }

  var style: HTML {
    HTML(stringLiteral: ReportStyle.css + (stamp.map { "\n" + ReportStyle.stamped($0) } ?? ""))
  }

  /// All dates of a zone together.
  func uptime(of zone: ZoneID) -> (seconds: ClosedRange<Double>, faults: [ZoneUptime.Fault]) {
    let days = uptime.filter { $0.zone == zone.rawValue }
    let low = days.reduce(0) { $0 + $1.seconds.lowerBound }
    let high = days.reduce(0) { $0 + $1.seconds.upperBound }
    return (low...max(low, high), days.flatMap(\.faults))
  }
}
