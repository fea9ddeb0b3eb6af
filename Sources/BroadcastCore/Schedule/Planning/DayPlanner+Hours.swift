/// What the hours say to a span.
extension DayPlanner {
  func isQuietAt(_ start: Int, _ candidate: Candidate) -> Bool {
    clock.isQuiet(start..<start + candidate.seconds)
  }

  func sessionHolding(_ span: Range<Int>) -> (index: Int, span: Range<Int>)? {
    clock.sessions.first { $0.span.lowerBound <= span.lowerBound && span.upperBound <= $0.span.upperBound }
  }

  enum HoursProblem {
    case quiet(Range<Int>)
    case midnight
    case noSession
    case sessionEnds(Int)
  }

  func hoursProblem(_ span: Range<Int>) -> HoursProblem? {
    if let quiet = clock.quiet.first(where: { $0.overlaps(span) }) { return .quiet(quiet) }
    if span.upperBound > clock.day.upperBound { return .midnight }
    if planner.input.station.hours.sessions.isEmpty || sessionHolding(span) != nil { return nil }
    if let session = clock.sessions.first(where: { $0.span.contains(span.lowerBound) }) {
      return .sessionEnds(session.span.upperBound)
    }
    return .noSession
  }

  /// The limits in minutes of session and day; an exception passes them.
  mutating func hasRoom(_ candidate: Candidate, session: Int?) -> Bool {
    let hours = planner.input.station.hours
    let item = planner.items[candidate.item]
    if item.pastHours != nil { return true }
    var full = ZoneMask(zoneCount: planner.zones.count)
    if let session, let limit = hours.sessions[session].limitMinutes {
      candidate.hearing.forEach { zone in
        if usedSession[session][zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .sessionFull,
          "\(hours.sessions[session].name) ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của buổi này, rút gọn bản tin, hoặc tăng «limit» của buổi.")
        return false
      }
    }
    if let limit = hours.dayLimitMinutes {
      candidate.hearing.forEach { zone in
        if usedDay[zone] + candidate.seconds > limit * 60 { full.insert(zone) }
      }
      guard full.isEmpty else {
        reject(
          candidate, .error, .dayFull,
          "Ngày \(clock.date.dayMonthYear) chỉ được phát \(limit) phút: «\(item.content.title)» (\(item.id), \(candidate.seconds.minutesAndSeconds)) không còn chỗ ở \(planner.zones.names(full)).",
          "Bớt chương trình của ngày này, rút gọn bản tin, hoặc tăng số phút của ngày trong hours của station.yaml."
        )
        return false
      }
    }
    return true
  }
}

extension DayPlanner.HoursProblem {
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
