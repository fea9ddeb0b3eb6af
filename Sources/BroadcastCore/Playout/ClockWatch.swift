internal import AudioEngine
internal import Logging

/// What the clocks have done between two looks.
struct ClockWatch {
  enum Change: Hashable {
    case trust(Bool)
    /// The wall clock was set: by so many seconds, back where negative.
    case stepped(Double)
    /// The machine was suspended.
    case slept(Double)
  }

  /// Less than this is the looks' own unsteadiness and NTP's slewing.
  private static let least = 1.0
  private var last: (moment: Moment, asleep: Double)?

  /// - Parameter asleep: seconds that the machine has been suspended since it booted.
  mutating func look(_ now: Moment, asleep: Double) -> [Change] {
    defer { last = (now, asleep) }
    guard let last, last.moment.boot == now.boot else {
      return now.isClockTrusted ? [] : [.trust(false)]
    }
    var changes: [Change] = []
    let slept = asleep - last.asleep
    let awake = Double(now.monotonic.nanoseconds - last.moment.monotonic.nanoseconds) / 1e9
    let step = (now.wall - last.moment.wall) - awake - slept
    if slept > Self.least { changes.append(.slept(slept)) }
    if abs(step) > Self.least { changes.append(.stepped(step)) }
    if now.isClockTrusted != last.moment.isClockTrusted { changes.append(.trust(now.isClockTrusted)) }
    return changes
  }
}

extension Playout {
  /// Says what the clocks did, and what becomes of the plan.
  func watchClock(at now: Moment) {
    let rule = snapshot.station.untrustedClock ?? .mark
    for change in clockWatch.look(now, asleep: parts.clock.secondsAsleep) {
      switch change {
      case .trust(true):
        parts.logger.notice("Đồng hồ máy đã đồng bộ.")
      case .trust(false):
        raise(
          .clock, rule == .hold ? .critical : .warning, about: "clock",
          cause: "Đồng hồ máy chưa đồng bộ với nguồn giờ nào; "
            + (rule == .hold
              ? "lịch phát CHỜ đến khi có giờ đúng." : "giờ phát có thể sai, nhật ký đánh dấu từng mục."),
          cure: "Bật NTP («timedatectl set-ntp true») hoặc đặt giờ và thay pin đồng hồ.")
      case .stepped(let seconds):
        raise(
          .clock, .warning, about: "step",
          cause: "Đồng hồ máy bị chỉnh \(seconds > 0 ? "tới" : "lùi") \(Int(abs(seconds).rounded())) giây.",
          cure: "Nếu không ai chỉnh: kiểm tra NTP và pin đồng hồ. Lượt bị lỡ theo quy định «when-missed».")
      case .slept(let seconds):
        raise(
          .clock, .error, about: "sleep", cause: "Máy đã ngủ \(Int(seconds.rounded())) giây, đài không chạy.",
          cure: "Tắt chế độ ngủ: «systemctl mask sleep.target suspend.target».")
        perform(arbiter.handle(.slept(seconds)), at: now)
      }
    }
    perform(arbiter.handle(.clock(isTrusted: now.isClockTrusted, rule: rule)), at: now)
  }
}
