@testable import BroadcastCore

/// A small station for tests of the planner: announcements last as many seconds as their text says.
struct PlanSample {
  var station = Sample.station
  var programmes: [Programme] = []
  var announcements: [StoredAnnouncement] = []
  var bulletins: [Bulletin] = []
  var events: [CommunityEvent] = []
  var criteria: [Criterion] = []
  var history = AirHistory()
  var now: WallTime?

  /// The text is the length in seconds.
  static let lengths = SoundLengths(clip: { _ in 2 }, text: { Double($0) ?? 1 })

  init(quiet: String = "21:00-05:00", sessions: [Session] = []) {
    station.onStart = nil
    station.hours = Hours(quiet: DailySpan(quiet)!, sessions: sessions)
  }

  /// Approved, unless told otherwise.
  @discardableResult
  mutating func announce(
    _ id: String, seconds: Int = 60, _ airClass: AirClass = .routine, approved: Bool = true,
    purpose: AnnouncementPurpose = AnnouncementPurpose(), recordings: [ClipHash] = []
  ) -> Announcement {
    let announcement = Announcement(
      id: id, title: id.uppercased(), airClass: airClass,
      text: recordings.isEmpty ? .fixed("\(seconds)") : .unspoken, opening: [], recordings: recordings,
      purpose: purpose)
    announcements.append(
      StoredAnnouncement(
        announcement: announcement, author: "a",
        approval: approved ? Approval(approver: "b", contentHash: announcement.contentHash) : nil))
    return announcement
  }

  /// A programme of the announcement of the same name, which is made too.
  mutating func air(
    _ id: String, seconds: Int = 60, _ airClass: AirClass = .routine, approved: Bool = true,
    purpose: AnnouncementPurpose = AnnouncementPurpose(), days: Programme.Days = .daily,
    at times: [String] = [],
    sessions: [String] = [], zones: [String] = ["thon-1"], order: Int = 100,
    repeats: Programme.Repeats? = nil,
    pastHours: HoursException? = nil
  ) {
    announce(id, seconds: seconds, airClass, approved: approved, purpose: purpose)
    programmes.append(
      Programme(
        id: id, content: .announcement(id), days: days,
        slots: times.map { .at(TimeOfDay($0)!) } + sessions.map { .session($0) }, repeats: repeats,
        zones: zones.map { ZoneID(rawValue: $0) }, order: order, pastHours: pastHours))
  }

  var input: PlanInput {
    get throws {
      PlanInput(
        station: station, programmes: programmes, announcements: announcements, bulletins: bulletins,
        events: events, criteria: criteria, holidays: try HolidayCatalogue.standard(),
        lengths: PlanSample.lengths, history: history, now: now)
    }
  }

  /// Of whole local dates.
  func plan(_ first: CivilDate, _ last: CivilDate? = nil) throws -> Plan {
    let zone = station.foundationTimeZone
    return Planner(try input).plan(
      from: WallTime(local: first, .midnight, in: zone),
      to: WallTime(local: (last ?? first) + 1, .midnight, in: zone))
  }
}

extension Programme.Days {
  static let daily = Programme.Days.recurring(
    .rule(RecurrenceRule(.daily), start: CivilDate(dayNumber: 0)))
}

extension Plan {
  /// `id HH:MM:SS zones`, one a broadcast, in the local time of Viet Nam.
  var lines: [String] {
    broadcasts.map { broadcast in
      "\(broadcast.id.rawValue) \(LocalTime(broadcast.start, in: Sample.station.foundationTimeZone).time) \(broadcast.zones.map(\.rawValue).joined(separator: ","))"
    }
  }

  func findings(_ code: Finding.Code) -> [Finding] { findings.filter { $0.code == code } }
}
