import AudioEngine
import Foundation

@testable import BroadcastCore

/// Values that tests share.
enum Sample {
  static let repository = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..").standardized
    .path

  static let moment = Moment(
    wall: WallTime("2026-11-21T09:59:50.000Z")!, monotonic: MonotonicTime(nanoseconds: 1_000_000_000),
    boot: "boot-1",
    isClockTrusted: true)

  static let station = Station(
    id: "mau", commune: "xã Mẫu", timeZone: "Asia/Ho_Chi_Minh", roles: [:],
    outputs: [OutputSettings(id: "loa", device: "default", channels: 2)],
    zones: [
      Zone(id: ZoneID(rawValue: "thon-1"), name: "Thôn 1", output: "loa", channels: [1], tags: []),
      Zone(id: ZoneID(rawValue: "thon-2"), name: "Thôn 2", output: "loa", channels: [1], tags: []),
      Zone(id: ZoneID(rawValue: "thon-3"), name: "Thôn 3", output: "loa", channels: [2], tags: []),
    ],
    hours: Hours(quiet: DailySpan("21:00-05:00")!), speech: SpeechSettings(), onStart: "thu-may")

  static let rules = AirRules(
    hours: station.hours, timeZone: station.timeZone, holidays: .empty, testsAreSilent: false)

  static func broadcast(
    _ id: String = "bon-xin@2026-11-21T17:00", at start: String = "2026-11-21T10:00:00.000Z",
    content: String = "content", sound: String? = nil, airClass: AirClass = .routine, isApproved: Bool = true
  ) -> Broadcast {
    Broadcast(
      id: BroadcastID(rawValue: id), programme: "bon-xin", announcement: "bon-xin", content: content,
      sound: sound ?? content,
      airClass: airClass,
      start: WallTime(start)!, zones: [ZoneID(rawValue: "thon-1")], isApproved: isApproved)
  }
}
