/// Minutes of a technical check (biên bản kiểm tra kỹ thuật) of every zone: what the log measured is filled in, what only someone
/// at the loudspeaker can say stays blank, with room for photos and signatures.
public struct TechnicalMinutes: Sendable {
  let report: EvidenceReport

  public init(_ report: EvidenceReport) {
    self.report = report
  }

  public var html: String {
    var sheets: HTML = ""
    for (index, zone) in report.station.zones.enumerated() { sheets += sheet(zone, isFirst: index == 0) }
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="vi">
      <head>
      <meta charset="utf-8">
      <title>Biên bản kiểm tra kỹ thuật các cụm loa, \(report.station.commune)</title>
      <style>
      \(report.style)
      @page { @top-center { content: none } }
      </style>
      </head>
      <body>
      \(report.stampMark)\(sheets)
      </body>
      </html>

      """
    return page.text
  }

  /// What the log says of one zone.
  struct Figures: Hashable {
    var broadcasts: Int
    var seconds: Int
    /// Entries by which the figures can be found again.
    var entries: [Int64]
    /// Of the complete airings, in thousandths of a LUFS: softest, middle, loudest.
    var loudness: (low: Int, middle: Int, high: Int)?
    var xruns: Int
    /// Airings that did not reach it whole.
    var broken: [Int64]

    static func == (a: Figures, b: Figures) -> Bool {
      a.broadcasts == b.broadcasts && a.entries == b.entries && a.broken == b.broken
    }
    func hash(into hasher: inout Hasher) { hasher.combine(entries) }
  }

  func figures(_ zone: ZoneID) -> Figures {
    let heard = report.coverage.counted.filter { $0.zones.contains(zone) }
    var seconds: [String: Int] = [:]
    for entry in heard { seconds[entry.broadcast] = max(seconds[entry.broadcast] ?? 0, entry.seconds) }
    let loudness = heard.compactMap(\.loudnessMlufs).sorted()
    let broken =
      report.coverage.apart.filter { $0.standing == .incomplete && $0.zones.contains(zone) }
      + report.coverage.counted.filter { $0.missing.contains(zone) }
    return Figures(
      broadcasts: seconds.count, seconds: seconds.values.reduce(0, +), entries: heard.map(\.seq),
      loudness: loudness.isEmpty
        ? nil : (loudness[0], loudness[loudness.count / 2], loudness[loudness.count - 1]),
      xruns: heard.reduce(0) { $0 + $1.xruns }, broken: broken.map(\.seq).sorted())
  }

  private func sheet(_ zone: Zone, isFirst: Bool) -> HTML {
    let letter = report.letterhead
    let issuer = letter.issuer.split(separator: "\n").map {
      HTML("<div class=\"caps bold\">\(String($0))</div>")
    }
    let period =
      "từ ngày \(report.coverage.from.vietnamese) đến ngày \(min(report.coverage.to, report.coverage.asOf).vietnamese)"
    let section: HTML = isFirst ? "<section>" : "<section class=\"sheet\">"
    return """
      \(section)
      <table class="head">
      <tr><td>\(issuer)<div class="rule"></div></td>
      <td><div class="caps bold country">Cộng hòa xã hội chủ nghĩa Việt Nam</div><div class="motto">Độc lập - Tự do - Hạnh phúc</div></td></tr>
      <tr><td class="number">Số: …/BB-…</td>
      <td class="place">\(letter.place), ngày … tháng … năm \(report.coverage.asOf.year)</td></tr>
      </table>
      <h1>BIÊN BẢN<span>Kiểm tra kỹ thuật cụm loa truyền thanh \(zone.name)</span></h1>
      <div class="titlerule"></div>
      <p class="line">Thành phần kiểm tra:</p>
      <p class="line">Thời gian, địa điểm: …… giờ …… ngày … tháng … năm \(report.coverage.asOf.year), tại</p>
      <p class="keepnext"><b>1. Số liệu đo được</b>, \(period)</p>
      \(measured(zone))
      <p class="keepnext"><b>2. Kiểm tra tại chỗ</b> (người kiểm tra ghi)</p>
      \(onSite)
      <p class="keepnext"><b>3. Ảnh hiện trường</b></p>
      <table class="photos"><tr><td>Ảnh 1: cụm loa, cột loa</td><td>Ảnh 2: máy tăng âm, đường dây</td></tr></table>
      <table class="signers"><tr><td>ĐẠI DIỆN THÔN, TỔ<i>(Ký, ghi rõ họ tên)</i></td><td>NGƯỜI VẬN HÀNH ĐÀI<i>(Ký, ghi rõ họ tên)</i></td><td>NGƯỜI KIỂM TRA<i>(Ký, ghi rõ họ tên)</i></td></tr></table>
      </section>

      """
  }

  private func measured(_ zone: Zone) -> HTML {
    let figures = figures(zone.id)
    let uptime = report.uptime(of: zone.id)
    let last = min(report.coverage.to, report.coverage.asOf)
    let hours = Double(max(1, last.dayNumber - report.coverage.from.dayNumber + 1)) * 24
    func hour(_ seconds: Double) -> String { VietnameseFigures.count(Int(seconds / 3600)) }
    let low = hour(uptime.seconds.lowerBound)
    let high = hour(uptime.seconds.upperBound)
    let percent = Int(min(1, uptime.seconds.lowerBound / 3600 / hours) * 100)
    let faults = Dictionary(grouping: uptime.faults, by: \.name).sorted { $0.key < $1.key }.map {
      name, faults in
      let minutes = faults.reduce(0) { $0 + $1.seconds } / 60
      return
        "\(name == "lost" ? "mất thiết bị" : "thiết bị đứng") \(faults.count) lần, \(Int(minutes.rounded())) phút"
    }
    let loud =
      figures.loudness.map {
        "\(EvidenceReport.loudness($0.middle)) LUFS (từ \(EvidenceReport.loudness($0.low)) đến \(EvidenceReport.loudness($0.high)))"
      } ?? "không đo được"
    let rows: [(String, String)] = [
      ("Đầu ra, kênh", "\(zone.output), kênh \(zone.channels.map { "\($0)" }.joined(separator: ", "))"),
      (
        "Thời gian đài chạy và thiết bị hoạt động",
        low == high
          ? "\(low) giờ (\(percent)% của kỳ)" : "\(low) đến \(high) giờ (ít nhất \(percent)% của kỳ)"
      ),
      ("Sự cố thiết bị", faults.isEmpty ? "không có" : faults.joined(separator: "; ")),
      (
        "Lượt bản tin đã phát trọn",
        "\(VietnameseFigures.count(figures.broadcasts)) lượt, \(VietnameseFigures.minutes(figures.seconds)) phút"
      ),
      (
        "Lượt không đến trọn cụm loa này",
        figures.broken.isEmpty
          ? "không có" : "\(figures.broken.count): \(VietnameseFigures.entries(figures.broken, limit: 4))"
      ),
      ("Hụt âm thanh (xrun) trong các lượt phát trọn", "\(figures.xruns)"),
      ("Độ to của tín hiệu ra thiết bị (giữa)", loud),
      (
        "Mục nhật ký",
        figures.entries.isEmpty ? "không có" : VietnameseFigures.entries(figures.entries, limit: 4)
      ),
    ]
    let body = rows.map { HTML("<tr><td>\($0.0)</td><td>\($0.1)</td></tr>\n") }
    return """
      <table class="grid"><colgroup><col style="width:44%"><col style="width:56%"></colgroup>
      <thead><tr><th>Nội dung</th><th>Kết quả đo</th></tr></thead><tbody>\(body)</tbody></table>

      """
  }

  private var onSite: HTML {
    let body = [
      "Nguồn điện, máy tăng âm bật và nhận tiếng", "Số loa phát tiếng / tổng số loa",
      "Nghe rõ lời, không rè, không vọng", "Mức âm tại nhà dân gần nhất, dB(A)", "Cột, dây, hộp máy an toàn",
    ].map { HTML("<tr><td>\($0)</td><td></td><td></td></tr>\n") }
    return """
      <table class="grid"><colgroup><col style="width:44%"><col style="width:20%"><col style="width:36%"></colgroup>
      <thead><tr><th>Nội dung</th><th>Đạt / không đạt</th><th>Ghi chú, kiến nghị</th></tr></thead><tbody>\(body)</tbody></table>

      """
  }
}
