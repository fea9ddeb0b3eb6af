import BroadcastCore
import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// What plays, what comes, what is wrong, what waits for someone.
enum DashboardPage {
  static let routes: [Route] = [
    .get("/", .may(.look), show), .get("/su-kien", .may(.look), events),
    .post("/canh-bao/:id", .may(.operate), acknowledge), .post("/hau-kiem/:id", .may(.approve), review),
  ]

  private static func show(_ visit: Visit) async throws -> Response {
    let site = visit.site
    let status = await site.playout.status()
    let snapshot = try site.snapshot()
    let clock = LocalClock(snapshot.station)
    let waiting = snapshot.announcements.filter { $0.state == .submitted }
    return try visit.page(
      "dashboard", title: "Bảng điều khiển",
      [
        "zones": status.zones.map { zone in
          let playing = zone.playing.first
          return [
            "id": zone.id, "name": zone.name, "isOnAir": zone.isOnAir,
            "title": playing?.title ?? "Không phát",
            "length": playing?.length.map { "\(Int($0))" } as Any,
            "position": "\(Int(playing?.position ?? 0))",
          ] as [String: Any]
        },
        "next": status.next.prefix(20).map { item in
          [
            "time": clock.time(item.start), "iso": item.start, "title": item.title,
            "zones": item.zones.joined(separator: ", "), "state": item.state, "reason": item.reason,
          ]
        },
        "hasNext": !status.next.isEmpty,
        "recent": status.recent.reversed().map { past in
          [
            "title": past.title, "end": OutcomeText.vietnamese(past.end), "reason": past.reason,
            "isBad": past.end != "completed",
          ] as [String: Any]
        },
        "alarms": status.alarms.map { alarm in
          [
            "id": "\(alarm.id)", "severity": alarm.severity.vietnamese, "cause": alarm.cause,
            "cure": alarm.cure,
            "count": alarm.count > 1 ? "\(alarm.count) lần" : "",
            "mayAcknowledge": alarm.kind != .review && visit.account?.may(.operate) ?? false,
            "mayReview": alarm.kind == .review && visit.account?.may(.approve) ?? false,
          ] as [String: Any]
        },
        "hasAlarms": !status.alarms.isEmpty, "mayOperate": visit.account?.may(.operate) ?? false,
        "mayApprove": visit.account?.may(.approve) ?? false,
        "waiting": waiting.map { ["id": $0.announcement.id, "title": $0.announcement.title] },
        "hasWaiting": !waiting.isEmpty,
        "clockTrusted": status.clockTrusted || status.alarms.contains { $0.kind == .clock },
        "now": clock.time(status.now), "timeZone": snapshot.station.timeZone,
      ])
  }

  private static func events(_ visit: Visit) async throws -> Response {
    let events = await visit.site.feed.events()
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody { writer in
        var writer = writer
        var looked = ContinuousClock.now
        for await event in events.cancelOnGracefulShutdown() {
          try await writer.write(event)
          // Who is logged out, or disabled, does not go on watching.
          guard ContinuousClock.now - looked > .seconds(5) else { continue }
          looked = .now
          let token = LoginCookie(isSecure: visit.site.isSecure).token(of: visit.request) ?? ""
          guard try visit.site.sessions.visitor(token, at: visit.site.now()) != nil else { break }
        }
        try await writer.finish(nil)
      })
  }

  private static func review(_ visit: Visit) async throws -> Response {
    guard let id = Int64(visit.parameter("id")) else { throw Problem(.notFound, "Không có cảnh báo này.") }
    _ = try await visit.site.playout.review(alarm: id, note: visit.form["note"], by: try visit.actor)
    return visit.redirect("/", done: "hau-kiem")
  }

  private static func acknowledge(_ visit: Visit) async throws -> Response {
    guard let id = Int64(visit.parameter("id")) else { throw Problem(.notFound, "Không có cảnh báo này.") }
    _ = await visit.site.playout.acknowledge(alarm: id, by: try visit.actor)
    return visit.redirect("/")
  }
}

/// How a broadcast ended, in one word for people.
enum OutcomeText {
  static func vietnamese(_ end: String) -> String {
    switch end {
    case "completed": "đã phát đủ"
    case "cut": "bị cắt"
    case "failed": "LỖI"
    case "missed": "LỠ GIỜ"
    case "cancelled": "đã bỏ"
    case "interrupted": "bị ngắt quãng"
    case "refused": "KHÔNG PHÁT"
    default: end
    }
  }
}

/// UTC as the station's clock on the wall.
struct LocalClock {
  private let zone: TimeZone

  init(_ station: Station) {
    zone = station.foundationTimeZone
  }

  /// `05:00:00`, with the day where it is not today.
  func time(_ text: String) -> String {
    guard let wall = WallTime(text) else { return text }
    let local = wall.local(in: zone)
    let today = SystemClock().now().wall.local(in: zone).date
    let (_, month, day) = local.date.components
    return local.date == today ? "\(local.time)" : "\(local.time) ngày \(day)/\(month)"
  }

  func time(seconds: Int64) -> String { time(WallTime(nanoseconds: seconds * 1_000_000_000).description) }
}
