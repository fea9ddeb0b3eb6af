/// What a simulated log says to people.
extension SimulatedLog.Entry.Outcome {
  public var vietnamese: String {
    switch self {
    case .completed: "phát xong"
    case .interrupted: "BỊ GIÁN ĐOẠN"
    case .failed: "PHÁT LỖI"
    case .missed: "LỠ GIỜ"
    case .refused: "KHÔNG PHÁT"
    }
  }
}

extension SimulatedLog.Entry {
  /// Why it was not completed, `nil` where it was.
  public var vietnameseReason: String? {
    reason.map { reason in
      switch reason {
      case Self.deviceLost: "mất thiết bị"
      case Self.powerCut: "mất điện"
      default:
        Refusal(rawValue: reason)?.vietnamese ?? Finding.Code(rawValue: reason)?.whyHeld ?? reason
      }
    }
  }
}

extension Finding.Code {
  /// Why what the plan holds back has no place, in a few words.
  fileprivate var whyHeld: String? {
    switch self {
    case .outsideSessions: "ngoài các buổi phát"
    case .sessionFull: "buổi phát hết chỗ"
    case .dayFull: "hết số phút của ngày"
    case .noBroadcastDay: "ngày không phát"
    case .conflict: "trùng giờ với lượt khác"
    case .askOrder: "chờ xã chọn bản tin ưu tiên phát trước"
    case .eventTooLate: "không kịp trước giờ họp"
    default: nil
    }
  }
}

extension Trouble {
  /// What was made to go wrong, and what that does.
  public func vietnamese(in time: (WallTime) -> String) -> String {
    switch self {
    case .powerCut(let from, let to): "Mất điện từ \(time(from)) đến \(time(to))."
    case .deviceLost(let output, let from, let to):
      "Đầu ra «\(output)» mất thiết bị từ \(time(from)) đến \(time(to))."
    case .clockStep(let at, let seconds) where seconds >= 0:
      "Đồng hồ nhảy tới \(seconds) giây lúc \(time(at)): lượt trong khoảng đó phát muộn hoặc lỡ giờ."
    case .clockStep(let at, let seconds):
      "Đồng hồ lùi \(-seconds) giây lúc \(time(at)), về \(time(at + Double(seconds))): lượt đã phát không phát lại, lượt bị từ chối trong khoảng lặp lại được thử lần nữa."
    }
  }
}
