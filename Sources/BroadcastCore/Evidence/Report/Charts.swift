/// The pictures of the report, as SVG that prints in black and white too.
struct Charts {
  let report: EvidenceReport

  private static let shades = ["#f2f2f2", "#c6d4e6", "#93b0d3", "#5b86b9", "#2f5c94", "#153a68"]

  /// Minutes of sound by zone (rows) and week (columns).
  var minutesByWeek: HTML {
    let coverage = report.coverage
    let first = Self.monday(coverage.from)
    let weeks = (coverage.to.dayNumber - first.dayNumber) / 7 + 1
    var seconds: [ZoneID: [Int: Int]] = [:]
    for day in coverage.minutes {
      seconds[day.zone, default: [:]][(day.date.dayNumber - first.dayNumber) / 7, default: 0] += day.seconds
    }
    let most = seconds.values.flatMap(\.values).max() ?? 0
    let cell = min(28, 560.0 / Double(max(1, weeks)))
    let height = 16.0
    var body = months(from: first, weeks: weeks, cell: cell, left: 110)
    for (row, zone) in report.station.zones.enumerated() {
      let y = 18 + Double(row) * height
      body += Self.text(104, y + 11, zone.name, anchor: "end", size: 11.5)
      for week in 0..<weeks {
        let value = seconds[zone.id]?[week] ?? 0
        body += Self.box(110 + Double(week) * cell, y, cell - 1, height - 1, Self.shade(value, of: most))
      }
    }
    let bottom = 18 + Double(report.station.zones.count) * height
    body += legend(y: bottom + 6, most: most, unit: "phút/tuần")
    return Self.svg(width: 680, height: bottom + 26, body, "Số phút phát theo cụm loa và theo tuần")
  }

  /// A square for every date: minutes that the zones heard together.
  var yearMap: HTML {
    let coverage = report.coverage
    let first = Self.monday(coverage.from)
    let weeks = (coverage.to.dayNumber - first.dayNumber) / 7 + 1
    var seconds: [Int: Int] = [:]
    for day in coverage.minutes { seconds[day.date.dayNumber, default: 0] += day.seconds }
    let zones = max(1, report.station.zones.count)
    let most = (seconds.values.max() ?? 0) / zones
    let cell = min(16, 600.0 / Double(max(1, weeks)))
    var body = months(from: first, weeks: weeks, cell: cell, left: 40)
    for (row, name) in ["T2", "T3", "T4", "T5", "T6", "T7", "CN"].enumerated() {
      body += Self.text(34, 18 + Double(row) * 16 + 11, name, anchor: "end", size: 11.5)
    }
    for day in coverage.from.dayNumber...coverage.to.dayNumber {
      let (week, row) = ((day - first.dayNumber) / 7, (day - first.dayNumber) % 7)
      body += Self.box(
        40 + Double(week) * cell, 18 + Double(row) * 16, cell - 1, 15,
        Self.shade((seconds[day] ?? 0) / zones, of: most))
    }
    body += legend(y: 136, most: most, unit: "phút/ngày, trung bình một cụm loa")
    return Self.svg(width: 680, height: 156, body, "Số phút phát từng ngày trong kỳ")
  }

  /// Share of the dates on which a zone heard at least one broadcast to its end.
  var datesHeard: HTML {
    let coverage = report.coverage
    let last = min(coverage.to, coverage.asOf)
    let total = max(1, last.dayNumber - coverage.from.dayNumber + 1)
    var days: [ZoneID: Int] = [:]
    for day in coverage.minutes where day.seconds > 0 && day.date <= last { days[day.zone, default: 0] += 1 }
    var body: HTML = ""
    for (row, zone) in report.station.zones.enumerated() {
      let y = 4 + Double(row) * 17
      let count = days[zone.id] ?? 0
      body += Self.text(104, y + 11, zone.name, anchor: "end", size: 11.5)
      body += Self.box(110, y, 400, 13, Self.shades[0])
      body += Self.box(110, y, 400 * Double(count) / Double(total), 13, Self.shades[3])
      body += Self.text(
        536, y + 11, "\(count)/\(total) ngày (\(count * 100 / total)%)", anchor: "start", size: 11.5)
    }
    return Self.svg(
      width: 680, height: 8 + Double(report.station.zones.count) * 17, body,
      "Số ngày có phát của từng cụm loa")
  }

  /// Hours in which each zone could broadcast, of all hours of the period so far ("duy trì hoạt động").
  var uptime: HTML {
    let coverage = report.coverage
    let last = min(coverage.to, coverage.asOf)
    let total = Double(max(1, last.dayNumber - coverage.from.dayNumber + 1)) * 86_400
    var body: HTML = ""
    for (row, zone) in report.station.zones.enumerated() {
      let y = 4 + Double(row) * 17
      let uptime = report.uptime(of: zone.id)
      let (low, high) = (uptime.seconds.lowerBound, uptime.seconds.upperBound)
      body += Self.text(104, y + 11, zone.name, anchor: "end", size: 11.5)
      body += Self.box(110, y, 360, 13, Self.shades[0])
      body += Self.box(110, y, 360 * min(1, high / total), 13, Self.shades[1])
      body += Self.box(110, y, 360 * min(1, low / total), 13, Self.shades[4])
      let percent = Int(min(1, low / total) * 100)
      let faults = uptime.faults.isEmpty ? "" : ", \(uptime.faults.count) sự cố"
      body += Self.text(
        476, y + 11, "\(Int(low / 3600)) giờ (\(percent)%)\(faults)", anchor: "start", size: 11.5)
    }
    return Self.svg(
      width: 680, height: 8 + Double(report.station.zones.count) * 17, body,
      "Thời gian hoạt động của từng cụm loa")
  }

  // MARK: Pieces

  private func months(from first: CivilDate, weeks: Int, cell: Double, left: Double) -> HTML {
    var body: HTML = ""
    var last = 0
    for week in 0..<weeks {
      let date = CivilDate(dayNumber: first.dayNumber + week * 7 + 6)
      guard date.month != last else { continue }
      last = date.month
      body += Self.text(left + Double(week) * cell, 13, "T\(date.month)", anchor: "start", size: 11.5)
    }
    return body
  }

  private func legend(y: Double, most: Int, unit: String) -> HTML {
    guard most > 0 else {
      return Self.text(110, y + 11, "Không có lượt phát nào được tính.", anchor: "start", size: 11.5)
    }
    var body = Self.text(110, y + 11, "0", anchor: "start", size: 11.5)
    for (index, shade) in Self.shades.enumerated() {
      body += Self.box(124 + Double(index) * 16, y, 15, 13, shade)
    }
    body += Self.text(226, y + 11, "\(VietnameseFigures.minutes(most)) \(unit)", anchor: "start", size: 11.5)
    return body
  }

  private static func monday(_ date: CivilDate) -> CivilDate { date - (date.weekday.rawValue - 1) }

  /// Nothing has a shade of its own, so that silence never looks like a little sound.
  private static func shade(_ value: Int, of most: Int) -> String {
    guard value > 0, most > 0 else { return shades[0] }
    return shades[min(5, 1 + value * 5 / (most + 1))]
  }

  private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ fill: String) -> HTML
  {
    "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" height=\"\(number(height))\" fill=\"\(fill)\"/>"
  }

  private static func text(_ x: Double, _ y: Double, _ words: String, anchor: String, size: Double) -> HTML {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" font-size=\"\(number(size))\">\(words)</text>"
  }

  /// To a hundredth, without a locale.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, part) = (hundredths / 100, abs(hundredths % 100))
    return part == 0 ? "\(whole)" : "\(whole).\(part < 10 ? "0" : "")\(part)"
  }

  private static func svg(width: Double, height: Double, _ body: HTML, _ label: String) -> HTML {
    """
    <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(label)" viewBox="0 0 \(number(width)) \(number(height))" width="100%" font-family="Liberation Serif">\(body)</svg>

    """
  }
}
