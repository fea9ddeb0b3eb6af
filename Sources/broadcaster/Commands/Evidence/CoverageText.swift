import BroadcastCore

/// A coverage as lines for people.
struct CoverageText {
  let coverage: Coverage
  let station: Station

  var lines: [String] {
    var lines: [String] = []
    if coverage.isTrial { lines += [EvidencePeriod.trialNotice, ""] }
    lines.append(
      "Minh chứng của \(station.commune) từ \(coverage.from) đến \(coverage.to), tính đến \(coverage.asOf): \(coverage.counted.count) mục nhật ký được tính, \(coverage.apart.count) mục không tính."
    )
    let quiet = coverage.criteria.filter {
      $0.criterion.role == .supporting && $0.supporting.isEmpty && $0.entries.isEmpty
    }
    for row in coverage.criteria where !quiet.contains(row) { lines += [""] + self.lines(row) }
    if !quiet.isEmpty {
      lines += [
        "",
        "\(quiet.count) tiêu chí phát thanh chỉ hỗ trợ và không có lượt nào: \(quiet.map(\.criterion.code).joined(separator: ", ")).",
      ]
    }
    let apart = Dictionary(grouping: coverage.apart, by: \.standing).sorted {
      $0.key.rawValue < $1.key.rawValue
    }
    if !apart.isEmpty { lines += ["", "Không tính:"] }
    for (standing, entries) in apart {
      let numbers = entries.prefix(8).map { "#\($0.seq)" }.joined(separator: " ")
      lines.append(
        "  \(entries.count) mục \(standing.vietnamese): \(numbers)\(entries.count > 8 ? " …" : "")")
    }
    if !coverage.unreadable.isEmpty {
      lines += [
        "",
        "KHÔNG ĐỌC ĐƯỢC \(coverage.unreadable.count) mục nhật ký: \(numbers(coverage.unreadable)); hãy chạy «broadcaster log verify».",
      ]
    }
    if coverage.isTrial { lines += ["", EvidencePeriod.trialNotice] }
    return lines
  }

  private func lines(_ row: CriterionCoverage) -> [String] {
    var lines = ["[\(row.verdict.uppercased())] \(row.criterion.code)  \(row.criterion.title)"]
    if !row.broadcasts.isEmpty {
      let gap =
        row.longestGapDays.map { gap in
          ", trống dài nhất \(gap) ngày"
            + (row.criterion.longestGapDays.map {
              $0 == 1 ? " (phải phát hằng ngày)" : " (phải phát \($0) ngày một lần)"
            } ?? "")
        } ?? ""
      lines.append(
        "    \(row.broadcasts.count) lượt trong \(row.dates.count) ngày, \(row.zones.count)/\(station.zones.count) cụm loa, \(row.seconds / 60) phút\(gap)"
      )
      lines.append("    mục nhật ký: \(numbers(row.entries))")
    }
    if !row.supporting.isEmpty { lines.append("    hỗ trợ (không tính là đạt): \(numbers(row.supporting))") }
    for item in row.disclosures {
      let worst = item.runs.map(\.days).min() ?? 0
      lines.append(
        "    Điều 13.3 «\(item.title)»: \(item.isSatisfied ? "đủ" : "CHƯA ĐỦ") \(item.needed) ngày liên tục ở mọi cụm loa (ít nhất \(worst)); \(numbers(item.entries))"
      )
    }
    let greeted = row.greetings.filter { $0.state == .greeted }
    if !row.greetings.isEmpty {
      lines.append(
        "    ngày lễ đã chúc: \(greeted.isEmpty ? "chưa có" : greeted.map { "\($0.name) \($0.date)" }.joined(separator: "; "))"
      )
      let ahead = row.greetings.filter { $0.state == .ahead }
      if !ahead.isEmpty {
        lines.append("    ngày lễ chưa đến: \(ahead.map { "\($0.name) \($0.date)" }.joined(separator: "; "))")
      }
    }
    for item in row.meetings {
      lines.append(
        "    họp «\(item.title)» \(item.date): báo trước đến \(item.percent)% cụm loa; \(numbers(item.entries))"
      )
    }
    for shortfall in row.shortfalls where shortfall.kind != .onlySupporting {
      lines.append("    còn thiếu: \(shortfall.text)")
      if let proposal = shortfall.proposal, let first = proposal.dates.first {
        lines.append(
          "      có thể bù: phát «\(proposal.announcement)» \(proposal.dates.count) ngày từ \(first), xem --propose"
        )
      }
    }
    return lines
  }

  private func numbers(_ entries: [Int64]) -> String {
    guard !entries.isEmpty else { return "không có mục nào" }
    let head = entries.prefix(12).map { "#\($0)" }.joined(separator: " ")
    return entries.count > 12 ? "\(head) … (\(entries.count) mục)" : head
  }
}
