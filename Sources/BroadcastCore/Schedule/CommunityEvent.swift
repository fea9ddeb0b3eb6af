/// A dated event that residents are told of beforehand (họp dân, tiếp công dân, tiêm chủng).
public struct CommunityEvent: Hashable, Sendable, Codable, Identifiable {
  public var id: String
  public var title: String
  public var date: CivilDate
  public var time: TimeOfDay
  public var place: String
  /// Whose residents it concerns; every one of them has to be told.
  public var zones: [ZoneID]

  public init(
    id: String, title: String, date: CivilDate, time: TimeOfDay, place: String, zones: [ZoneID]
  ) {
    self.id = id
    self.title = title
    self.date = date
    self.time = time
    self.place = place
    self.zones = zones
  }
}
