/// Says what airs in a span of time: a pure function of the programmes.
public struct Planner: Sendable {
  private let station: Station
  private let programmes: [Programme]
  private let announcements: [String: (content: String, airClass: AirClass)]

  public init(station: Station, programmes: [Programme], announcements: [Announcement]) {
    self.station = station
    self.programmes = programmes
    self.announcements = Dictionary(
      announcements.map { ($0.id, (content: $0.contentHash, airClass: $0.airClass)) }
    ) { first, _ in first }
  }

  /// Every broadcast that starts in `from..<to`, by start, then id.
  public func broadcasts(from: WallTime, to: WallTime) -> [Broadcast] {
    guard from < to else { return [] }
    let zone = station.foundationTimeZone
    let speech = station.speechKey
    let firstDay = from.local(in: zone).date - 1
    let lastDay = to.local(in: zone).date + 1
    var result: [Broadcast] = []
    for day in firstDay.dayNumber...lastDay.dayNumber {
      let date = CivilDate(dayNumber: day)
      for programme in programmes {
        // Set-up refuses a programme without its announcement.
        guard case .announcement(let id) = programme.content, let announcement = announcements[id] else {
          continue
        }
        let hearing = station.hearing(Set(programme.zones)).sorted()
        for case .at(let time) in programme.slots {
          let start = WallTime(local: date, time, in: zone)
          guard start >= from, start < to else { continue }
          result.append(
            Broadcast(
              id: BroadcastID(rawValue: "\(programme.id)@\(date)T\(time)"), programme: programme.id,
              announcement: id, content: announcement.content,
              sound: announcement.content + speech,
              airClass: announcement.airClass, start: start, zones: programme.zones, hearing: hearing))
        }
      }
    }
    return result.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }
}
