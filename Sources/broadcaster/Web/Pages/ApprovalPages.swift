import BroadcastCore
import Foundation
import Hummingbird
import NIOCore

/// One announcement as it will be heard, and what an approver says to it.
enum ApprovalPages {
  static let routes: [Route] = [
    .get("/ban-tin/:id", .may(.look), show), .post("/ban-tin/:id/duyet", .may(.approve), approve),
    .post("/ban-tin/:id/tra-lai", .may(.approve), sendBack),
    .post("/ban-tin/:id/ngung", .may(.approve), retire), .get("/am-thanh/:hash", .may(.look), sound),
  ]

  private static func show(_ visit: Visit) async throws -> Response { try await page(visit) }

  private static func page(
    _ visit: Visit, problem: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let site = visit.site
    let stored = try site.desk.announcement(visit.parameter("id"))
    let announcement = stored.announcement
    let station = try site.snapshot().station
    var values: [String: Any] = [
      "id": announcement.id, "heading": announcement.title, "version": "\(stored.version)",
      "state": stored.state.vietnamese,
      "problem": problem as Any, "isApproved": stored.isApproved, "note": stored.note,
      "author": name(stored.author, site), "approver": stored.approval.map { name($0.approver, site) } as Any,
      "facts": announcement.facts.filter { !$0.value.isEmpty }.map { ["name": $0.name, "value": $0.value] },
      "isWaiting": stored.state == .submitted, "isDesk": stored.source == .desk,
      "maySubmit": visit.account?.may(.write) == true && stored.state.after(.submit) != nil,
      "mayEdit": visit.account?.may(.write) == true && stored.source == .desk
        && stored.state.after(.edit) != nil,
      "mayDecide": visit.account?.may(.approve) == true && stored.state == .submitted,
      "mayAir": visit.account?.may(.operate) == true && stored.isApproved,
    ]
    let versions = try site.desk.versions(of: announcement.id)
    if let current = versions.first(where: { $0.number == stored.version }),
      let approved = versions.last(where: { $0.number < stored.version && $0.isApproved })
    {
      values["difference"] = current.difference(from: approved).joined(separator: "\n")
      values["since"] = "\(approved.number)"
    }
    do {
      let hearing = try await ApprovalHearing.prepare(announcement, station, site.library, at: site.now())
      values["sounds"] = hearing.clips.map(\.rawValue)
      values["length"] = ClipText.duration(hearing.seconds)
      values["spoken"] = hearing.spoken
      // What was seen and heard on this page is what its button approves.
      values["heard"] = Heard.mark(hearing)
    } catch {
      values["silent"] = Problem(error, site: site).text
    }
    return try visit.page("announcement", title: announcement.title, values, status: status)
  }

  private static func name(_ actor: String, _ site: Site) -> String {
    // A page without a name is better than none.
    let account = (try? site.accounts.accounts())?.first { $0.id.rawValue == actor }
    return account.map { "\($0.title) (\(actor))" } ?? actor
  }

  private static func approve(_ visit: Visit) async throws -> Response {
    let (site, id) = (visit.site, visit.parameter("id"))
    guard let account = visit.account else { throw AccountError(.nobody) }
    do {
      let stored = try site.desk.announcement(id)
      let station = try site.snapshot().station
      let hearing = try await ApprovalHearing.prepare(
        stored.announcement, station, site.library, at: site.now())
      guard visit.form["heard"] == Heard.mark(hearing) else {
        throw Problem(.conflict, "Âm thanh đã đổi từ khi mở trang: hãy nghe lại rồi duyệt.")
      }
      try site.desk.approve(
        id, version: Int(visit.form["version"]) ?? 0, spoken: hearing.spokenHash, sound: hearing.sound,
        policy: station.approval, by: account, at: site.now())
      return visit.redirect("/ban-tin/\(id)", done: "da-duyet")
    } catch {
      let problem = Problem(error, site: site)
      return try await page(visit, problem: problem.text, status: problem.status)
    }
  }

  private static func sendBack(_ visit: Visit) async throws -> Response {
    let id = visit.parameter("id")
    do {
      try visit.site.desk.sendBack(
        id, reason: visit.form["reason"], by: try visit.actor, at: visit.site.now())
      return visit.redirect("/ban-tin/\(id)", done: "da-tra")
    } catch {
      let problem = Problem(error, site: visit.site)
      return try await page(visit, problem: problem.text, status: problem.status)
    }
  }

  private static func retire(_ visit: Visit) async throws -> Response {
    try visit.site.desk.retire(visit.parameter("id"), by: try visit.actor, at: visit.site.now())
    return visit.redirect("/ban-tin", done: "ngung")
  }

  /// A file of the library; only under a name that is a hash, so that no path leads out of it.
  private static func sound(_ visit: Visit) async throws -> Response {
    let hash = visit.parameter("hash")
    guard hash.utf8.count == 64, hash.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { throw Problem(.notFound, "Không có âm thanh này.") }
    let clip = ClipHash(rawValue: hash)
    do {
      try visit.site.library.check(clip)
      let data = try Data(contentsOf: URL(fileURLWithPath: visit.site.library.path(of: clip)))
      return Response(
        status: .ok, headers: [.contentType: "audio/flac", .cacheControl: "private, max-age=3600"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    } catch {
      throw Problem(.notFound, "Không có âm thanh này.")
    }
  }
}

/// Names what an approver heard and saw spoken.
enum Heard {
  static func mark(_ hearing: ApprovalHearing) -> String {
    AssetTag.of(Data((hearing.spokenHash + hearing.clips.map(\.rawValue).joined()).utf8))
  }
}
