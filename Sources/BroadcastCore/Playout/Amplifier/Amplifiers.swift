/// Switches that power the amplifiers of zones (bật, tắt tăng âm), and how they are used.
public struct Amplifiers: Sendable {
  public struct Settings: Hashable, Sendable {
    /// Seconds that an amplifier takes until it carries sound, 0…60.
    public var lead: Double
    /// It stays on so many seconds after the last sound, so that short gaps do not wear the relay.
    public var keep: Double
    /// Nothing airs in a zone whose amplifier could not be switched on; otherwise it airs all the same, in case the
    /// switch only failed to answer.
    public var isRequired: Bool

    public init(lead: Double = 3, keep: Double = 60, isRequired: Bool = false) {
      self.lead = lead
      self.keep = keep
      self.isRequired = isRequired
    }
  }

  public var settings: Settings
  public var relay: any AmplifierSwitch

  public init(settings: Settings, relay: any AmplifierSwitch) {
    self.settings = settings
    self.relay = relay
  }
}

public protocol AmplifierSwitch: Sendable {
  /// Returns when it is done; called for one zone by one caller at a time.
  func turn(_ isOn: Bool, zones: [ZoneID]) async throws
}
