/// A programme, or a greeting that the station plans by itself, as the planner needs it, worked out once.
struct PlannedItem: Sendable {
  /// `Programme.id`, or `chuc-mung:` and the holiday.
  var id: String
  var content: PlannedContent
  var days: Days
  var slots: [Slot]
  var repeats: Programme.Repeats?
  var order: Int
  var whenCut: CutPolicy
  var whenMissed: MissedPolicy
  var pastHours: HoursException?
  var zones: ZoneMask
  var hearing: ZoneMask
  var zoneIDs: [ZoneID]
  var hearingIDs: [ZoneID]
  var subject: Finding.Subject
  var sound: String
  /// Rank among items of one class and order, by id.
  var idRank = 0

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

  var isSuperior: Bool { content.origin != .commune }

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
