/// What is missing, in words, and what would close it.
extension CriterionCount {
  func shortfalls(of result: CriterionCoverage) -> [Shortfall] {
    guard let span else { return [] }
    var found: [Shortfall] = []
    let unreached = required.filter { !result.zones.contains($0) }
    let expectsEveryZone = criterion.longestGapDays != nil
    if direct.isEmpty {
      found.append(
        Shortfall(
          kind: .nothingAired,
          text:
            "Chưa có lượt phát nào được tính từ \(span.lowerBound.vietnamese) đến \(span.upperBound.vietnamese).",
          proposal: proposal(zones: required)))
    } else if expectsEveryZone {
      if !unreached.isEmpty {
        found.append(
          Shortfall(
            kind: .zoneUnreached, text: "Chưa phát trọn lần nào tại: \(names(unreached)).",
            proposal: proposal(zones: unreached)))
      }
      if let limit = criterion.longestGapDays, let gap = result.longestGapDays, gap >= limit,
        let hole = result.longestGap, let zone = result.worstZone
      {
        // A hole that has closed stays a hole; one that is still open can be ended.
        let isOpen = hole.upperBound == span.upperBound && span.upperBound < period.upperBound
        found.append(
          Shortfall(
            kind: .gap,
            text:
              "\(names([zone])) có \(gap) ngày liền không phát (\(hole.lowerBound.vietnamese) đến \(hole.upperBound.vietnamese)), trong khi phải phát \(limit == 1 ? "hằng ngày" : "ít nhất \(limit) ngày một lần")"
              + (isOpen ? "." : "; khoảng trống đã qua, phát thêm không lấp được."),
            proposal: isOpen ? proposal(zones: required) : nil))
      }
    }
    found += result.disclosures.filter { !$0.isSatisfied }.map(disclosure)
    found += result.greetings.filter { $0.state == .missed || $0.state == .partly }.map { greeting in
      Shortfall(
        kind: .greeting,
        text:
          "\(greeting.name) (\(greeting.date.vietnamese)): \(greeting.state == .missed ? "không có lời chúc nào phát trọn" : "thiếu tại \(names(greeting.missing))"); ngày đã qua, không bù được.",
        proposal: nil)
    }
    found += result.meetings.filter { !$0.missing.isEmpty && !$0.isAhead }.map { meeting in
      Shortfall(
        kind: .meeting,
        text:
          "«\(meeting.title)» (\(meeting.date.vietnamese)): mới báo trước đến \(meeting.percent)% cụm loa, thiếu \(names(meeting.missing)).",
        proposal: nil)
    }
    return found
  }

  private func disclosure(_ disclosure: CriterionCoverage.Disclosure) -> Shortfall {
    let short = disclosure.runs.filter { $0.days < disclosure.needed }
    let worst = short.map(\.days).min() ?? 0
    return Shortfall(
      kind: .days,
      text:
        "«\(disclosure.title)» chưa đủ \(disclosure.needed) ngày liên tục (Điều 13 khoản 3) tại \(names(short.map(\.zone))): dài nhất mới được \(worst) ngày.",
      proposal: room(3).map { dates in
        Proposal(
          criterion: criterion.code, announcement: disclosure.announcement,
          // All zones anew: the law asks for every one.
          zones: disclosure.runs.map(\.zone), dates: dates, isThreeDays: true)
      })
  }

  private func proposal(zones: [ZoneID]) -> Proposal? {
    let candidates = input.announcements.filter {
      $0.purpose.criteria.contains(criterion.code) && $0.purpose.holiday == nil && $0.airClass != .test
    }
    guard let first = candidates.first(where: { !$0.purpose.isThreeDays }) ?? candidates.first,
      let inForce = criterion.inForce(in: period), asOf + 1 <= inForce.upperBound
    else { return nil }
    let step = max(1, criterion.longestGapDays ?? 31)
    let dates = stride(from: asOf.dayNumber + 1, through: inForce.upperBound.dayNumber, by: step)
      .map { CivilDate(dayNumber: $0) }.filter { first.isValid(on: $0) }
    guard !dates.isEmpty else { return nil }
    return Proposal(
      criterion: criterion.code, announcement: first.id, zones: zones, dates: dates, isThreeDays: false)
  }

  /// So many dates in a row after today and before the period ends.
  private func room(_ count: Int) -> [CivilDate]? {
    guard let inForce = criterion.inForce(in: period), asOf + count <= inForce.upperBound else { return nil }
    return (1...count).map { asOf + $0 }
  }

  private func names(_ zones: [ZoneID]) -> String {
    let all = input.station.zones
    if zones.count > 1, zones.count == all.count { return "mọi cụm loa" }
    return zones.map { id in all.first { $0.id == id }?.name ?? id.rawValue }.joined(separator: ", ")
  }
}

extension CivilDate {
  /// "02/9/2026", as official documents write it: days under 10 and the months 1 and 2 with a zero.
  var vietnamese: String {
    let (year, month, day) = components
    return (day < 10 ? "0" : "") + "\(day)/" + (month < 3 ? "0" : "") + "\(month)/\(year)"
  }
}
