/// Luật 10/2022/QH15, Điều 13 khoản 3: what is to be made public at least three days in a row.
extension StandingChecks {
  func threeDays() -> [Finding] {
    var findings: [Finding] = []
    var zonesOf: [String: (item: PlannedItem, zones: ZoneMask)] = [:]
    for item in planner.items where item.content.isThreeDays {
      zonesOf[item.content.id, default: (item, item.hearing)].zones.formUnion(item.hearing)
      if let problem = rowProblem(item) { findings.append(problem) }
    }
    for (_, (item, zones)) in zonesOf.sorted(by: { $0.key < $1.key }) {
      var missing = planner.zones.mask(planner.input.station.zones.map(\.id))
      missing.subtract(zones)
      guard !missing.isEmpty else { continue }
      findings.append(
        Finding(
          .warning, .threeDaysZones, item.content.subject,
          message:
            "«\(item.content.title)» thuộc diện công khai ít nhất 3 ngày liên tục nhưng không phát ở \(planner.zones.names(missing)).",
          cure: "Thêm các cụm loa đó vào chương trình, nếu nội dung này phải công khai ở đó."))
    }
    return findings + unplanned()
  }

  /// Texts that no programme airs.
  private func unplanned() -> [Finding] {
    let items = Dictionary(planner.input.bulletins.map { ($0.id, $0.items) }) { first, _ in first }
    let aired = planner.items.reduce(into: Set<String>()) { aired, item in
      let content = item.content
      aired.formUnion(content.isBulletin ? items[content.id] ?? [] : [content.id])
    }
    return planner.input.announcements.compactMap { stored in
      let announcement = stored.announcement
      let isOver = announcement.validTo.map { $0 < dates.lowerBound } ?? false
      guard announcement.purpose.isThreeDays, announcement.airClass != .test, !isOver,
        stored.state != .retired, !aired.contains(announcement.id)
      else { return nil }
      return Finding(
        .warning, .threeDaysShort, .announcement(announcement.id),
        message:
          "«\(announcement.title)» thuộc diện công khai ít nhất 3 ngày liên tục (Luật 10/2022/QH15, Điều 13 khoản 3) nhưng không chương trình nào phát.",
        cure: "Thêm chương trình có «three-days» cho bản tin này, hoặc bỏ dấu «three-days» của nó.")
    }
  }

  private func rowProblem(_ item: PlannedItem) -> Finding? {
    switch item.days {
    case .inARow(let programme, _, let count):
      if count >= Programme.daysInARow { return nil }
      if let reason = programme.shortRunReason {
        return Finding(
          .hint, .threeDaysShort, item.subject,
          message: "«\(item.content.title)» (\(item.id)) chỉ phát \(count) ngày: \(reason).",
          cure: "Bỏ «override» và phát đủ \(Programme.daysInARow) ngày nếu lý do này không còn.")
      }
    case .programme(let programme):
      guard case .recurring(let recurrence) = programme.days else { return nil }
      switch run(item, recurrence, programme) {
      case .found, .over: return nil
      case .broken:
        return Finding(
          .error, .threeDaysShort, item.subject,
          message:
            "«\(item.content.title)» (\(item.id)) thuộc diện công khai ít nhất 3 ngày liên tục (Luật 10/2022/QH15, Điều 13 khoản 3); ngày của chương trình có 3 ngày liền nhau, nhưng buổi phát, giờ yên lặng hoặc ngày không phát cắt ngang.",
          cure:
            "Chọn giờ hoặc buổi có đủ 3 ngày liền, hoặc dùng «three-days»: ngày bị cắt thì tự đếm lại.")
      case .none: break
      }
    case .event, .greeting: break
    }
    return Finding(
      .error, .threeDaysShort, item.subject,
      message:
        "«\(item.content.title)» (\(item.id)) thuộc diện công khai ít nhất 3 ngày liên tục (Luật 10/2022/QH15, Điều 13 khoản 3) nhưng lịch không có 3 ngày liền nhau.",
      cure: "Dùng «three-days» với ít nhất 3 ngày cho chương trình này.")
  }

  private enum Run {
    case found
    /// Three dates in a row by its days, which the hours do not leave whole.
    case broken
    case none
    /// None of its dates is near: it is over, or begins much later.
    case over
  }

  /// More than a year before and after the dates asked about, so that a yearly rule has its days among them.
  private static let around = 400

  private func run(_ item: PlannedItem, _ recurrence: Recurrence, _ programme: Programme) -> Run {
    let more = Programme.daysInARow - 1
    // Wider by a row on each side: one that touches an end is seen whole.
    let lower = max(
      dates.lowerBound - Self.around - more, programme.from ?? dates.lowerBound - Self.around - more)
    let upper = min(
      dates.upperBound + Self.around + more, programme.to ?? dates.upperBound + Self.around + more)
    guard lower <= upper, programme.to.map({ dates.lowerBound <= $0 }) ?? true else { return .over }
    let except = Set(programme.except)
    let days = recurrence.dates(in: lower...upper, holidays: planner.input.holidays)
      .filter { !except.contains($0) }
    guard days.contains(where: { dates.lowerBound - more <= $0 && $0 <= dates.upperBound + Self.around })
    else { return .over }
    var (wanted, placed) = (0, 0)
    var before: CivilDate?
    var isWanted = false
    for day in days {
      if before.map({ $0 + 1 != day }) ?? true { (wanted, placed) = (0, 0) }
      before = day
      wanted += 1
      placed = planner.hasPlace(item, on: day) ? placed + 1 : 0
      if placed > more { return .found }
      if wanted > more { isWanted = true }
    }
    return isWanted ? .broken : .none
  }
}
