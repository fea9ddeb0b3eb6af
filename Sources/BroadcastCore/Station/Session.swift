/// A part of the day in which the commune may broadcast (buổi phát).
public struct Session: Hashable, Sendable, Codable, Identifiable {
  public var id: String
  /// "Buổi sáng".
  public var name: String
  /// Within one day.
  public var span: DailySpan
  /// Weekdays on which it takes place.
  public var weekdays: Set<Weekday>
  /// Minutes of sound a zone may hear in it, 1…1,440; `nil` for the whole span.
  public var limitMinutes: Int?

  public init(
    id: String, name: String, span: DailySpan, weekdays: Set<Weekday> = Set(Weekday.allCases),
    limitMinutes: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.span = span
    self.weekdays = weekdays
    self.limitMinutes = limitMinutes
  }
}

/// Loudness that zones near a school, a hospital or the old may not pass at some hours.
public struct VolumeCap: Hashable, Sendable, Codable {
  public var span: DailySpan
  public var zones: [ZoneID]
  /// Gain in decibels, −60…0.
  public var decibels: Double

  public init(span: DailySpan, zones: [ZoneID], decibels: Double) {
    self.span = span
    self.zones = zones
    self.decibels = decibels
  }
}
