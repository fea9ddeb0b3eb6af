/// What the log says was aired completely, as far as the planner needs it.
public struct AirHistory: Hashable, Sendable, Codable {
  /// One programme with one text in one zone, heard to its end.
  public struct Completion: Hashable, Sendable, Codable {
    public var programme: String
    /// `Broadcast.content`: another text under the same name is another thing to make public.
    public var content: String
    public var zone: ZoneID
    /// The local date on which it sounded, whichever it was planned for.
    public var date: CivilDate

    public init(programme: String, content: String, zone: ZoneID, date: CivilDate) {
      self.programme = programme
      self.content = content
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
