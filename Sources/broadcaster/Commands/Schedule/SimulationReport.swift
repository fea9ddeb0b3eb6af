import BroadcastCore
import Foundation

/// A simulated log as text and CSV; every page of it says that it is simulated.
struct SimulationReport {
  static let notice = "MÔ PHỎNG: không có âm thanh nào được phát, không dùng làm minh chứng."

  let log: SimulatedLog
  let station: Station

  func lines(_ place: (BroadcastCore.Finding) -> String?) -> [String] {
    let text = PlanText(station: station)
    var lines = [Self.notice]
    lines += log.troubles.map { trouble in
      "Sự cố: "
        + trouble.vietnamese {
          let (date, time) = $0.local(in: station.foundationTimeZone)
          return "\(date) \(time)"
        }
    }
    lines.append("")
    lines += log.entries.map { entry in
      let (date, time) = (entry.started ?? entry.planned).local(in: station.foundationTimeZone)
      let reason = entry.vietnameseReason.map { " (\($0))" } ?? ""
      let late = entry.isLate ? ", muộn" : ""
      return
        "\(date) \(text.clock(time))  \(text.length(entry.seconds))  \(entry.outcome.vietnamese)\(late)\(reason)  «\(entry.title)» tại \(text.zones(entry.zones))"
    }
    let counts = SimulatedLog.Entry.Outcome.allCases.map { outcome in
      "\(log.entries.count { $0.outcome == outcome }) \(outcome.vietnamese)"
    }
    lines += ["", "Tổng cộng: \(counts.joined(separator: ", "))."]
    let findings = text.lines(log.findings, place: place)
    if !findings.isEmpty { lines += ["", "Điều cần biết về lịch:"] + findings }
    lines += ["", "Số phút mỗi cụm loa:"] + minutes()
    if !log.coverage.isEmpty {
      // Rows that a broadcast could only support, and none did, would bury the others.
      let idle = log.coverage.filter {
        $0.role == .supporting && $0.broadcasts.isEmpty && $0.supporting.isEmpty
      }
      lines += ["", "Tiêu chí (mô phỏng):"] + log.coverage.filter { !idle.contains($0) }.map(coverage)
      if !idle.isEmpty { lines.append("  \(idle.count) tiêu chí chỉ hỗ trợ, không có lượt nào.") }
    }
    return lines
  }

  private func minutes() -> [String] {
    station.zones.map { zone in
      let days = log.minutes.filter { $0.zone == zone.id }
      let total = days.reduce(0) { $0 + $1.seconds }
      guard let most = days.max(by: { $0.seconds < $1.seconds }) else {
        return "  \(zone.name): không nghe gì"
      }
      return
        "  \(zone.name): \(total / 60) phút trong \(days.count) ngày, nhiều nhất \(text(minutes: most.seconds)) ngày \(most.date)"
    }
  }

  private func text(minutes seconds: Int) -> String {
    String(format: "%d:%02d phút", seconds / 60, seconds % 60)
  }

  private func coverage(_ coverage: SimulatedCoverage) -> String {
    let verdict =
      coverage.isSatisfied
      ? "ĐẠT"
      : coverage.role == .supporting
        ? "chỉ hỗ trợ"
        : coverage.broadcasts.isEmpty
          ? "CHƯA CÓ LƯỢT NÀO" : coverage.missing.isEmpty ? "CHƯA ĐỦ THƯỜNG XUYÊN" : "CHƯA ĐỦ CỤM LOA"
    let gap = coverage.longestGapDays.map { ", khoảng trống dài nhất \($0) ngày" } ?? ""
    let missing =
      coverage.missing.isEmpty || coverage.role == .supporting
      ? "" : ", chưa nghe: \(PlanText(station: station).zones(coverage.missing))"
    return
      "  \(coverage.criterion): \(verdict), \(coverage.broadcasts.count) lượt trực tiếp trong \(coverage.dates.count) ngày, \(coverage.supporting.count) lượt hỗ trợ, \(coverage.zones.count)/\(station.zones.count) cụm loa\(gap)\(missing)"
  }

  /// RFC 4180.
  var csv: String {
    var rows = [
      "simulated,broadcast,programme,announcement,title,class,criteria,supporting,zones,planned,started,seconds,outcome,reason,late"
    ]
    rows += log.entries.map { entry in
      let fields: [String] = [
        "true", entry.broadcast.rawValue, entry.programme ?? "", entry.announcement, entry.title,
        entry.airClass.rawValue, entry.criteria.joined(separator: " "),
        entry.supporting.joined(separator: " "),
        entry.zones.map(\.rawValue).joined(separator: " "),
        entry.planned.rfc3339(in: station.foundationTimeZone),
        entry.started?.rfc3339(in: station.foundationTimeZone) ?? "", "\(entry.seconds)",
        entry.outcome.rawValue, entry.reason ?? "",
        "\(entry.isLate)",
      ]
      return fields.map(Self.quoted).joined(separator: ",")
    }
    return rows.map { $0 + "\r\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\r\n".contains($0) }) else { return field }
    return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}
