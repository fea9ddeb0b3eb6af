/// What is in the plan and may not air as it stands.
extension PlanRun {
  mutating func noteApprovals() {
    for (index, date) in notApproved.sorted(by: { $0.key < $1.key }) {
      let item = planner.items[index]
      let content = item.content
      guard case .greeting(let holiday, _) = item.days else {
        let what =
          content.isApproved
          ? "hết hiệu lực, hoặc chưa có hiệu lực"
          : "chưa được duyệt" + (content.note.isEmpty ? "" : " (\(content.note))")
        findings.append(
          Finding(
            .warning, .notApproved, content.subject, date: date,
            message: "«\(content.title)» \(what): sẽ không phát, kể từ ngày \(date.dayMonthYear).",
            cure: content.isApproved
              ? "Sửa thời hạn hiệu lực của «\(content.id)», hoặc thời hạn của chương trình."
              : "Người có thẩm quyền duyệt «\(content.id)» trước giờ phát."))
        continue
      }
      if !content.isApproved {
        findings.append(greetingMissing(holiday, date))
      } else {
        findings.append(
          Finding(
            .hint, .greetingSpoken, item.subject, date: date,
            message:
              "Lời chúc \(holiday.name) (\(date.dayMonthYear)) do máy đọc «\(content.title)»: chưa có bản ghi âm được duyệt.",
            cure: "Ghi âm lời chúc của Chủ tịch xã rồi duyệt, nếu muốn phát tiếng người."))
      }
    }
  }

  func greetingMissing(_ holiday: Holiday, _ date: CivilDate, broadcast: BroadcastID? = nil)
    -> Finding
  {
    let today = planner.now.map { $0.local(in: planner.timeZone).date }
    let isNear = today.map { date.dayNumber - $0.dayNumber <= 14 } ?? true
    return Finding(
      isNear ? .warning : .hint, .greetingMissing, .holiday(holiday.id), date: date, broadcast: broadcast,
      message:
        "Chưa có lời chúc \(holiday.name) (\(date.dayMonthYear)) nào được duyệt: sẽ không phát lời chúc.",
      cure:
        "Ghi âm hoặc soạn lời chúc có «holiday: \(holiday.id)» rồi duyệt; hoặc tắt ngày này trong greetings của station.yaml."
    )
  }

  mutating func noteSilentGreetings() {
    for greeting in planner.silentGreetings {
      for offset in Set(greeting.days).sorted() {
        let range = dates.lowerBound - offset...dates.upperBound - offset
        for occurrence in planner.input.holidays.occurrences(of: greeting.holiday, in: range) {
          let date = occurrence.date + offset
          for time in Set(greeting.times).sorted() {
            findings.append(
              greetingMissing(
                greeting.holiday, date,
                broadcast: BroadcastID(rawValue: "chuc-mung:\(greeting.holiday.id)@\(date)T\(time)")))
          }
        }
      }
    }
  }
}
