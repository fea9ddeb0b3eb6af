/// A programme, or a greeting that the station plans by itself, as the planner needs it, worked out once.
///
/// A class, because a plan looks at each thousands of times and copying so many members would be most of its work.
final class PlannedItem: Sendable {
  /// `Programme.id`, or `chuc-mung:` and the holiday.
  let id: String
  let content: PlannedContent
  let days: Days
  let slots: [Slot]
  let repeats: Programme.Repeats?
  let order: Int
  let whenCut: CutPolicy
  let whenMissed: MissedPolicy
  let pastHours: HoursException?
  let zones: ZoneMask
  let hearing: ZoneMask
  let zoneIDs: [ZoneID]
  let hearingIDs: [ZoneID]
  let subject: Finding.Subject
  let sound: String

  enum Days: Sendable {
    case programme(Programme)
    case event(Programme, CommunityEvent, [Int])
    case inARow(Programme, from: CivilDate, count: Int)
    case greeting(Holiday, days: [Int])
  }

  struct Slot: Sendable {
    var kind: Kind
    /// `T17:00`, ends the broadcast's id.
    var suffix: String
    /// "lúc 17:00", "trong Buổi sáng".
    var words: String
    /// The whole reason, where it is the same on every date.
    var reason: String?

    enum Kind: Sendable {
      case at(TimeOfDay)
      /// Position in `Hours.sessions`.
      case session(Int)
    }
  }

  init(
    id: String, content: PlannedContent, days: Days, slots: [Slot], repeats: Programme.Repeats?, order: Int,
    whenCut: CutPolicy, whenMissed: MissedPolicy, pastHours: HoursException?, zones: ZoneMask,
    hearing: ZoneMask,
    zoneIDs: [ZoneID], hearingIDs: [ZoneID], subject: Finding.Subject, sound: String
  ) {
    self.id = id
    self.content = content
    self.days = days
    self.slots = slots
    self.repeats = repeats
    self.order = order
    self.whenCut = whenCut
    self.whenMissed = whenMissed
    self.pastHours = pastHours
    self.zones = zones
    self.hearing = hearing
    self.zoneIDs = zoneIDs
    self.hearingIDs = hearingIDs
    self.subject = subject
    self.sound = sound
  }

  var isSuperior: Bool { content.origin != .commune }

  /// The last date on which days in a row are tried, before the first where there is none; `nil` for all else.
  var lastTry: CivilDate? {
    guard case .inARow(let programme, let first, _) = days else { return nil }
    let last = first + (RowProgress.patience - 1)
    return [programme.to, content.validTo].compactMap(\.self).reduce(last, min)
  }

  /// Classes from above, then fixed times before sessions, then the operator's order: less goes first.
  func rank(_ slot: Slot) -> UInt64 {
    let isSession = if case .session = slot.kind { true } else { false }
    return UInt64(9 - content.airClass.level) << 40 | (isSession ? 1 << 39 : 0)
      | UInt64(UInt32(bitPattern: Int32(clamping: order)) ^ 0x8000_0000)
  }
}

extension AirClass {
  /// Position in `allCases`.
  var level: Int {
    switch self {
    case .test: 0
    case .filler: 1
    case .routine: 2
    case .priority: 3
    case .emergency: 4
    }
  }

  /// For people.
  public var vietnamese: String {
    switch self {
    case .test: "thử máy"
    case .filler: "lấp giờ"
    case .routine: "thông thường"
    case .priority: "ưu tiên"
    case .emergency: "khẩn cấp"
    }
  }
}
