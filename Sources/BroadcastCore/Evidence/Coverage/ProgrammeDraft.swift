/// Broadcasts that would close what is missing, as a file for `programmes/`; an official looks at it before `apply`.
public struct ProgrammeDraft: Hashable, Sendable {
  public var proposals: [Proposal]
  private let times: [String: [TimeOfDay]]
  private let fallback: TimeOfDay

  /// - Parameter programmes: their times are taken over where they air the same announcement.
  public init(_ coverage: Coverage, programmes: [Programme], station: Station) {
    var seen: Set<String> = []
    proposals = coverage.criteria.flatMap { $0.shortfalls.compactMap(\.proposal) }.filter {
      // One broadcast may close the same hole of two criteria.
      seen.insert("\($0.announcement) \($0.zones) \($0.dates)").inserted
    }
    var times: [String: [TimeOfDay]] = [:]
    for programme in programmes {
      guard case .announcement(let id) = programme.content else { continue }
      let own = programme.slots.compactMap { if case .at(let time) = $0 { time } else { nil } }
      if times[id] == nil, !own.isEmpty { times[id] = own }
    }
    self.times = times
    fallback = station.hours.sessions.last?.span.start ?? TimeOfDay("17:00") ?? .midnight
  }

  /// YAML; a comment where nothing can be proposed.
  public var yaml: String {
    var lines = [
      "# Bản nháp do «broadcaster evidence coverage --propose» lập để bù các tiêu chí còn thiếu.",
      "# Xem lại ngày, giờ, cụm loa; sau đó chép vào thư mục programmes/ và chạy «broadcaster apply».", "",
    ]
    guard !proposals.isEmpty else { return (lines + ["programmes: []", ""]).joined(separator: "\n") }
    lines.append("programmes:")
    for (index, proposal) in proposals.enumerated() {
      let slots = (times[proposal.announcement] ?? [fallback]).map { "\"\($0)\"" }.joined(separator: ", ")
      lines += [
        "  # Tiêu chí \(proposal.criterion)",
        "  - id: bu-\(index + 1)-\(proposal.announcement)",
        "    announcement: \(proposal.announcement)",
        proposal.isThreeDays
          ? "    three-days: { from: \(proposal.dates[0]), days: \(proposal.dates.count) }"
          : "    dates: [\(proposal.dates.map(\.description).joined(separator: ", "))]",
        "    times: [\(slots)]",
        // Two that share a time need an order.
        "    order: \(500 + index)",
        "    zones: [\(proposal.zones.map(\.rawValue).joined(separator: ", "))]",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
