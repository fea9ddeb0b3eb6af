/// One planned airing (lượt phát) of an announcement.
public struct Broadcast: Hashable, Sendable {
  /// Says programme, local date and time, so that a restart finds the same name: `bon-xin@2026-11-21T17:00`.
  public var id: BroadcastID
  public var programme: String?
  public var announcement: String
  /// `Announcement.contentHash`: what exactly is to be heard.
  public var content: String
  /// Changes whenever it may sound different: content, voice, manner of reading, lexicon.
  public var sound: String
  public var airClass: AirClass
  /// When its first frame is to leave the device.
  public var start: WallTime
  public var zones: [ZoneID]
  /// Every zone that physically hears it: those that share an amplifier line with one of `zones`.
  public var hearing: [ZoneID]

  public init(
    id: BroadcastID, programme: String?, announcement: String, content: String, sound: String,
    airClass: AirClass,
    start: WallTime, zones: [ZoneID], hearing: [ZoneID]? = nil
  ) {
    self.id = id
    self.programme = programme
    self.announcement = announcement
    self.content = content
    self.sound = sound
    self.airClass = airClass
    self.start = start
    self.zones = zones
    self.hearing = hearing ?? zones
  }
}

public struct BroadcastID: Hashable, Sendable, Codable, RawRepresentable, Comparable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func < (a: BroadcastID, b: BroadcastID) -> Bool { a.rawValue < b.rawValue }
}
