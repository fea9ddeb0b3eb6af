/// A recurring item of the schedule (chương trình phát): what airs, on which days, at which times, in which zones.
public struct Programme: Hashable, Sendable, Codable {
  public var id: String
  public var content: Content
  public var days: Days
  /// First and last local date of the campaign (đợt tuyên truyền); `nil` is open.
  public var from: CivilDate?
  public var to: CivilDate?
  /// Dates on which it does not air although `days` says so.
  public var except: [CivilDate]
  /// At least one.
  public var slots: [Slot]
  /// Again within the same session; `nil` airs once a slot.
  public var repeats: Repeats?
  /// Already resolved from names and tags; not empty.
  public var zones: [ZoneID]
  /// The operator's order among broadcasts of one class that want the same time: less goes first; 100 where not set.
  public var order: Int
  public var whenCut: CutPolicy
  public var whenMissed: MissedPolicy
  /// An approved exception from the hours, for a Giao thừa greeting; never for the whole programme without a reason.
  public var pastHours: HoursException?
  /// Why `Days.inARow` has fewer dates than the three that the law asks for; `nil` where it has enough.
  public var shortRunReason: String?

  /// What is heard.
  public enum Content: Hashable, Sendable, Codable {
    /// `Announcement.id`.
    case announcement(String)
    /// `Bulletin.id`.
    case bulletin(String)
  }

  /// Which local dates.
  public enum Days: Hashable, Sendable, Codable {
    case recurring(Recurrence)
    /// So many days before an event, 0 being its day: a reminder.
    case before(event: String, days: [Int])
    /// From a date on, as many dates in a row as the law asks (Luật 10/2022/QH15 Điều 13 khoản 3: at least 3), and more
    /// where a day was missed.
    case inARow(from: CivilDate, count: Int)
  }

  /// When on such a date.
  public enum Slot: Hashable, Sendable, Codable, Comparable {
    case at(TimeOfDay)
    /// After whatever else the session has by its order; `Session.id`.
    case session(String)
  }

  public struct Repeats: Hashable, Sendable, Codable {
    /// Airings in all, 2…20.
    public var count: Int
    /// From the end of one to the start of the next, 0…240.
    public var minutesBetween: Int

    public init(count: Int, minutesBetween: Int) {
      self.count = count
      self.minutesBetween = minutesBetween
    }
  }

  public init(
    id: String, content: Content, days: Days, from: CivilDate? = nil, to: CivilDate? = nil,
    except: [CivilDate] = [], slots: [Slot], repeats: Repeats? = nil, zones: [ZoneID], order: Int = 100,
    whenCut: CutPolicy = .restart, whenMissed: MissedPolicy = .playLate(withinMinutes: 10),
    pastHours: HoursException? = nil, shortRunReason: String? = nil
  ) {
    self.id = id
    self.content = content
    self.days = days
    self.from = from
    self.to = to
    self.except = except
    self.slots = slots
    self.repeats = repeats
    self.zones = zones
    self.order = order
    self.whenCut = whenCut
    self.whenMissed = whenMissed
    self.pastHours = pastHours
    self.shortRunReason = shortRunReason
  }

  /// Consecutive dates that Điều 13 khoản 3 asks for at least.
  public static let daysInARow = 3

  /// One announcement every day.
  public static func daily(id: String, announcement: String, times: [TimeOfDay], zones: [ZoneID]) -> Programme
  {
    Programme(
      id: id, content: .announcement(announcement),
      days: .recurring(.rule(RecurrenceRule(.daily), start: CivilDate(dayNumber: 0))),
      slots: Set(times).sorted().map { .at($0) }, zones: zones)
  }
}

/// What becomes of a broadcast that a higher class cut off in a zone.
public enum CutPolicy: Hashable, Sendable, Codable {
  /// Goes on where it stopped, so many seconds earlier.
  case resume(leadBackSeconds: Int)
  case restart
  case drop
}

/// What becomes of a broadcast whose time passed unheard: power cut, lost device, clock step.
public enum MissedPolicy: Hashable, Sendable, Codable {
  case playLate(withinMinutes: Int)
  case skip
  /// The operator decides.
  case ask
}

/// Leave to air past the hours (ngoài giờ), with a reason and who gave it.
public struct HoursException: Hashable, Sendable, Codable {
  public var reason: String
  /// Office, not a person: "Chủ tịch Ủy ban nhân dân xã".
  public var approvedBy: String

  public init(reason: String, approvedBy: String) {
    self.reason = reason
    self.approvedBy = approvedBy
  }
}
