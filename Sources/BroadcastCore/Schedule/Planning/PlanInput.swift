/// Everything that a plan follows from.
public struct PlanInput: Sendable {
  public var station: Station
  public var programmes: [Programme]
  /// With their approvals.
  public var announcements: [StoredAnnouncement]
  public var bulletins: [Bulletin]
  /// Content hash that was approved, by `Bulletin.id`; `nil` where nobody has to: a folder that is only looked at.
  public var bulletinApprovals: [String: String]?
  public var events: [CommunityEvent]
  public var criteria: [Criterion]
  public var holidays: HolidayCatalogue
  public var lengths: SoundLengths
  /// What was aired; empty asks for the plan as if all goes well.
  public var history: AirHistory
  /// `nil` where the plan is about no particular moment: then nothing is over, and nothing is near.
  public var now: WallTime?

  public init(
    station: Station, programmes: [Programme], announcements: [StoredAnnouncement],
    bulletins: [Bulletin] = [], events: [CommunityEvent] = [], criteria: [Criterion] = [],
    holidays: HolidayCatalogue, lengths: SoundLengths, history: AirHistory = AirHistory(),
    now: WallTime? = nil
  ) {
    self.station = station
    self.programmes = programmes
    self.announcements = announcements
    self.bulletins = bulletins
    self.events = events
    self.criteria = criteria
    self.holidays = holidays
    self.lengths = lengths
    self.history = history
    self.now = now
  }
}
