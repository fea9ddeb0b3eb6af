import BroadcastCore
import Foundation
import Hummingbird
import NIOCore
import VietnameseSpeech

/// Announcements: the list, writing, reading aloud on paper, submitting.
enum WritingPages {
  static let routes: [Route] = [
    .get("/ban-tin", .may(.look), list), .get("/soan", .may(.write), new),
    .post("/soan", .may(.write), create),
    .get("/soan/:id", .may(.write), edit), .post("/soan/:id", .may(.write), change),
    .post("/doc-thu", .may(.write), preview), .post("/ban-tin/:id/trinh", .may(.write), submit),
  ]

  private static func list(_ visit: Visit) async throws -> Response {
    let stored = try visit.site.desk.announcements().filter { $0.state != .retired }
    let order: [AnnouncementState] = [.submitted, .returned, .draft, .approved]
    let groups = order.compactMap { state -> [String: Any]? in
      let those = stored.filter { $0.state == state }
      guard !those.isEmpty else { return nil }
      return [
        "state": state.vietnamese,
        "items": those.map {
          [
            "id": $0.announcement.id, "title": $0.announcement.title,
            "class": $0.announcement.airClass.vietnamese,
            "note": $0.note,
          ]
        },
      ]
    }
    return try visit.page("announcements", title: "Bản tin", ["groups": groups, "isEmpty": groups.isEmpty])
  }

  // MARK: The form

  private static func new(_ visit: Visit) async throws -> Response {
    let chosen = visit.request.uri.queryParameters.get("mau") ?? ""
    let template = try TemplateLibrary.shipped().templates.first { $0.id == chosen }
    var values = WritingForm()
    values.template = template?.id ?? ""
    values.title = template?.title ?? ""
    values.airClass = template?.airClass.rawValue ?? AirClass.routine.rawValue
    values.isThreeDays = template?.evidence.threeDays == .yes
    return try values.page(visit, id: nil, version: nil)
  }

  private static func create(_ visit: Visit) async throws -> Response {
    let site = visit.site
    let values = WritingForm(visit.form)
    do {
      let taken = try site.desk.announcements().map(\.announcement.id)
      let id = ShortName.make(of: values.title, taken: taken)
      var announcement = Announcement(id: id, title: "", airClass: .routine, text: "", opening: [])
      try values.changes(site)(&announcement)
      try site.desk.create(announcement, by: try visit.actor, at: site.now())
      return try finish(visit, id)
    } catch {
      let problem = Problem(error, site: site)
      return try values.page(visit, id: nil, version: nil, problem: problem.text, status: problem.status)
    }
  }

  private static func edit(_ visit: Visit) async throws -> Response {
    let stored = try visit.site.desk.announcement(visit.parameter("id"))
    return try WritingForm(stored.announcement).page(
      visit, id: stored.announcement.id, version: stored.version)
  }

  private static func change(_ visit: Visit) async throws -> Response {
    let (site, id) = (visit.site, visit.parameter("id"))
    let values = WritingForm(visit.form)
    let seen = Int(visit.form["version"]) ?? 0
    do {
      do {
        try site.desk.edit(id, seen: seen, by: try visit.actor, at: site.now(), try values.changes(site))
      } catch let error as ApprovalError where error.code == .nothingChanged {
        // Saved as it is: what was asked for is so.
      }
      return try finish(visit, id)
    } catch {
      let problem = Problem(error, site: site)
      return try values.page(
        visit, id: id, version: seen, problem: problem.text, status: problem.status)
    }
  }

  private static func finish(_ visit: Visit, _ id: String) throws -> Response {
    guard visit.form.has("submit") else { return visit.redirect("/ban-tin/\(id)", done: "da-luu") }
    try visit.site.desk.submit(id, by: try visit.actor, at: visit.site.now())
    return visit.redirect("/ban-tin/\(id)", done: "da-trinh")
  }

  private static func submit(_ visit: Visit) async throws -> Response {
    let id = visit.parameter("id")
    try visit.site.desk.submit(id, by: try visit.actor, at: visit.site.now())
    return visit.redirect("/ban-tin/\(id)", done: "da-trinh")
  }

  // MARK: How it will be read

  private struct Preview: Encodable {
    struct Word: Encodable {
      var written: String
      var spoken: String
      var isUnknown: Bool
      var suggestion: String?
    }

    var spoken: String
    /// Estimate.
    var seconds: Int
    /// Only what is read otherwise than it is written.
    var words: [Word]
    var problem: String?
  }

  private static func preview(_ visit: Visit) async throws -> Response {
    let site = visit.site
    let station = try site.snapshot().station
    var preview = Preview(spoken: "", seconds: 0, words: [])
    let text = visit.form["text"]
    if text.utf8.count > 50_000 {
      preview.problem = "Văn bản dài quá: hãy chia thành nhiều bản tin."
    } else if !text.isEmpty {
      do {
        let normalizer = try station.normalizer()
        let script = try SpeechScript.make(
          text: text, voice: SpeechVoice(name: station.speech.voice, rate: station.speech.rate),
          normalizer: normalizer, prosody: station.speech.prosody)
        preview.spoken = script.clauses.map(\.text).joined(separator: " ")
        preview.seconds = Int(DurationEstimate.seconds(of: script).rounded())
        preview.words = normalizer.normalize(text).tokens
          .filter { $0.isUnknown || $0.written.lowercased() != $0.spoken.lowercased() }
          .map {
            .init(written: $0.written, spoken: $0.spoken, isUnknown: $0.isUnknown, suggestion: $0.suggestion)
          }
      } catch let error as MarkupError {
        preview.problem = "\(error)"
      }
    }
    return Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: try StableJSON.text(preview))))
  }
}
