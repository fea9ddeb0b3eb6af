/// A message that may go on air (bản tin), as written; whether it is approved stands beside it in the store.
public struct Announcement: Hashable, Sendable {
  /// Short name: lower-case letters, digits, hyphens.
  public var id: String
  public var title: String
  public var airClass: AirClass
  public var text: AnnouncementText
  /// Library hashes of the clips before the text, in order: the chime.
  public var opening: [ClipHash]
  /// Recorded speech between the opening and the text, in order.
  public var recordings: [ClipHash]
  /// What the recordings speak (BCP 47): `vi`, `hmn`, `tyz`.
  public var language: String
  /// Clips after the text, in order.
  public var closing: [ClipHash]
  public var purpose: AnnouncementPurpose
  /// Where it may air; `nil` for everywhere.
  public var zones: [ZoneID]?
  /// First and last local date on which it may air; `nil` is open.
  public var validFrom: CivilDate?
  public var validTo: CivilDate?
  public var document: SourceDocument?

  public init(
    id: String, title: String, airClass: AirClass, text: AnnouncementText, opening: [ClipHash],
    recordings: [ClipHash] = [], language: String = "vi", closing: [ClipHash] = [],
    purpose: AnnouncementPurpose = AnnouncementPurpose(), zones: [ZoneID]? = nil,
    validFrom: CivilDate? = nil, validTo: CivilDate? = nil, document: SourceDocument? = nil
  ) {
    self.id = id
    self.title = title
    self.airClass = airClass
    self.text = text
    self.opening = opening
    self.recordings = recordings
    self.language = language
    self.closing = closing
    self.purpose = purpose
    self.zones = zones
    self.validFrom = validFrom
    self.validTo = validTo
    self.document = document
  }

  /// Whether it may air on a local date.
  public func isValid(on date: CivilDate) -> Bool {
    (validFrom.map { $0 <= date } ?? true) && (validTo.map { date <= $0 } ?? true)
  }
}

// Rows written before there were recordings or purposes have no key for them.
extension Announcement: Codable {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try values.decode(String.self, forKey: .id), title: try values.decode(String.self, forKey: .title),
      airClass: try values.decode(AirClass.self, forKey: .airClass),
      text: try values.decode(AnnouncementText.self, forKey: .text),
      opening: try values.decode([ClipHash].self, forKey: .opening))
    recordings = try values.decodeIfPresent([ClipHash].self, forKey: .recordings) ?? recordings
    language = try values.decodeIfPresent(String.self, forKey: .language) ?? language
    closing = try values.decodeIfPresent([ClipHash].self, forKey: .closing) ?? closing
    purpose = try values.decodeIfPresent(AnnouncementPurpose.self, forKey: .purpose) ?? purpose
    zones = try values.decodeIfPresent([ZoneID].self, forKey: .zones)
    validFrom = try values.decodeIfPresent(CivilDate.self, forKey: .validFrom)
    validTo = try values.decodeIfPresent(CivilDate.self, forKey: .validTo)
    document = try values.decodeIfPresent(SourceDocument.self, forKey: .document)
  }
}

/// Class of an item, low to high; the three upper ones are those of Thông tư 39/2020/TT-BTTTT.
public enum AirClass: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// A technical check; never evidence.
  case test
  case filler
  /// Thông thường.
  case routine
  /// Ưu tiên.
  case priority
  /// Khẩn cấp: passes everything, also the quiet hours.
  case emergency

  public static func < (a: AirClass, b: AirClass) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// SHA-256 of a clip's FLAC file, 64 lower-case hex digits; the file's name in the library.
public struct ClipHash: Hashable, Sendable, Codable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
