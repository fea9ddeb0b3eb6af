import BroadcastCore
import Foundation

/// A log entry as one line for the operator.
enum EntryText {
  static func line(_ entry: LogEntry, station: Station?) -> String {
    guard let line = try? LogLine(entry.line) else {
      // Shown as it is: an entry that cannot be read must not vanish from the list.
      return "#\(entry.seq) \(entry.line)"
    }
    let zone = station?.foundationTimeZone ?? TimeZone(identifier: "Asia/Ho_Chi_Minh") ?? .gmt
    let local = WallTime(line.wall).map { $0.local(in: zone) }
    let when = local.map { "\($0.date) \(clock($0.time))" } ?? line.wall
    let mark = entry.isIntact ? "" : "  [MỤC ĐÃ BỊ SỬA]"
    return "#\(line.seq)  \(when)  \(what(line, station: station))\(mark)"
  }

  /// Always with seconds, so that columns line up.
  private static func clock(_ time: TimeOfDay) -> String {
    let text = time.description
    return text.utf8.count == 5 ? text + ":00" : text
  }

  private static func what(_ line: LogLine, station: Station?) -> String {
    let name = line.announcement ?? ""
    let zones = zones(line.zones ?? [], station: station)
    let device = line.output.map { "\($0.id) (\($0.kind ?? "?"): \($0.device ?? "?"))" } ?? ""
    switch LogRecord.Kind(rawValue: line.kind) {
    case .stationStarted: return "Đài khởi động"
    case .stationStopped: return "Đài dừng"
    case .plan: return "Lịch phát trong ngày đã ghi trước khi phát"
    case .applied: return "Nạp cấu hình và lịch phát"
    case .accepted:
      return "Chuẩn bị phát «\(name)» tại \(zones), đầu ra \(device), \(line.frames?.total ?? 0) khung"
    case .started: return "Bắt đầu phát «\(name)»"
    case .ended: return "\(outcome(line)) «\(name)»: \(frames(line.frames)), đầu ra \(device)"
    case .refused:
      let reason = line.reason.flatMap { Refusal(rawValue: $0)?.vietnamese } ?? line.reason ?? ""
      let cause = line.cause.map { " (\($0))" } ?? ""
      return "KHÔNG PHÁT «\(name)» tại \(zones): \(reason)\(cause)"
    case .changed:
      return "Thay đổi: \(line.object ?? "") \(line.id ?? "") (\(line.action ?? "")), bởi \(line.by ?? "")."
    case .storage: return "ĐĨA ĐẦY: nhật ký đã dùng chỗ dự trữ"
    case .erased:
      return
        "Đã xóa nội dung riêng của mục #\(line.erasedSeq ?? -1), bởi \(line.by ?? "")"
    case .archive: return archive(line)
    case .key: return "Khóa ký nhật ký (\(line.action ?? "")): \(line.vkey ?? "")"
    case .output: return "Đầu ra \(line.output?.id ?? ""): \(trouble(line))"
    case nil: return line.kind
    }
  }

  private static func archive(_ line: LogLine) -> String {
    let file = line.file ?? ""
    return switch line.eventName {
    case "closed": "Đã lưu âm \(file)"
    case "deleted": "Đã xóa bản lưu âm \(file) (\(line.reason == "age" ? "hết hạn giữ" : "đĩa gần đầy"))"
    case "lost": "MẤT BẢN LƯU ÂM \(file): \(line.cause ?? "")"
    default: "KHÔNG LƯU ĐƯỢC ÂM \(file): \(line.cause ?? "")"
    }
  }

  private static func trouble(_ line: LogLine) -> String {
    let words = [
      "xrun": "hụt âm thanh (xrun)", "stalled": "thiết bị đứng, không nhận tiếng",
      "stall-ended": "thiết bị chạy lại",
      "lost": "MẤT THIẾT BỊ", "returned": "thiết bị đã trở lại",
    ]
    let name = line.eventName ?? ""
    return (words[name] ?? name) + (line.cause.map { ": \($0)" } ?? "")
  }

  private static func outcome(_ line: LogLine) -> String {
    switch line.outcome.flatMap({ Outcome(rawValue: $0) }) {
    case .completed: "Đã phát xong"
    case .cut: cut(line)
    case .failed: "PHÁT LỖI (\(line.cause ?? line.reason ?? ""))"
    case .interrupted: "BỊ GIÁN ĐOẠN (chương trình ngừng giữa chừng)"
    case nil: line.outcome ?? "?"
    }
  }

  private static func cut(_ line: LogLine) -> String {
    switch line.reason {
    case "preempted": "Nhường tin cấp cao hơn (\(line.by ?? ""))"
    case "shutdown": "Bị cắt vì dừng đài"
    case "message-follows": "Hết tiếng báo động,"
    case "stopped" where line.by != nil: "BỊ DỪNG bởi \(line.by ?? "")"
    default: "Bị cắt (\(line.reason ?? ""))"
    }
  }

  private static func frames(_ frames: LogLine.Frames?) -> String {
    guard let frames, let left = frames.left, left.count == 2 else { return "không rõ số khung" }
    let total = frames.total.map { "/\($0)" } ?? ""
    return left[0] == left[1]
      ? "\(left[0])\(total) khung đã rời thiết bị"
      : "từ \(left[0]) đến \(left[1])\(total) khung đã rời thiết bị"
  }

  private static func zones(_ ids: [String], station: Station?) -> String {
    if let station, ids.count == station.zones.count, ids.count > 1 { return "tất cả \(ids.count) cụm loa" }
    return ids.map { id in station?.zones.first { $0.id.rawValue == id }?.name ?? id }.joined(separator: ", ")
  }
}
