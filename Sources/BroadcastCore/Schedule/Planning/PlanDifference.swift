/// What changes on air between two plans of the same span.
public struct PlanDifference: Hashable, Sendable, Codable {
  /// By start, then id.
  public var added: [Broadcast] = []
  public var removed: [Broadcast] = []
  public var changed: [Change] = []

  public struct Change: Hashable, Sendable, Codable {
    public var before: Broadcast
    public var after: Broadcast
    public var aspects: [Aspect]
  }

  public enum Aspect: String, Hashable, Sendable, Codable, CaseIterable {
    case start, zones, content, airClass = "class", length, approval, voice

    public var vietnamese: String {
      switch self {
      case .start: "giờ phát"
      case .zones: "cụm loa"
      case .content: "nội dung"
      case .airClass: "hạng tin"
      case .length: "độ dài"
      case .approval: "phê duyệt"
      case .voice: "cách đọc"
      }
    }
  }

  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  public init(from before: [Broadcast], to after: [Broadcast]) {
    let old = Dictionary(before.map { ($0.id, $0) }) { first, _ in first }
    let new = Set(after.map(\.id))
    removed = before.filter { !new.contains($0.id) }
    for broadcast in after {
      guard let earlier = old[broadcast.id] else {
        added.append(broadcast)
        continue
      }
      let aspects = PlanDifference.aspects(earlier, broadcast)
      if !aspects.isEmpty { changed.append(Change(before: earlier, after: broadcast, aspects: aspects)) }
    }
  }

  private static func aspects(_ a: Broadcast, _ b: Broadcast) -> [Aspect] {
    var aspects: [Aspect] = []
    if a.start != b.start { aspects.append(.start) }
    if Set(a.zones) != Set(b.zones) { aspects.append(.zones) }
    if a.content != b.content { aspects.append(.content) }
    if a.airClass != b.airClass { aspects.append(.airClass) }
    if a.seconds != b.seconds { aspects.append(.length) }
    if a.isApproved != b.isApproved { aspects.append(.approval) }
    if a.sound != b.sound, a.content == b.content { aspects.append(.voice) }
    return aspects
  }
}
