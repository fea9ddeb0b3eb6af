/// One planned airing (lượt phát) of an announcement or a bulletin.
public struct Broadcast: Hashable, Sendable, Codable {
  /// Says programme, local date and slot, so that a restart finds the same name: `bon-xin@2026-11-21T17:00`, in a session
  /// `bon-xin@2026-11-21Tbuoi-sang`, the second airing of the slot `…#2`. The slot is the one wanted, also where the
  /// broadcast had to move.
  public var id: BroadcastID
  /// `Programme.id`, or `chuc-mung:` and the holiday for a greeting planned by itself; `nil` for what is outside the plan.
  public var programme: String?
  /// `Announcement.id` or `Bulletin.id`.
  public var announcement: String
  public var isBulletin: Bool
  public var title: String
  /// `contentHash` of the announcement or bulletin: what exactly is to be heard.
  public var content: String
  /// Changes whenever it may sound different: content, voice, manner of reading, lexicon.
  public var sound: String
  public var airClass: AirClass
  public var origin: AnnouncementPurpose.Origin
  /// `Criterion.code` of the criteria it serves.
  public var criteria: [String]
  /// `Criterion.code` of criteria that it only helps.
  public var supporting: [String]
  /// When its first frame is to leave the device.
  public var start: WallTime
  /// Expected length in whole seconds, rounded up; 0 where nobody has estimated it.
  public var seconds: Int
  public var zones: [ZoneID]
  /// Every zone that physically hears it: those that share an amplifier line with one of `zones`.
  public var hearing: [ZoneID]
  /// Zones that may only sound more quietly at that time of day.
  public var caps: [ZoneCap]
  /// The operator's order among broadcasts of one class, less goes first.
  public var order: Int
  /// One sentence in Vietnamese: why it airs then.
  public var reason: String
  public var isApproved: Bool
  public var whenCut: CutPolicy
  public var whenMissed: MissedPolicy
  /// Leave to air past the hours; `nil` where it needs none.
  public var pastHours: HoursException?
  /// What it reminds of begins then, so it must be over; `nil` for what is no reminder.
  public var overBy: WallTime?

  /// Why it is not in the plan although it should be at that time; `nil` for what airs.
  public var heldBecause: Finding.Code?

  /// The most that a zone may be driven with.
  public struct ZoneCap: Hashable, Sendable, Codable {
    public var zone: ZoneID
    /// −60…0.
    public var decibels: Double
  }

  public init(
    id: BroadcastID, programme: String?, announcement: String, isBulletin: Bool = false, title: String = "",
    content: String, sound: String, airClass: AirClass, origin: AnnouncementPurpose.Origin = .commune,
    criteria: [String] = [], supporting: [String] = [], start: WallTime, seconds: Int = 0, zones: [ZoneID],
    hearing: [ZoneID]? = nil,
    caps: [ZoneCap] = [], order: Int = 100, reason: String = "", isApproved: Bool = true,
    whenCut: CutPolicy = .restart, whenMissed: MissedPolicy = .skip, pastHours: HoursException? = nil,
    heldBecause: Finding.Code? = nil, overBy: WallTime? = nil
  ) {
    self.id = id
    self.programme = programme
    self.announcement = announcement
    self.isBulletin = isBulletin
    self.title = title
    self.content = content
    self.sound = sound
    self.airClass = airClass
    self.origin = origin
    self.criteria = criteria
    self.supporting = supporting
    self.start = start
    self.seconds = seconds
    self.zones = zones
    self.hearing = hearing ?? zones
    self.caps = caps
    self.order = order
    self.reason = reason
    self.isApproved = isApproved
    self.whenCut = whenCut
    self.whenMissed = whenMissed
    self.pastHours = pastHours
    self.heldBecause = heldBecause
    self.overBy = overBy
  }

  /// When it is expected to end.
  public var end: WallTime { start + Double(seconds) }
}

public struct BroadcastID: Hashable, Sendable, RawRepresentable, Comparable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func < (a: BroadcastID, b: BroadcastID) -> Bool { a.rawValue < b.rawValue }
}

extension BroadcastID: Codable {
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
