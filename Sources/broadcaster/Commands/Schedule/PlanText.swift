import BroadcastCore
import Foundation

/// Plans and findings as lines for the operator.
struct PlanText {
  let station: Station

  func line(_ broadcast: Broadcast) -> String {
    let (date, time) = broadcast.start.local(in: station.foundationTimeZone)
    let approval = broadcast.isApproved ? "" : "  [CHƯA DUYỆT]"
    return
      "\(date) \(clock(time))  \(length(broadcast.seconds))  «\(broadcast.title)» tại \(zones(broadcast.zones))\(approval)  \(broadcast.reason)"
  }

  func zones(_ ids: [ZoneID]) -> String {
    if station.zones.count > 1, Set(ids).count == station.zones.count { return "mọi cụm loa" }
    return ids.map { id in station.zones.first { $0.id == id }?.name ?? id.rawValue }.joined(separator: ", ")
  }

  func clock(_ time: TimeOfDay) -> String {
    let text = time.description
    return text.utf8.count == 5 ? text + ":00" : text
  }

  /// `01:05`, minutes and seconds.
  func length(_ seconds: Int) -> String { String(format: "%02d:%02d", seconds / 60, seconds % 60) }

  /// Says on standard error that a list lacks what found no place.
  static func noteHeld(_ held: [Broadcast], cure: String) {
    guard let first = held.first else { return }
    Console.error(
      "Chú ý: \(held.count) lượt không xếp được giờ nên không có ở đây, trước hết «\(first.title)» (\(first.id.rawValue)); «broadcaster \(cure)» nói vì sao."
    )
  }

  /// Findings of one kind about one thing as one, with how often; `place` says where to mend it.
  func lines(_ findings: [BroadcastCore.Finding], place: (BroadcastCore.Finding) -> String?) -> [String] {
    struct Group: Hashable {
      var severity: BroadcastCore.Finding.Severity
      var code: BroadcastCore.Finding.Code
      var subject: BroadcastCore.Finding.Subject
    }
    var order: [Group] = []
    var groups: [Group: [BroadcastCore.Finding]] = [:]
    for finding in findings {
      let group = Group(severity: finding.severity, code: finding.code, subject: finding.subject)
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(finding)
    }
    return order.flatMap { group -> [String] in
      guard let found = groups[group], let first = found.first else { return [] }
      let more = found.count > 1 ? " (và \(found.count - 1) lần nữa)" : ""
      let mark =
        switch group.severity {
        case .error: "LỖI"
        case .warning: "CHÚ Ý"
        case .hint: "GỢI Ý"
        }
      let place = place(first).map { "\($0): " } ?? ""
      return ["[\(mark)] \(place)\(first.message)\(more)", "        Cách sửa: \(first.cure)"]
    }
  }
}

/// A finding with its place, for programs.
struct PlacedFinding: Encodable {
  var finding: BroadcastCore.Finding
  var place: String?
}
