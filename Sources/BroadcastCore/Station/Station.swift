public import Foundation
public import VietnameseSpeech

/// A commune's broadcasting station (đài truyền thanh xã): what the set-up files say and the database keeps.
public struct Station: Hashable, Sendable, Codable {
  /// Short name in file names and in the log: `ninh-giang`.
  public var id: String
  /// As spoken and printed: "xã Ninh Giang".
  public var commune: String
  /// IANA name; `Asia/Ho_Chi_Minh` for every commune in Viet Nam.
  public var timeZone: String
  /// Office names by role: `chairman` → "Chủ tịch Ủy ban nhân dân xã". Offices, never people.
  public var roles: [String: String]
  /// What else templates may say of the station: `hotline` → "1022".
  public var variables: [String: String]
  public var outputs: [OutputSettings]
  public var zones: [Zone]
  public var hours: Hours
  public var speech: SpeechSettings
  /// The station's own lexicon (YAML) over the shipped one; `nil` where it has none.
  public var lexicon: String?
  /// The station's own holiday file (YAML) over the shipped one; `nil` where it has none.
  public var holidays: String?
  /// Announcement of class `test` that may sound when the process starts, see design decision 9.
  public var onStart: String?
  /// `nil` where the station does not greet by itself.
  public var greetings: GreetingSettings?
  /// Which classes need one person's word and which two.
  public var approval = ApprovalPolicy()
  /// `nil` is `mark`.
  public var untrustedClock: ClockRule?

  public init(
    id: String, commune: String, timeZone: String, roles: [String: String],
    variables: [String: String] = [:], outputs: [OutputSettings], zones: [Zone], hours: Hours,
    speech: SpeechSettings, lexicon: String? = nil, holidays: String? = nil, onStart: String?,
    greetings: GreetingSettings? = nil
  ) {
    self.id = id
    self.commune = commune
    self.timeZone = timeZone
    self.roles = roles
    self.variables = variables
    self.outputs = outputs
    self.zones = zones
    self.hours = hours
    self.speech = speech
    self.lexicon = lexicon
    self.holidays = holidays
    self.onStart = onStart
    self.greetings = greetings
  }

  public var foundationTimeZone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }

  /// The zones that physically hear a sound sent to `zones`: those that share an output channel with one of them.
  public func hearing(_ zones: Set<ZoneID>) -> Set<ZoneID> {
    var driven: Set<String> = []
    for zone in self.zones where zones.contains(zone.id) {
      for channel in zone.channels { driven.insert("\(zone.output)/\(channel)") }
    }
    return Set(
      self.zones.filter { zone in zone.channels.contains { driven.contains("\(zone.output)/\($0)") } }.map(
        \.id))
  }
}

/// A sound output as configured; what it really is (device, virtual, file) only libasound says.
public struct OutputSettings: Hashable, Sendable, Codable {
  public var id: String
  /// ALSA PCM name: `default`, `hw:CARD=PCH`, …
  public var device: String
  /// 1…64.
  public var channels: Int
  /// How much sound the device holds ahead, in milliseconds, 20…2,000: more survives a busier machine, less starts and
  /// stops sooner.
  public var bufferMilliseconds: Int

  public init(id: String, device: String, channels: Int, bufferMilliseconds: Int = 40) {
    self.id = id
    self.device = device
    self.channels = channels
    self.bufferMilliseconds = bufferMilliseconds
  }
}

/// An area with its own loudspeakers (thôn, ấp, xóm, khóm, tổ nhân dân).
public struct Zone: Hashable, Sendable, Codable {
  public var id: ZoneID
  public var name: String
  /// `OutputSettings.id`.
  public var output: String
  /// Channels of that output, counted from 1; other zones may share them.
  public var channels: [Int]
  public var tags: [String]

  public init(id: ZoneID, name: String, output: String, channels: [Int], tags: [String]) {
    self.id = id
    self.name = name
    self.output = output
    self.channels = channels
    self.tags = tags
  }
}

/// How the station speaks.
public struct SpeechSettings: Hashable, Sendable, Codable {
  /// eSpeak NG voice.
  public var voice: String
  /// 80…450.
  public var rate: Int
  /// LUFS, −40…−5; −16 unless set.
  public var loudness: Double
  /// Words in which the regions differ; apart from the voice.
  public var region: NormalizationSettings.Region
  public var documentNumbers: NormalizationSettings.DocumentNumberStyle
  /// Says "mùng" before the days 1–10.
  public var namesEarlyDays: Bool
  /// Rests and speeds.
  public var prosody: ProsodySettings
  /// An external speech program; eSpeak NG speaks where it is `nil` or fails.
  public var engine: ExternalEngine?

  public init(
    voice: String = "vi", rate: Int = 150, loudness: Double = -16,
    region: NormalizationSettings.Region = .north,
    documentNumbers: NormalizationSettings.DocumentNumberStyle = .brief, namesEarlyDays: Bool = false,
    prosody: ProsodySettings = ProsodySettings(), engine: ExternalEngine? = nil
  ) {
    self.voice = voice
    self.rate = rate
    self.loudness = loudness
    self.region = region
    self.documentNumbers = documentNumbers
    self.namesEarlyDays = namesEarlyDays
    self.prosody = prosody
    self.engine = engine
  }
}

/// A speech program outside of this one, such as Piper.
public struct ExternalEngine: Hashable, Sendable, Codable {
  public var command: CommandTemplate
  /// Replaces `{voice}`; the station's voice where it is empty.
  public var voice: String
  /// Of program and voice: finished sound of another version is made anew.
  public var version: String
  /// For one sentence, 1…600.
  public var timeoutSeconds: Int

  public init(command: CommandTemplate, voice: String, version: String, timeoutSeconds: Int) {
    self.command = command
    self.voice = voice
    self.version = version
    self.timeoutSeconds = timeoutSeconds
  }
}

// Rows written before a setting existed have no key for it; they get the setting's default.

extension OutputSettings {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try values.decode(String.self, forKey: .id),
      device: try values.decode(String.self, forKey: .device),
      channels: try values.decode(Int.self, forKey: .channels))
    bufferMilliseconds =
      try values.decodeIfPresent(Int.self, forKey: .bufferMilliseconds) ?? bufferMilliseconds
  }
}

extension SpeechSettings {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    voice = try values.decodeIfPresent(String.self, forKey: .voice) ?? voice
    rate = try values.decodeIfPresent(Int.self, forKey: .rate) ?? rate
    loudness = try values.decodeIfPresent(Double.self, forKey: .loudness) ?? loudness
    region = try values.decodeIfPresent(NormalizationSettings.Region.self, forKey: .region) ?? region
    documentNumbers =
      try values.decodeIfPresent(NormalizationSettings.DocumentNumberStyle.self, forKey: .documentNumbers)
      ?? documentNumbers
    namesEarlyDays = try values.decodeIfPresent(Bool.self, forKey: .namesEarlyDays) ?? namesEarlyDays
    prosody = try values.decodeIfPresent(ProsodySettings.self, forKey: .prosody) ?? prosody
    engine = try values.decodeIfPresent(ExternalEngine.self, forKey: .engine)
  }
}

extension Station {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try values.decode(String.self, forKey: .id),
      commune: try values.decode(String.self, forKey: .commune),
      timeZone: try values.decode(String.self, forKey: .timeZone),
      roles: try values.decode([String: String].self, forKey: .roles),
      variables: try values.decodeIfPresent([String: String].self, forKey: .variables) ?? [:],
      outputs: try values.decode([OutputSettings].self, forKey: .outputs),
      zones: try values.decode([Zone].self, forKey: .zones),
      hours: try values.decode(Hours.self, forKey: .hours),
      speech: try values.decode(SpeechSettings.self, forKey: .speech),
      lexicon: try values.decodeIfPresent(String.self, forKey: .lexicon),
      holidays: try values.decodeIfPresent(String.self, forKey: .holidays),
      onStart: try values.decodeIfPresent(String.self, forKey: .onStart),
      greetings: try values.decodeIfPresent(GreetingSettings.self, forKey: .greetings))
    approval = try values.decodeIfPresent(ApprovalPolicy.self, forKey: .approval) ?? approval
    untrustedClock = try values.decodeIfPresent(ClockRule.self, forKey: .untrustedClock)
  }
}
