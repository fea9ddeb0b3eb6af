/// What a simulated span would have aired. Nothing in it is evidence.
public struct SimulatedLog: Hashable, Sendable, Codable {
  /// Always true, and written with everything that leaves the program.
  public var isSimulated = true
  public var from: WallTime
  public var to: WallTime
  /// What was made to go wrong.
  public var troubles: [Trouble] = []
  public var entries: [Entry] = []
  /// Of the plans of all days, each once.
  public var findings: [Finding] = []
  public var minutes: [ZoneDay] = []
  public var coverage: [SimulatedCoverage] = []

  /// One broadcast on one output, or one that did not reach any.
  public struct Entry: Hashable, Sendable, Codable {
    public var broadcast: BroadcastID
    public var programme: String?
    public var announcement: String
    public var title: String
    public var airClass: AirClass
    public var criteria: [String]
    public var supporting: [String]
    public var zones: [ZoneID]
    public var hearing: [ZoneID]
    public var planned: WallTime
    /// `nil` where nothing sounded.
    public var started: WallTime?
    /// Seconds that were heard.
    public var seconds: Int
    public var outcome: Outcome
    /// A `Refusal` or what cut it off; `nil` where it was completed.
    public var reason: String?
    /// Began after its time, as the programme's policy allows or because a zone was busy.
    public var isLate: Bool
    public var isSimulated = true

    /// Reasons that no running station gives as a `Refusal`.
    static let deviceLost = "device-lost"
    static let powerCut = "power-cut"

    public enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
      case completed
      /// The power went.
      case interrupted
      /// The output's device was gone, or went.
      case failed
      /// Its time passed, and the policy did not allow to make up for it.
      case missed
      case refused
    }
  }

  /// How long a zone heard something on a local date.
  public struct ZoneDay: Hashable, Sendable, Codable {
    public var date: CivilDate
    public var zone: ZoneID
    public var seconds: Int
  }
}
