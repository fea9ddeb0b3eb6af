import BroadcastCore
import Foundation
import Hummingbird

/// Airing what is approved: now, at a time, in the next free slot.
enum AirPages {
  static let routes: [Route] = [
    .get("/phat", .may(.operate), choose), .get("/phat/:id", .may(.operate), ask),
    .post("/phat/:id", .may(.operate), air),
  ]

  private static func choose(_ visit: Visit) async throws -> Response {
    let ready = try visit.site.desk.announcements().filter(\.isApproved)
    return try visit.page(
      "announcements", title: "Phát bản tin nào?",
      [
        "isAir": true, "isEmpty": ready.isEmpty,
        "groups": ready.isEmpty
          ? []
          : [
            [
              "state": "đã duyệt",
              "items": ready.map {
                [
                  "id": $0.announcement.id, "title": $0.announcement.title,
                  "class": $0.announcement.airClass.vietnamese, "note": "",
                ]
              },
            ] as [String: Any]
          ],
      ])
  }

  private static func ask(_ visit: Visit) async throws -> Response { try await page(visit) }

  private static func page(
    _ visit: Visit, problem: String? = nil, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let site = visit.site
    let stored = try site.desk.announcement(visit.parameter("id"))
    let station = try site.snapshot().station
    let clock = LocalClock(station)
    let now = await site.playout.status()
    let allowed = stored.announcement.zones
    return try visit.page(
      "air", title: "Phát",
      [
        "id": stored.announcement.id, "announcement": stored.announcement.title, "problem": problem as Any,
        "zones": station.zones.filter { allowed?.contains($0.id) ?? true }.map {
          ["id": $0.id.rawValue, "name": $0.name, "isChosen": false] as [String: Any]
        },
        // What «ngay» would wait for or displace.
        "playing": Array(Set(now.zones.flatMap(\.playing).map(\.title))).sorted(),
        "next": now.next.prefix(3).map { ["time": clock.time($0.start), "title": $0.title] },
        "at": visit.form["at"],
      ], status: status)
  }

  private static func air(_ visit: Visit) async throws -> Response {
    let site = visit.site
    do {
      let station = try site.snapshot().station
      let time: QueueTime
      switch visit.form["when"] {
      case "now": time = .now
      case "next": time = .next
      default:
        guard let typed = QueueTime.typed(visit.form["at"], in: station, now: site.now().wall) else {
          throw Problem(.badRequest, "Chưa có giờ phát: hãy chọn giờ, ví dụ 17:30.")
        }
        time = typed
      }
      _ = try await site.playout.queue(
        .add(
          announcement: visit.parameter("id"), zones: visit.form.all("zone").map { ZoneID(rawValue: $0) },
          time: time, isHeld: false), by: try visit.actor)
      return visit.redirect("/", done: "da-xep")
    } catch {
      let problem = Problem(error, site: site)
      return try await page(visit, problem: problem.text, status: problem.status)
    }
  }
}
