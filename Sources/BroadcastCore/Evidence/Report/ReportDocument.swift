/// The official report (Báo cáo) as one HTML file, which prints to PDF as it is.
public struct ReportDocument: Sendable {
  let report: EvidenceReport

  public init(_ report: EvidenceReport) {
    self.report = report
  }

  public var html: String {
    let coverage = report.coverage
    let stamp = report.stampMark
    let notice = report.notice
    let style = report.style
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="vi">
      <head>
      <meta charset="utf-8">
      <title>Báo cáo phát thanh \(report.station.commune), \(coverage.from.vietnamese) - \(coverage.to.vietnamese)</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      \(stamp)\(head)\(notice)\(summary)\(signature)
      <section class="wide">\(table)</section>
      <section class="plain">\(charts)</section>
      <section class="wide">\(annex)</section>
      <section class="plain">\(verification)</section>
      </body>
      </html>

      """
    return page.text
  }

  // MARK: Head and signature, Phụ lục I phần II

  private var head: HTML {
    let letter = report.letterhead
    let superior: HTML = letter.superior.isEmpty ? "" : "<div class=\"caps\">\(letter.superior)</div>"
    let issuer = letter.issuer.split(separator: "\n").map {
      HTML("<div class=\"caps bold\">\(String($0))</div>")
    }
    let period = "từ ngày \(report.coverage.from.vietnamese) đến ngày \(report.coverage.to.vietnamese)"
    return """
      <table class="head">
      <tr><td>\(superior)\(issuer)<div class="rule"></div></td>
      <td><div class="caps bold country">Cộng hòa xã hội chủ nghĩa Việt Nam</div><div class="motto">Độc lập - Tự do - Hạnh phúc</div></td></tr>
      <tr><td class="number">Số: …/\(letter.symbol)</td>
      <td class="place">\(letter.place), ngày … tháng … năm \(report.coverage.asOf.year)</td></tr>
      </table>
      <h1>BÁO CÁO<span>Kết quả thực hiện các tiêu chí qua hệ thống truyền thanh</span><span>(\(period))</span></h1>
      <div class="titlerule"></div>

      """
  }

  private var signature: HTML {
    let letter = report.letterhead
    let recipients = letter.recipients.enumerated().map { index, name in
      HTML("<div>- \(name)\(index == letter.recipients.count - 1 ? "." : ";")</div>")
    }
    let lines = letter.signature.map { HTML("<div>\($0)</div>") }
    return """
      <table class="sign"><tr>
      <td class="recipients"><b>Nơi nhận:</b>\(recipients)</td>
      <td class="signer">\(lines)<div class="seal"></div></td>
      </tr></table>

      """
  }

  // MARK: Text

  private var summary: HTML {
    let coverage = report.coverage
    let direct = coverage.criteria.filter { $0.criterion.role == .direct && $0.span != nil }
    let met = direct.filter(\.isSatisfied)
    let unmet = direct.filter { !$0.isSatisfied }
    let broadcasts = Set(coverage.counted.map(\.broadcast)).count
    let zones = Set(coverage.counted.flatMap(\.zones)).count
    var seconds: [String: Int] = [:]
    for entry in coverage.counted {
      seconds[entry.broadcast] = max(seconds[entry.broadcast] ?? 0, entry.seconds)
    }
    let sources = Set(coverage.criteria.map(\.criterion.source)).filter { !$0.isEmpty }.sorted()
    let basis = sources.map { HTML("<p>Căn cứ \($0);</p>") }
    let untrusted = coverage.counted.count { !$0.isClockTrusted }
    var text: HTML = """
      \(basis)
      <p>\(report.letterhead.issuer.replacing("\n", with: " ").capitalizedFirst) báo cáo kết quả thực hiện các tiêu chí qua hệ thống truyền thanh như sau:</p>
      <h2>1. Kết quả chung</h2>
      <p>Trong kỳ, hệ thống truyền thanh đã phát trọn \(VietnameseFigures.count(broadcasts)) lượt bản tin với tổng thời lượng \(VietnameseFigures.minutes(seconds.values.reduce(0, +))) phút, đến \(zones)/\(report.station.zones.count) cụm loa (\(VietnameseFigures.entries(coverage.counted.map(\.seq), limit: 4)) của nhật ký phát sóng).</p>
      <p>Trong \(direct.count) tiêu chí thực hiện trực tiếp bằng phát thanh, \(met.count) tiêu chí đạt\(met.isEmpty ? "" : " (\(met.map(\.criterion.code).joined(separator: ", ")))"), \(unmet.count) tiêu chí chưa đạt\(unmet.isEmpty ? "" : " (\(unmet.map(\.criterion.code).joined(separator: ", ")))"). \(coverage.criteria.count { $0.criterion.role == .supporting }) tiêu chí khác phát thanh chỉ hỗ trợ, không tính là đạt bằng lượt phát.</p>

      """
    if untrusted > 0 {
      text += "<p>\(untrusted) lượt được ghi khi đồng hồ máy chưa đồng bộ với nguồn giờ chuẩn.</p>"
    }
    let apart = Dictionary(grouping: coverage.apart, by: \.standing).sorted {
      $0.key.rawValue < $1.key.rawValue
    }
    if !apart.isEmpty {
      let parts = apart.map { "\($1.count) mục \($0.vietnamese)" }.joined(separator: "; ")
      text += "<p>Không đưa vào kết quả: \(parts).</p>"
    }
    if !report.manual.isEmpty {
      text +=
        "<p>Ngoài nhật ký, cán bộ đã nhập tay \(report.manual.count) minh chứng (ảnh, biên bản, thư, văn bản), liệt kê riêng ở Phụ lục III.</p>"
    }
    text += "<h2>2. Tồn tại, hạn chế</h2>"
    if unmet.isEmpty { text += "<p>Không có tiêu chí trực tiếp nào chưa đạt trong kỳ.</p>" }
    for row in unmet {
      let reasons = row.shortfalls.map(\.text).joined(separator: " ")
      text += "<p>\(row.criterion.code): \(reasons)</p>"
    }
    let mendable = unmet.flatMap(\.shortfalls).compactMap(\.proposal)
    text += "<h2>3. Phương hướng</h2>"
    text +=
      mendable.isEmpty
      ? "<p>Tiếp tục duy trì lịch phát thanh đã duyệt; bảo đảm mọi cụm loa hoạt động ổn định.</p>"
      : "<p>Phát bù \(mendable.count) nội dung còn thiếu từ ngày \((mendable.flatMap(\.dates).min() ?? coverage.asOf).vietnamese) theo dự thảo chương trình kèm theo; tiếp tục duy trì lịch phát thanh đã duyệt.</p>"
    text +=
      "<p class=\"last\">Bảng tiêu chí ở Phụ lục I, biểu đồ ở Phụ lục II, chi tiết từng tiêu chí ở Phụ lục III, cách kiểm tra ở Phụ lục IV.</p>"
    return text
  }

  // MARK: Phụ lục I

  private var table: HTML {
    var rows: [HTML] = []
    var shown: [Criterion.Heading] = []
    var headings: HTML = ""
    for row in report.coverage.criteria {
      let criterion = row.criterion
      for (depth, heading) in criterion.headings.enumerated()
      where shown.count <= depth || shown[depth] != heading
        || shown.prefix(depth) != criterion.headings.prefix(depth)
      {
        headings +=
          "<tr class=\"heading\"><td class=\"center\">\(heading.number ?? "")</td><td colspan=\"5\">\(heading.title)</td></tr>\n"
      }
      shown = criterion.headings
      rows.append(
        """
        <tbody class="row">\(headings)<tr><td class="center">\(criterion.number ?? "")</td><td>\(criterion.title) <span class="small">[\(criterion.code)]</span></td><td>\(criterion.frequency)</td><td>\(criterion.lead)</td><td>\(criterion.partners.joined(separator: "; "))</td><td>\(product(row))</td></tr></tbody>

        """)
      headings = ""
    }
    return """
      <h3 class="center">PHỤ LỤC I. BẢNG TIÊU CHÍ VÀ SẢN PHẨM</h3>
      <table class="grid"><colgroup><col style="width:5%"><col style="width:31%"><col style="width:11%"><col style="width:12%"><col style="width:12%"><col style="width:29%"></colgroup>
      <thead><tr><th>STT</th><th>Nội dung tiêu chí</th><th>Thời gian thực hiện</th><th>Cơ quan chủ trì</th><th>Cơ quan phối hợp</th><th>Sản phẩm</th></tr></thead>
      \(rows)</table>

      """
  }

  /// What the plan asks for, and what the log and the people have brought.
  private func product(_ row: CriterionCoverage) -> HTML {
    var text: HTML = row.criterion.product.isEmpty ? "" : "<div>\(row.criterion.product)</div>"
    let manual = report.manual.count { $0.criterion == row.criterion.code }
    if row.criterion.role == .direct {
      text += "<div class=\"result\">\(row.verdict)</div>"
      if !row.broadcasts.isEmpty {
        text +=
          "<div>\(VietnameseFigures.count(row.broadcasts.count)) lượt phát trong \(row.dates.count) ngày, \(row.zones.count)/\(report.station.zones.count) cụm loa, \(VietnameseFigures.minutes(row.seconds)) phút; nhật ký \(VietnameseFigures.entries(row.entries, limit: 4)).</div>"
      }
      for shortfall in row.shortfalls { text += "<div>Còn thiếu: \(shortfall.text)</div>" }
    }
    if !row.supporting.isEmpty {
      text +=
        "<div>Phát thanh hỗ trợ: \(VietnameseFigures.count(row.supporting.count)) mục nhật ký (không tính là đạt).</div>"
    }
    if manual > 0 { text += "<div>Minh chứng nhập tay: \(manual).</div>" }
    return text
  }

  // MARK: Phụ lục II

  private var charts: HTML {
    let charts = Charts(report: report)
    return """
      <h3 class="center">PHỤ LỤC II. BIỂU ĐỒ</h3>
      <figure>\(charts.minutesByWeek)<figcaption>Số phút phát trọn theo cụm loa và theo tuần</figcaption></figure>
      <figure>\(charts.yearMap)<figcaption>Số phút phát trọn từng ngày trong kỳ</figcaption></figure>
      <figure>\(charts.datesHeard)<figcaption>Số ngày có ít nhất một bản tin phát trọn, từng cụm loa</figcaption></figure>
      <figure>\(charts.uptime)<figcaption>Thời gian đài chạy và thiết bị ra loa hoạt động, từng cụm loa (nhạt: chưa chắc)</figcaption></figure>

      """
  }
}
