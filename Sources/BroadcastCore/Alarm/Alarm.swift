/// Something that a person has to know, until one says so (cảnh báo).
public struct Alarm: Hashable, Sendable, Codable, Identifiable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case refused, failed, preparation, deviceLost = "device-lost", stalled, silent, unwritten =
      "log-unwritten"
    case clock, emergencyUnspoken = "emergency-unspoken", amplifier, missed, unreadable
    /// An emergency that nobody had approved in advance; known only when an approver has looked at it.
    case review = "emergency-review"
  }

  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Nothing is lost yet.
    case warning
    /// A broadcast was or will be lost.
    case error
    /// The station cannot speak.
    case critical

    public static func < (a: Severity, b: Severity) -> Bool {
      (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }

    public var vietnamese: String {
      switch self {
      case .warning: "CHÚ Ý"
      case .error: "LỖI"
      case .critical: "NGHIÊM TRỌNG"
      }
    }
  }

  public var id: Int64
  public var kind: Kind
  public var severity: Severity
  /// What it is about: a broadcast, an output. One alarm a kind and subject stays open.
  public var subject: String
  public var zones: [String]
  public var cause: String
  public var cure: String
  /// UTC; first and last time.
  public var raisedAt: String
  public var lastAt: String
  public var count: Int
  public var acknowledgedBy: String?
  /// `Actor` whose deed it is about.
  public var by: String?
}
