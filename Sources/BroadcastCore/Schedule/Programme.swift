/// A recurring item of the schedule (chương trình phát): an announcement, its days and times, and its zones.
public struct Programme: Hashable, Sendable, Codable {
  public var id: String
  /// `Announcement.id`.
  public var announcement: String
  /// Local start times, every day.
  public var times: [TimeOfDay]
  public var zones: [ZoneID]

  public init(id: String, announcement: String, times: [TimeOfDay], zones: [ZoneID]) {
    self.id = id
    self.announcement = announcement
    self.times = times
    self.zones = zones
  }
}

extension TimeOfDay: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let time = TimeOfDay(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "not HH:MM: \(text)"))
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
