/// What the hours of a date say to a span.
extension DayClock {
  enum HoursProblem {
    case quiet(Range<Int>)
    case midnight
    case noSession
    case sessionEnds(Int)
  }

  func sessionHolding(_ span: Range<Int>) -> (index: Int, span: Range<Int>)? {
    sessions.first { $0.span.lowerBound <= span.lowerBound && span.upperBound <= $0.span.upperBound }
  }

  /// Why something may not sound in a span that begins on the date; silent days are another matter.
  func problem(_ span: Range<Int>) -> HoursProblem? {
    if let quiet = quiet.first(where: { $0.overlaps(span) }) { return .quiet(quiet) }
    if span.upperBound > day.upperBound { return .midnight }
    if !hasSessions || sessionHolding(span) != nil { return nil }
    if let session = sessions.first(where: { $0.span.contains(span.lowerBound) }) {
      return .sessionEnds(session.span.upperBound)
    }
    return .noSession
  }

  /// Whether the hours leave any time on the date before a moment.
  func hasTime(before end: Int) -> Bool {
    let spans = hasSessions ? sessions.map(\.span) : [day]
    return spans.contains { span in
      var free = span.lowerBound
      for quiet in quiet where quiet.contains(free) { free = quiet.upperBound }
      return free < min(end, span.upperBound)
    }
  }
}

extension DayClock.HoursProblem {
  func words(_ clock: DayClock) -> String {
    switch self {
    case .quiet(let span):
      "trong giờ yên lặng \(clock.time(at: span.lowerBound))-\(clock.time(at: span.upperBound))"
    case .midnight: "kéo dài quá nửa đêm"
    case .noSession: "ngoài mọi buổi phát của ngày"
    case .sessionEnds(let end): "chưa xong khi buổi phát kết thúc lúc \(clock.time(at: end))"
    }
  }

  var cure: String {
    switch self {
    case .quiet:
      "Đổi giờ phát; giờ yên lặng chỉ tin khẩn cấp hoặc ngoại lệ được duyệt («past-hours») mới qua được."
    case .midnight: "Phát sớm hơn, hoặc rút gọn bản tin."
    case .noSession: "Đổi giờ phát vào một buổi, thêm buổi vào hours.sessions, hoặc ghi ngoại lệ được duyệt."
    case .sessionEnds: "Phát sớm hơn, rút gọn bản tin, hoặc kéo dài buổi."
    }
  }
}
