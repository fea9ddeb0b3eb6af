/// How the station greets on holidays by itself.
public struct GreetingSettings: Hashable, Sendable, Codable {
  public var rule: Rule
  /// Holidays that differ from `rule`, by `Holiday.id`.
  public var exceptions: [String: Rule]
  /// Holidays switched on or off, where the station differs from the holiday file.
  public var switches: [String: Bool]

  public struct Rule: Hashable, Sendable, Codable {
    /// Days from the holiday, 0 being the day itself, −1 its eve.
    public var days: [Int]
    public var times: [TimeOfDay]
    /// Empty for all zones.
    public var zones: [ZoneID]
    public var pastHours: HoursException?

    public init(
      days: [Int] = [0], times: [TimeOfDay], zones: [ZoneID] = [], pastHours: HoursException? = nil
    ) {
      self.days = days
      self.times = times
      self.zones = zones
      self.pastHours = pastHours
    }
  }

  public init(rule: Rule, exceptions: [String: Rule] = [:], switches: [String: Bool] = [:]) {
    self.rule = rule
    self.exceptions = exceptions
    self.switches = switches
  }
}
