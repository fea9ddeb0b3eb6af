/// What a span of the log proves for every criterion (mức độ đáp ứng tiêu chí).
public struct Coverage: Hashable, Sendable, Codable {
  public var from: CivilDate
  public var to: CivilDate
  /// The local date up to which things can have been missed; what lies after it is still to come.
  public var asOf: CivilDate
  /// BẢN THỬ: virtual devices were counted. Every page made of it has to say so.
  public var isTrial: Bool
  public var criteria: [CriterionCoverage]
  /// Every airing that counts, in the order of the log.
  public var counted: [AiredEntry]
  /// Every airing that does not: virtual, files, tests, simulations, incomplete or damaged.
  public var apart: [AiredEntry]
  /// Seconds that each zone heard on each date, of `counted` only.
  public var minutes: [ZoneDay]
  /// Entries that could not be read, and so prove nothing.
  public var unreadable: [Int64] = []

  public struct ZoneDay: Hashable, Sendable, Codable {
    public var date: CivilDate
    public var zone: ZoneID
    public var seconds: Int
    /// `AiredEntry.seq` of what was heard.
    public var entries: [Int64]
  }

  public subscript(code: String) -> CriterionCoverage? { criteria.first { $0.criterion.code == code } }
}

/// What the log proves for one criterion.
public struct CriterionCoverage: Hashable, Sendable, Codable {
  public var criterion: Criterion
  /// The part of the period in which the criterion is in force and that is not still to come; `nil` where there is none.
  public var span: ClosedRange<CivilDate>?
  /// Airings that name the criterion as theirs, and airings that only help, by `AiredEntry.seq`.
  public var entries: [Int64]
  public var supporting: [Int64]
  /// `BroadcastID`s of `entries`, each once: one broadcast on two outputs is one.
  public var broadcasts: [String]
  public var dates: [CivilDate]
  /// Zones that heard one to its end.
  public var zones: [ZoneID]
  /// Zones that the station's own programmes for it aim at.
  public var required: [ZoneID]
  /// Of all broadcasts together, each counted once.
  public var seconds: Int
  /// In the zone where it is worst; `nil` where a required zone heard nothing.
  public var longestGapDays: Int?
  public var worstZone: ZoneID?
  public var longestGap: ClosedRange<CivilDate>?
  public var disclosures: [Disclosure]
  public var greetings: [Greeting]
  public var meetings: [Meeting]
  /// Why it is not satisfied; empty where it is, and where nothing was asked yet.
  public var shortfalls: [Shortfall]
  public var isSatisfied: Bool

  /// A content that Điều 13 khoản 3 wants heard on three dates in a row in every zone.
  public struct Disclosure: Hashable, Sendable, Codable {
    public var announcement: String
    public var content: String
    public var title: String
    public var needed: Int
    /// By zone: the longest run of dates in a row.
    public var runs: [ZoneRun]
    public var entries: [Int64]
    public var isSatisfied: Bool { !runs.isEmpty && runs.allSatisfy { $0.days >= needed } }
  }

  public struct ZoneRun: Hashable, Sendable, Codable {
    public var zone: ZoneID
    public var days: Int
    /// `nil` where there is none.
    public var first: CivilDate?
  }

  /// A holiday on which the chairman greets.
  public struct Greeting: Hashable, Sendable, Codable {
    public var holiday: String
    public var name: String
    public var date: CivilDate
    public var missing: [ZoneID]
    public var entries: [Int64]
    public var state: State
    public enum State: String, Hashable, Sendable, Codable { case greeted, partly, missed, ahead }
  }

  /// An event that every resident of its zones has to be told of before it begins.
  public struct Meeting: Hashable, Sendable, Codable {
    public var event: String
    public var title: String
    public var date: CivilDate
    public var zones: [ZoneID]
    public var missing: [ZoneID]
    public var entries: [Int64]
    public var isAhead: Bool
    /// 0…100, rounded down so that 100 means all.
    public var percent: Int { zones.isEmpty ? 0 : (zones.count - missing.count) * 100 / zones.count }
  }
}

/// Why a criterion is not satisfied yet, and whether a later broadcast can still mend it.
public struct Shortfall: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    case onlySupporting, nothingAired, zoneUnreached, gap, days, greeting, meeting
  }

  public var kind: Kind
  /// One sentence in Vietnamese.
  public var text: String
  /// What would close it; `nil` where it can no longer be closed.
  public var proposal: Proposal?
}

/// Broadcasts that would close a shortfall.
public struct Proposal: Hashable, Sendable, Codable {
  public var criterion: String
  /// `Announcement.id`.
  public var announcement: String
  public var zones: [ZoneID]
  public var dates: [CivilDate]
  /// Dates in a row, by the law.
  public var isThreeDays: Bool
}
