/// The commune's own rule (Quy chế) of when loudspeakers may sound.
public struct Hours: Hashable, Sendable, Codable {
  /// Hard lock that only an emergency passes; may run over midnight.
  public var quiet: DailySpan
  /// Empty where the commune has no fixed sessions.
  public var sessions: [Session]
  /// Minutes of sound a zone may hear on one date, 1…1,440; `nil` for no limit.
  public var dayLimitMinutes: Int?
  /// Local dates without broadcasts, but for emergencies.
  public var silentDays: Recurrence?
  public var volumeCaps: [VolumeCap]

  public init(
    quiet: DailySpan, sessions: [Session] = [], dayLimitMinutes: Int? = nil, silentDays: Recurrence? = nil,
    volumeCaps: [VolumeCap] = []
  ) {
    self.quiet = quiet
    self.sessions = sessions
    self.dayLimitMinutes = dayLimitMinutes
    self.silentDays = silentDays
    self.volumeCaps = volumeCaps
  }

  // Rows written before sessions existed.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      quiet: try values.decode(DailySpan.self, forKey: .quiet),
      sessions: try values.decodeIfPresent([Session].self, forKey: .sessions) ?? [],
      dayLimitMinutes: try values.decodeIfPresent(Int.self, forKey: .dayLimitMinutes),
      silentDays: try values.decodeIfPresent(Recurrence.self, forKey: .silentDays),
      volumeCaps: try values.decodeIfPresent([VolumeCap].self, forKey: .volumeCaps) ?? [])
  }
}

/// A span of every day, start included, end not; where the end is not after the start it runs over midnight.
public struct DailySpan: Hashable, Sendable {
  public var start: TimeOfDay
  public var end: TimeOfDay

  public init(start: TimeOfDay, end: TimeOfDay) {
    self.start = start
    self.end = end
  }

  public func contains(_ time: TimeOfDay) -> Bool {
    start < end ? start <= time && time < end : start <= time || time < end
  }
}

extension DailySpan: CustomStringConvertible, LosslessStringConvertible {
  /// `21:00-05:00`.
  public var description: String { "\(start)-\(end)" }

  public init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2,
      let start = TimeOfDay(parts[0].trimmed), let end = TimeOfDay(parts[1].trimmed), start != end
    else { return nil }
    self.init(start: start, end: end)
  }
}

extension DailySpan: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let span = DailySpan(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not HH:MM-HH:MM: \(text)"))
    }
    self = span
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
