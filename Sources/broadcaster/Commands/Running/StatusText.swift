import BroadcastCore
import Foundation

/// A snapshot of the station for people.
enum StatusText {
  static func text(_ status: StationStatus, in zone: TimeZone) -> String {
    var lines = [
      "Đài \(status.commune), \(clock(status.now, in: zone))\(status.clockTrusted ? "" : "  [ĐỒNG HỒ CHƯA ĐỒNG BỘ]")"
    ]
    for place in status.zones {
      let light = place.isOnAir ? "● ĐANG CÓ TIẾNG" : "○ im lặng"
      lines.append(
        "  \(pad(place.name, 16)) \(pad(light, 16)) \(place.peaks.map(meter).joined(separator: " "))")
      for playing in place.playing {
        let length = playing.length.map { "/\(seconds($0))" } ?? ""
        let waits = playing.isWaiting ? "chờ" : "phát"
        lines.append(
          "      \(waits) «\(playing.title.isEmpty ? playing.broadcast : playing.title)» \(seconds(playing.position))\(length)"
        )
      }
    }
    for device in status.devices {
      let state =
        switch device.state {
        case .running: "chạy"
        case .stalled: "ĐỨNG"
        case .lost: "MẤT"
        }
      lines.append("Thiết bị \(device.id): \(state) (\(device.kind): \(device.device))")
    }
    lines.append(readiness(status.readiness))
    if !status.next.isEmpty {
      lines.append("Sắp phát:")
      lines += status.next.prefix(8).map { item(id: $0, in: zone) }
    }
    if !status.alarms.isEmpty {
      lines.append("CẢNH BÁO chưa xác nhận (broadcaster alarm ack SỐ):")
      lines += status.alarms.suffix(8).map { alarm($0, in: zone) }
    }
    return lines.joined(separator: "\n")
  }

  private static func readiness(_ ready: StationStatus.Readiness) -> String {
    "24 giờ tới: \(ready.ready)/\(ready.total) lượt sẵn sàng"
      + (ready.failing > 0 ? ", \(ready.failing) LỖI TẠO TIẾNG" : "")
      + (ready.unapproved > 0 ? ", \(ready.unapproved) chưa duyệt" : "")
  }

  static func item(id item: StationStatus.Item, in zone: TimeZone) -> String {
    "  \(clock(item.start, in: zone))  \(pad(item.state, 14)) «\(item.title.isEmpty ? item.broadcast : item.title)» "
      + "tại \(item.zones.joined(separator: ", "))  [\(item.broadcast)]"
  }

  static func alarm(_ alarm: Alarm, in zone: TimeZone) -> String {
    "  #\(alarm.id) \(alarm.severity.vietnamese) \(clock(alarm.lastAt, in: zone))"
      + (alarm.count > 1 ? " (\(alarm.count) lần)" : "") + " \(alarm.cause)\n      → \(alarm.cure)"
  }

  static func clock(_ text: String, in zone: TimeZone) -> String {
    guard let local = WallTime(text)?.local(in: zone) else { return text }
    let time = local.time.description
    return "\(local.date) \(time.utf8.count == 5 ? time + ":00" : time)"
  }

  private static func seconds(_ value: Double) -> String {
    let whole = Int(value)
    return String(format: "%d:%02d", whole / 60, whole % 60)
  }

  /// Ten steps of 6 dB.
  private static func meter(_ peak: Double?) -> String {
    let filled = peak.map { max(0, min(10, Int(($0 + 60) / 6) + 1)) } ?? 0
    return "[" + String(repeating: "█", count: filled) + String(repeating: "·", count: 10 - filled) + "]"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
