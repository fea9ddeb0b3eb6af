/// What airs in a span of time, and what a person should know about it.
public struct Plan: Hashable, Sendable, Codable {
  public var from: WallTime
  public var to: WallTime
  /// Those that start in `from..<to`, by start, then id.
  public var broadcasts: [Broadcast]
  /// Those that should start in the span and find no place, as errors and warnings tell; playout says so at their time.
  public var held: [Broadcast]
  /// About the local dates of the span, or about all dates; errors first, then by date.
  public var findings: [Finding]

  public init(
    from: WallTime, to: WallTime, broadcasts: [Broadcast] = [], held: [Broadcast] = [],
    findings: [Finding] = []
  ) {
    self.from = from
    self.to = to
    self.broadcasts = broadcasts
    self.held = held
    self.findings = findings
  }
}
