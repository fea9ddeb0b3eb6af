internal import AudioEngine

extension Playout {
  func raise(
    _ kind: Alarm.Kind, _ severity: Alarm.Severity, about subject: String, zones: [ZoneID] = [],
    cause: String,
    cure: String, by actor: Actor? = nil
  ) {
    let (alarm, isNew) = alarms.raise(
      kind, severity, about: subject, zones: zones, cause: cause, cure: cure, by: actor,
      at: parts.clock.now().wall)
    if isNew { alarmSink.yield(alarm) }
  }

  /// What an approver says of an emergency that nobody had approved in advance (hậu kiểm).
  ///
  /// - Parameter note: what was found; kept in the log.
  /// - Throws: `unknownReview`, `ownEmergency`, `noteMissing`.
  public func review(alarm id: Int64, note: String, by actor: Actor) throws(EmergencyError) -> Alarm {
    let note = PlainLine.joined(note)
    guard let alarm = alarms.open.first(where: { $0.id == id && $0.kind == .review }) else {
      throw EmergencyError(.unknownReview(id))
    }
    guard alarm.by != actor.description else { throw EmergencyError(.ownEmergency) }
    guard note.contains(where: \.isLetter) else { throw EmergencyError(.noteMissing) }
    _ = alarms.review(id, by: actor)
    record(
      [.changed(Change("emergency", alarm.subject, "review", after: note), by: actor)], at: parts.clock.now())
    return alarm
  }

  /// - Parameter id: `nil` for all but those that an approver has to look at.
  /// - Returns: those that were open.
  public func acknowledge(alarm id: Int64?, by actor: Actor) -> [Alarm] {
    let taken = alarms.acknowledge(id, by: actor)
    record(
      taken.map { .changed(Change("alarm", "\($0.id)", "acknowledge", after: $0.cause), by: actor) },
      at: parts.clock.now())
    return taken
  }

  public func openAlarms() -> [Alarm] { alarms.open }

  /// The log is behind: said once until it has caught up.
  func watchJournal(at now: Moment) {
    if journal.takeWarning() {
      raise(
        .unwritten, .critical, about: "disk",
        cause: "Đĩa đầy: nhật ký đang ghi vào chỗ dự trữ cuối cùng.",
        cure: "Xóa bớt tệp ngay («df -h», «broadcaster storage --clean»); hết chỗ thì không phát được nữa.")
    }
    alarms.retry()
    if journal.pending.isEmpty {
      if behindSince != lastSeq ?? -1 { behindSince = nil }
    } else {
      alarmUnwritten(because: "\(journal.pending.count) lần ghi đang chờ")
    }
  }

  func alarmUnwritten(because: String) {
    guard behindSince == nil else { return }
    behindSince = lastSeq ?? -1
    raise(
      .unwritten, .critical, about: "log",
      cause: "Nhật ký không ghi được (\(because)): lượt phát nào chưa ghi được thì chưa phát.",
      cure: "Kiểm tra đĩa đầy hoặc hỏng («df -h», «dmesg»); chương trình tự ghi lại khi đĩa nhận.")
  }

  func alarm(missed broadcasts: [Broadcast], since: WallTime) {
    guard !broadcasts.isEmpty else { return }
    raise(
      .missed, .error, about: "station-down",
      zones: Set(broadcasts.flatMap(\.zones)).sorted(),
      cause: "Đài không chạy từ \(since): lỡ \(broadcasts.count) lượt phát, "
        + "từ «\(broadcasts[0].title.isEmpty ? broadcasts[0].announcement : broadcasts[0].title)».",
      cure: "Xem «broadcaster log list --last 20»; lượt nào còn cần thì «broadcaster queue add TÊN --next».")
  }

  func alarm(about ending: Ending) {
    let broadcast = ending.broadcast
    switch ending.kind {
    case .interrupted where broadcast.airClass == .test: break
    case .interrupted:
      raise(
        .failed, broadcast.airClass == .emergency ? .critical : .error, about: broadcast.id.rawValue,
        zones: broadcast.zones,
        cause:
          "Máy tắt hoặc chương trình dừng giữa chừng «\(broadcast.title.isEmpty ? broadcast.announcement : broadcast.title)», "
          + "không phát tiếp.",
        cure: broadcast.airClass == .emergency
          ? "Còn khẩn cấp thì phát lại NGAY bằng «broadcaster emergency»."
          : "Nếu còn cần, xếp phát lại: «broadcaster queue add TÊN --next».")
    case .missed, .failed:
      let refusal = Refusal(rawValue: ending.reason)
      // Someone stopped it, or rules that someone made hold it back: known already.
      if refusal == .stopped { return }
      let cause = refusal?.vietnamese ?? "đầu ra không phát hết"
      raise(
        ending.kind == .failed ? .failed : .refused, broadcast.airClass >= .priority ? .critical : .error,
        about: broadcast.id.rawValue, zones: broadcast.zones,
        cause:
          "Không phát được «\(broadcast.title.isEmpty ? broadcast.announcement : broadcast.title)»: \(cause).",
        cure: refusal?.cure
          ?? "Xem «broadcaster log list --last 20», kiểm tra thiết bị âm thanh rồi xếp phát lại.")
    case .completed, .cut, .cancelled: break
    }
  }

  func alarm(about event: OutputEvent, of id: String) {
    let zones = snapshot.station.zones.filter { $0.output == id }
    switch event {
    case .deviceLost(let message, _):
      raise(
        .deviceLost, .critical, about: id, zones: zones.map(\.id),
        cause: "Mất thiết bị âm thanh «\(id)»: \(message).",
        cure: "Cắm lại dây hoặc USB, kiểm tra nguồn; chương trình tự mở lại khi có thiết bị.")
    case .stalled:
      raise(
        .stalled, .critical, about: id, zones: zones.map(\.id),
        cause: "Thiết bị âm thanh «\(id)» đứng, không phát.",
        cure: "Khởi động lại máy chủ âm thanh hoặc rút cắm lại thiết bị.")
    case .silent(let voice, let channel, _):
      guard let airing = airings[VoiceKey(output: id, voice: voice)] else { return }
      // Taken off these channels on purpose.
      let released = arbiter.items[airing.broadcast.id]?.released ?? []
      let zones = zones.filter { !released.contains($0.id) }
      guard zones.contains(where: { $0.channels.contains(channel + 1) }) else { return }
      raise(
        .silent, .warning, about: airing.broadcast.id.rawValue,
        zones: zones.filter { $0.channels.contains(channel + 1) }.map(\.id),
        cause: "Đang phát «\(airing.broadcast.title)» mà kênh \(channel + 1) im lặng quá 1 giây.",
        cure: "Nghe thử bản ghi; kiểm tra âm lượng của bản tin.")
    default: break
    }
  }
}

extension Refusal {
  /// What the operator can do.
  var cure: String {
    switch self {
    case .notApproved:
      "Nhờ người duyệt: «broadcaster announcement approve»; rồi xếp phát lại bằng «broadcaster queue add»."
    case .quietHours: "Đổi giờ của chương trình phát, hoặc xin duyệt ngoại lệ (past-hours)."
    case .outsideHours: "Đã lỡ giờ; nếu còn cần, xếp phát lại vào buổi sau: «broadcaster queue add»."
    case .eventBegan: "Không cần phát nữa; xem nhật ký vì sao lời nhắc bị lỡ."
    case .notPrepared: "Xem nguyên nhân trong nhật ký, chạy «broadcaster doctor», sửa rồi xếp phát lại."
    case .soundDamaged: "Nạp lại bản ghi («broadcaster clip add») hoặc khôi phục bản sao lưu."
    case .tooLate, .stationDown: "Nếu còn cần, xếp phát bù: «broadcaster queue add TÊN --next»."
    case .operatorDecides: "Quyết định: phát bù bằng «broadcaster queue add TÊN --next», hay bỏ qua."
    case .notPlanned: "Xem «broadcaster schedule check»: sửa giờ, buổi hoặc thứ tự của chương trình phát."
    case .zoneBusy:
      "Xếp lại giờ để các lượt không chồng nhau; phát bù bằng «broadcaster queue add TÊN --next»."
    case .noOutput: "Chạy «broadcaster doctor» và kiểm tra thiết bị âm thanh."
    case .stopped: "Xếp phát lại nếu cần: «broadcaster queue add TÊN --next»."
    case .clockUntrusted:
      "Bật NTP («timedatectl set-ntp true») hoặc đặt giờ cho đúng, hoặc đổi «untrusted-clock» thành mark."
    case .amplifierOff: "Kiểm tra lệnh bật tăng âm và bo rơ-le; bật tăng âm bằng tay nếu cần."
    }
  }
}
