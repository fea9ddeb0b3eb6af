import BroadcastCore
import Hummingbird

/// STOP and the emergency, each with a second step on a page of its own.
enum CommandPages {
  static let routes: [Route] = [
    .get("/dung", .may(.stop), askStop), .post("/dung", .may(.stop), stop),
    .get("/khan-cap", .may(.emergency), askEmergency), .post("/khan-cap", .may(.emergency), emergency),
  ]

  private static func zones(_ visit: Visit) throws -> [[String: Any]] {
    let chosen = Set(visit.form.all("zone"))
    return try visit.site.snapshot().station.zones.map {
      ["id": $0.id.rawValue, "name": $0.name, "isChosen": chosen.contains($0.id.rawValue)]
    }
  }

  private static func askStop(_ visit: Visit) async throws -> Response {
    let playing = await visit.site.playout.status().zones.flatMap(\.playing).map(\.title)
    return try visit.page(
      "stop", title: "Dừng phát",
      ["playing": Array(Set(playing)).sorted(), "isSilent": playing.isEmpty, "zones": try zones(visit)])
  }

  private static func stop(_ visit: Visit) async throws -> Response {
    let zones = visit.form.all("zone").map { ZoneID(rawValue: $0) }
    _ = await visit.site.playout.stop(zones: zones.isEmpty ? nil : Set(zones), by: try visit.actor)
    return visit.redirect("/", done: "da-dung")
  }

  private static func askEmergency(_ visit: Visit) async throws -> Response {
    try emergencyPage(visit, problem: nil, status: .ok)
  }

  private static func emergencyPage(
    _ visit: Visit, problem: String?, status: HTTPResponse.Status
  ) throws -> Response {
    let form = visit.form
    return try visit.page(
      "emergency", title: "Phát khẩn cấp",
      [
        "problem": problem as Any, "zones": try zones(visit), "text": form["text"],
        "templates": EmergencyTemplate.all.map {
          ["id": $0.id, "title": $0.title, "isChosen": $0.id == form["template"]] as [String: Any]
        },
        "word": EmergencyCommand.word,
      ], status: status)
  }

  /// Whoever holds the session types the word and the password of the account anew (ASVS 5.0, V7.5).
  private static func emergency(_ visit: Visit) async throws -> Response {
    let (site, form) = (visit.site, visit.form)
    guard let account = visit.account, let session = visit.session else { throw AccountError(.nobody) }
    do {
      guard form["word"].uppercased() == EmergencyCommand.word else {
        throw Problem(.badRequest, "Chưa phát gì: phải gõ đúng «\(EmergencyCommand.word)».")
      }
      let station = try site.snapshot().station
      let ready = form["template"].isEmpty ? nil : EmergencyTemplate.text(form["template"], of: station)
      let order = EmergencyOrder(
        title: ready?.title ?? "Thông báo khẩn cấp", text: ready?.text ?? form["text"],
        zones: form.all("zone").map { ZoneID(rawValue: $0) }, repeats: form.has("endless") ? nil : 3,
        replaces: form.has("replaces"))
      let password = form.exact("password")
      try await PasswordWork.run {
        try site.accounts.confirm(account, password: password, in: session, at: site.now())
      }
      _ = try await site.playout.emergency(order, by: .account(account.id))
      return visit.redirect("/", done: "khan-cap")
    } catch {
      let problem = Problem(error, site: site)
      return try emergencyPage(visit, problem: problem.text, status: problem.status)
    }
  }
}
