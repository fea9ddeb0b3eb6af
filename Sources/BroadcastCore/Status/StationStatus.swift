/// One snapshot of the running station: what `status` prints and the page shows.
public struct StationStatus: Hashable, Sendable, Codable {
  public var station: String
  public var commune: String
  /// UTC.
  public var now: String
  public var startedAt: String
  public var clockTrusted: Bool
  public var zones: [Zone]
  public var devices: [Device]
  public var readiness: Readiness
  /// What comes, in the order in which it is looked at; plan and queue together.
  public var next: [Item]
  public var recent: [Past]
  /// Not acknowledged.
  public var alarms: [Alarm]

  public struct Zone: Hashable, Sendable, Codable {
    public var id: String
    public var name: String
    /// Frames that are not silent were consumed in the last second, and by nothing else.
    public var isOnAir: Bool
    public var playing: [Playing]
    /// dBFS of the last twentieth of a second, one a channel; `null` is silence.
    public var peaks: [Double?]
  }

  public struct Playing: Hashable, Sendable, Codable {
    public var broadcast: String
    public var title: String
    public var airClass: AirClass
    /// Seconds of it that have left the device; of the tone or the message in an emergency.
    public var position: Double
    /// `nil` where it goes on until someone stops it.
    public var length: Double?
    /// Held at its place by a higher class, or not begun.
    public var isWaiting: Bool
    public var part: String?
  }

  public struct Device: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable {
      case running, stalled, lost
    }

    public var id: String
    public var device: String
    /// `device`, `virtual`, `file`.
    public var kind: String
    public var state: State
  }

  /// The broadcasts of the next 24 hours: how many there are, whose sound is there and approved, could not be made, and
  /// wait for an approval.
  public struct Readiness: Hashable, Sendable, Codable {
    public var total: Int
    public var ready: Int
    public var failing: Int
    public var unapproved: Int
  }

  public struct Item: Hashable, Sendable, Codable {
    public var broadcast: String
    public var title: String
    public var airClass: AirClass
    /// UTC.
    public var start: String
    public var zones: [String]
    /// One Vietnamese word: how far it is.
    public var state: String
    /// One Vietnamese sentence: why it airs then.
    public var reason: String
  }

  public struct Past: Hashable, Sendable, Codable {
    public var broadcast: String
    public var title: String
    public var end: String
    public var reason: String
  }
}
