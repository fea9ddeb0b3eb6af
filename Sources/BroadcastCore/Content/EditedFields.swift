internal import Foundation

/// What a person filled in for an announcement; `nil` leaves what it has. The page and the command line stand on it.
public struct EditedFields: Hashable, Sendable {
  public var title: String?
  /// `AirClass.rawValue`.
  public var airClass: String?
  public var text: String?
  /// `AnnouncementTemplate.id`, in place of `text`.
  public var template: String?
  public var fields: [String: String] = [:]
  /// `StoredClip.id`, in the order in which they air.
  public var recordings: [String]?
  public var opening: [String]?
  public var closing: [String]?
  /// `ZoneID.rawValue`; empty is everywhere.
  public var zones: [String]?
  public var criteria: [String]?
  /// `AnnouncementPurpose.Origin.rawValue`.
  public var origin: String?
  public var isThreeDays: Bool?
  /// `Holiday.id`; empty is none.
  public var holiday: String?
  /// `2026-12-05`; empty is none.
  public var validFrom: String?
  public var validTo: String?
  public var document = DocumentFields()

  public struct DocumentFields: Hashable, Sendable {
    public var number: String?
    public var date: String?
    public var issuer: String?
    public var subject: String?
    /// SHA-256 of a scan that the document library has.
    public var scan: String?

    public init() {}

    var isEmpty: Bool { self == DocumentFields() }
  }

  public init() {}

  /// Checks all of it.
  ///
  /// - Parameters:
  ///   - clip: looks a recording up by its id.
  /// - Returns: what to do to an announcement.
  /// - Throws: `ComposeError`, `TemplateError`, `MarkupError`, `ClipError`.
  public func changes(
    in snapshot: StationStore.Snapshot, templates: TemplateLibrary, clip: (String) throws -> StoredClip
  ) throws -> @Sendable (inout Announcement) throws -> Void {
    let composer = AnnouncementComposer(templates: templates, station: snapshot.station)
    let text = try newText(composer)
    let template = try template.map { try composer.template($0) }
    let recordings = try recordings?.map(clip)
    let opening = try opening?.map { try clip($0).hash }
    let closing = try closing?.map { try clip($0).hash }
    let airClass = try airClass.map { text in
      guard let value = AirClass(rawValue: text) else {
        throw ComposeError(.unknownClass(text, known: AirClass.allCases.map(\.rawValue)))
      }
      return value
    }
    let origin = try origin.map { text in
      guard let value = AnnouncementPurpose.Origin(rawValue: text) else {
        throw ComposeError(.unknownOrigin(text))
      }
      return value
    }
    let known = snapshot.station.zones.map(\.id.rawValue)
    for zone in zones ?? [] where !known.contains(zone) {
      throw ComposeError(.unknownZone(zone, known: known))
    }
    for code in criteria ?? [] where !snapshot.criteria.contains(where: { $0.code == code }) {
      throw ComposeError(.unknownCriterion(code, known: snapshot.criteria.map(\.code)))
    }
    let holidays = try HolidayCatalogue.standard().holidays.map(\.id)
    if let holiday, !holiday.isEmpty, !holidays.contains(holiday) {
      throw ComposeError(.unknownHoliday(holiday, known: holidays))
    }
    let (from, to, documentDate) = (
      try EditedFields.date(validFrom), try EditedFields.date(validTo),
      try EditedFields.date(document.date)
    )
    return { [self, zones, criteria] announcement in
      if let template { EditedFields.take(template, into: &announcement) }
      if let text { announcement.text = text }
      if let title { announcement.title = title }
      if let airClass { announcement.airClass = airClass }
      if let recordings {
        announcement.recordings = recordings.map(\.hash)
        announcement.language = recordings.first?.language ?? "vi"
        if !recordings.isEmpty, text == nil, case .fixed("") = announcement.text {
          announcement.text = .unspoken
        }
      }
      if let opening { announcement.opening = opening }
      if let closing { announcement.closing = closing }
      if let zones { announcement.zones = zones.isEmpty ? nil : zones.map { ZoneID(rawValue: $0) } }
      if let criteria { announcement.purpose.criteria = criteria }
      if let origin { announcement.purpose.origin = origin }
      if let isThreeDays { announcement.purpose.isThreeDays = isThreeDays }
      if let holiday { announcement.purpose.holiday = holiday.isEmpty ? nil : holiday }
      if let from { announcement.validFrom = from.value }
      if let to { announcement.validTo = to.value }
      try fill(&announcement.document, date: documentDate)
      guard !announcement.text.written.isEmpty || !announcement.recordings.isEmpty else {
        throw ComposeError(.nothingToSay)
      }
    }
  }

  /// What a template says of the announcements made with it, where the form does not.
  private static func take(_ template: AnnouncementTemplate, into announcement: inout Announcement) {
    announcement.airClass = template.airClass
    if announcement.title.isEmpty { announcement.title = template.title }
    announcement.purpose.holiday = announcement.purpose.holiday ?? template.holiday
    if template.evidence.threeDays == .yes { announcement.purpose.isThreeDays = true }
  }

  /// - Throws: `documentWithoutNumber`, rather than to lose what was said of it.
  private func fill(_ filled: inout SourceDocument?, date: FormDate?) throws(ComposeError) {
    guard !document.isEmpty else { return }
    if document.number?.isEmpty == true {
      filled = nil
      return
    }
    guard document.number != nil || filled != nil else {
      throw ComposeError(.documentWithoutNumber)
    }
    var new = filled ?? SourceDocument(number: "", date: nil, issuer: "", subject: "")
    if let number = document.number { new.number = number }
    if let date { new.date = date.value }
    if let issuer = document.issuer { new.issuer = issuer }
    if let subject = document.subject { new.subject = subject }
    if let scan = document.scan { new.scan = scan }
    filled = new
  }

  private func newText(_ composer: AnnouncementComposer) throws -> AnnouncementText? {
    if let template { return try composer.text(template: template, fields: fields) }
    return try text.map { try composer.text($0) }
  }

  private struct FormDate {
    /// `nil` takes away what there is.
    var value: CivilDate?
  }

  private static func date(_ text: String?) throws(ComposeError) -> FormDate? {
    guard let text else { return nil }
    if text.isEmpty { return FormDate(value: nil) }
    guard let date = CivilDate(text) else { throw ComposeError(.badDate(text)) }
    return FormDate(value: date)
  }
}
