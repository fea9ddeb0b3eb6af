/// What the log says was aired completely, as far as the planner needs it.
public struct AirHistory: Hashable, Sendable, Codable {
  /// One programme in one zone on one local date, heard to its end.
  public struct Completion: Hashable, Sendable, Codable {
    public var programme: String
    public var zone: ZoneID
    public var date: CivilDate

    public init(programme: String, zone: ZoneID, date: CivilDate) {
      self.programme = programme
      self.zone = zone
      self.date = date
    }
  }

  public var completions: Set<Completion>
  /// Dates before this one are over: what was not completed on them was missed. `nil` before anything aired.
  public var today: CivilDate?

  public init(completions: Set<Completion> = [], today: CivilDate? = nil) {
    self.completions = completions
    self.today = today
  }
}
