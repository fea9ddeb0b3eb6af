import BroadcastCore
import Foundation
import Hummingbird

/// What the form of an announcement holds, as text.
struct WritingForm {
  var title = ""
  var airClass = AirClass.routine.rawValue
  var text = ""
  var template = ""
  var fields: [String: String] = [:]
  /// `bg-3`; empty is none, `keep` leaves what there is.
  var recording = ""
  /// Its text differs from date to date, or it has recordings of several parts: not for this form, and left as it is.
  var keepsText = false
  var keepsRecordings = false
  var zones: Set<String> = []
  var criteria: Set<String> = []
  var isThreeDays = false
  var validFrom = ""
  var validTo = ""
  var documentNumber = ""
  var documentDate = ""
  var documentIssuer = ""
  var documentSubject = ""

  init() {}

  init(_ form: Form) {
    title = form["title"]
    airClass = form["class"]
    text = form["text"]
    template = form["template"]
    fields = form.group("field-")
    recording = form["recording"]
    keepsText = form.has("keep-text")
    keepsRecordings = recording == "keep"
    zones = Set(form.all("zone"))
    criteria = Set(form.all("criterion"))
    isThreeDays = form.has("three-days")
    validFrom = form["valid-from"]
    validTo = form["valid-to"]
    documentNumber = form["document-number"]
    documentDate = form["document-date"]
    documentIssuer = form["document-issuer"]
    documentSubject = form["document-subject"]
  }

  init(_ announcement: Announcement) {
    title = announcement.title
    airClass = announcement.airClass.rawValue
    if case .fixed(let text) = announcement.text { self.text = text }
    if case .dated = announcement.text { keepsText = true }
    recording = announcement.recordings.first?.rawValue ?? ""
    keepsRecordings = announcement.recordings.count > 1
    zones = Set((announcement.zones ?? []).map(\.rawValue))
    criteria = Set(announcement.purpose.criteria)
    isThreeDays = announcement.purpose.isThreeDays
    validFrom = announcement.validFrom.map { "\($0)" } ?? ""
    validTo = announcement.validTo.map { "\($0)" } ?? ""
    documentNumber = announcement.document?.number ?? ""
    documentDate = announcement.document?.date.map { "\($0)" } ?? ""
    documentIssuer = announcement.document?.issuer ?? ""
    documentSubject = announcement.document?.subject ?? ""
  }

  func changes(_ site: Site) throws -> @Sendable (inout Announcement) throws -> Void {
    var edited = EditedFields()
    edited.title = title
    edited.airClass = airClass
    if !template.isEmpty {
      edited.template = template
    } else if !keepsText, !text.isEmpty || recording.isEmpty {
      edited.text = text
    }
    edited.fields = fields.filter { !$0.value.isEmpty }
    edited.zones = zones.sorted()
    edited.criteria = criteria.sorted()
    edited.isThreeDays = isThreeDays
    edited.validFrom = validFrom
    edited.validTo = validTo
    if documentNumber.isEmpty, !(documentDate + documentIssuer + documentSubject).isEmpty {
      throw ComposeError(.documentWithoutNumber)
    } else {
      edited.document.number = documentNumber
      edited.document.date = documentDate
      edited.document.issuer = documentIssuer
      edited.document.subject = documentSubject
    }
    let clips = ClipStore(site.database, library: site.library)
    if !keepsRecordings { edited.recordings = recording.isEmpty ? [] : [recording] }
    return try edited.changes(in: try site.snapshot(), templates: .shipped(), clip: clips.usable)
  }

  func page(
    _ visit: Visit, id: String?, version: Int?, problem: String? = nil, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let snapshot = try visit.site.snapshot()
    let library = try TemplateLibrary.shipped()
    let chosen = library.templates.first { $0.id == template }
    let clips = try ClipStore(visit.site.database, library: visit.site.library).clips()
    return try visit.page(
      "write", title: id == nil ? "Soạn bản tin" : "Sửa bản tin",
      [
        "action": id.map { "/soan/\($0)" } ?? "/soan", "version": version.map { "\($0)" } as Any,
        "problem": problem as Any, "title": title, "text": text, "isNew": id == nil,
        "classes": AirClass.allCases.map {
          ["id": $0.rawValue, "name": $0.vietnamese, "isChosen": $0.rawValue == airClass] as [String: Any]
        },
        "template": chosen?.id as Any, "templateTitle": chosen?.title as Any,
        "fields": (chosen?.fields ?? []).map {
          ["id": $0.id, "label": $0.label, "example": $0.example, "value": fields[$0.id] ?? ""]
        },
        "templates": library.templates.filter(\.isEnabled).map { ["id": $0.id, "title": $0.title] },
        "recordings": clips.map {
          [
            "id": $0.id, "title": $0.title, "isChosen": $0.id == recording || $0.hash.rawValue == recording,
          ] as [String: Any]
        },
        "hasRecordings": !clips.isEmpty || keepsRecordings, "keepsText": keepsText,
        "keepsRecordings": keepsRecordings,
        "zones": snapshot.station.zones.map {
          ["id": $0.id.rawValue, "name": $0.name, "isChosen": zones.contains($0.id.rawValue)] as [String: Any]
        },
        "criteria": snapshot.criteria.map {
          ["code": $0.code, "title": $0.title, "isChosen": criteria.contains($0.code)] as [String: Any]
        },
        "hasCriteria": !snapshot.criteria.isEmpty, "isThreeDays": isThreeDays, "validFrom": validFrom,
        "validTo": validTo, "documentNumber": documentNumber, "documentDate": documentDate,
        "documentIssuer": documentIssuer, "documentSubject": documentSubject,
      ], status: status)
  }
}

/// A short name of letters without marks, from a title.
enum ShortName {
  static func make(of title: String, taken: [String]) -> String {
    let plain = title.lowercased().replacingOccurrences(of: "đ", with: "d")
      .folding(options: .diacriticInsensitive, locale: nil)
    var name = ""
    for scalar in plain.unicodeScalars {
      if (97...122).contains(scalar.value) || (48...57).contains(scalar.value) {
        name.unicodeScalars.append(scalar)
      } else if name.last != "-" {
        name += "-"
      }
    }
    name = String(name.prefix(48)).trimmingCharacters(in: CharacterSet(charactersIn: "-"))
    if name.isEmpty { name = "ban-tin" }
    guard taken.contains(name) else { return name }
    // There are fewer announcements than numbers.
    return (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
  }
}
