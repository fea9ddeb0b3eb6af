/// Works out once what does not change from day to day: contents, programmes, greetings.
struct ItemBuilder {
  private let input: PlanInput
  private let zones: ZoneTable
  private let speech: String
  /// By id, so that positions rank them.
  private(set) var items: [PlannedItem] = []
  private(set) var silentGreetings: [Planner.SilentGreeting] = []
  private(set) var findings: [Finding] = []
  private var announcements: [String: StoredAnnouncement] = [:]
  private var contents: [Programme.Content: PlannedContent] = [:]

  init(_ input: PlanInput, _ zones: ZoneTable) {
    self.input = input
    self.zones = zones
    speech = input.station.speechKey
  }

  mutating func build() {
    announcements = Dictionary(input.announcements.map { ($0.announcement.id, $0) }) { first, _ in first }
    for stored in input.announcements {
      contents[.announcement(stored.announcement.id)] = PlannedContent(stored, lengths: input.lengths)
    }
    for bulletin in input.bulletins { add(bulletin) }
    let events = Dictionary(input.events.map { ($0.id, $0) }) { first, _ in first }
    for programme in input.programmes { add(programme, events) }
    if let greetings = input.station.greetings { add(greetings) }
    items.sort { $0.id < $1.id }
    noteCriteria()
  }

  private mutating func add(_ bulletin: Bulletin) {
    let items = bulletin.items.compactMap { announcements[$0] }
    guard items.count == bulletin.items.count else {
      let missing = bulletin.items.filter { announcements[$0] == nil }.map { "«\($0)»" }
      findings.append(
        Finding(
          .error, .textUnavailable, .bulletin(bulletin.id),
          message: "«\(bulletin.title)» gọi bản tin không có: \(missing.joined(separator: ", ")).",
          cure: "Sửa danh sách bản tin của buổi phát này, hoặc thêm bản tin còn thiếu."))
      return
    }
    let content = PlannedContent(
      bulletin, items: items, approvals: input.bulletinApprovals, settings: input.station.templateSettings,
      lengths: input.lengths)
    contents[.bulletin(bulletin.id)] = content
    if let limit = content.limit, case .fixed(let seconds) = content.length, seconds > limit {
      findings.append(.bulletinTooLong(content, seconds: seconds, limit: limit, date: nil))
    }
  }

  private mutating func add(_ programme: Programme, _ events: [String: CommunityEvent]) {
    let subject = Finding.Subject.programme(programme.id)
    guard let content = contents[programme.content] else {
      // A bulletin that lacks an item has its own finding; set-up refuses the rest.
      findings.append(
        Finding(
          .error, .neverAirs, subject, message: "Chương trình «\(programme.id)» không có nội dung để phát.",
          cure: "Thêm bản tin hoặc buổi phát mà chương trình này gọi."))
      return
    }
    let days: PlannedItem.Days
    switch programme.days {
    case .recurring: days = .programme(programme)
    case .inARow(let from, let count):
      let first = [programme.from, content.validFrom].compactMap(\.self).reduce(from, max)
      days = .inARow(programme, from: first, count: max(1, count))
    case .before(let id, let before):
      guard let event = events[id] else {
        findings.append(
          Finding(
            .error, .neverAirs, subject,
            message: "Chương trình «\(programme.id)» nhắc sự kiện không có: «\(id)».",
            cure: "Thêm sự kiện «\(id)», hoặc sửa tên sự kiện trong chương trình."))
        return
      }
      days = .event(programme, event, before)
    }
    let words = words(of: days)
    var slots: [PlannedItem.Slot] = []
    for slot in programme.slots {
      switch slot {
      case .at(let time): slots.append(self.slot(at: time, words))
      case .session(let id):
        guard let index = input.station.hours.sessions.firstIndex(where: { $0.id == id }) else {
          findings.append(
            Finding(
              .error, .outsideSessions, subject,
              message: "Chương trình «\(programme.id)» xếp vào buổi không có: «\(id)».",
              cure: "Thêm buổi «\(id)» vào hours.sessions của station.yaml, hoặc chọn buổi khác."))
          continue
        }
        let name = "trong \(input.station.hours.sessions[index].name)"
        slots.append(
          PlannedItem.Slot(
            kind: .session(index), suffix: "T\(id)", words: name, reason: words.map { "\($0) \(name)" }))
      }
    }
    let mask = zones.mask(programme.zones)
    let hearing = zones.hearing(mask)
    items.append(
      PlannedItem(
        id: programme.id, content: content, days: days, slots: slots, repeats: programme.repeats,
        order: programme.order, whenCut: programme.whenCut, whenMissed: programme.whenMissed,
        pastHours: programme.pastHours, zones: mask, hearing: hearing, zoneIDs: programme.zones,
        hearingIDs: zones.ids(hearing), subject: subject, sound: content.hash + speech))
  }

  private func slot(at time: TimeOfDay, _ words: String?) -> PlannedItem.Slot {
    PlannedItem.Slot(
      kind: .at(time), suffix: "T\(time)", words: "lúc \(time)", reason: words.map { "\($0) lúc \(time)" })
  }

  /// The part of the reason that is the same on every date.
  private func words(of days: PlannedItem.Days) -> String? {
    guard case .programme(let programme) = days, case .recurring(let recurrence) = programme.days else {
      return nil
    }
    return RecurrenceWords.of(recurrence, holidays: input.holidays)
  }

  private mutating func add(_ greetings: GreetingSettings) {
    let switches = HolidaySwitches(isOn: greetings.switches)
    for holiday in input.holidays.holidays where switches.keeps(holiday) {
      let rule = greetings.exceptions[holiday.id] ?? greetings.rule
      guard let content = greeting(on: holiday) else {
        silentGreetings.append(.init(holiday: holiday, days: rule.days, times: rule.times))
        continue
      }
      let ids = rule.zones.isEmpty ? input.station.zones.map(\.id) : rule.zones
      let mask = zones.mask(ids)
      let hearing = zones.hearing(mask)
      items.append(
        PlannedItem(
          id: "chuc-mung:\(holiday.id)", content: content, days: .greeting(holiday, days: rule.days),
          slots: Set(rule.times).sorted().map { slot(at: $0, nil) }, repeats: nil, order: 100,
          whenCut: .restart, whenMissed: .playLate(withinMinutes: 10), pastHours: rule.pastHours, zones: mask,
          hearing: hearing, zoneIDs: ids, hearingIDs: zones.ids(hearing), subject: .holiday(holiday.id),
          sound: content.hash + speech))
    }
  }

  /// The approved recording, else the approved text, else what still waits for approval.
  private func greeting(on holiday: Holiday) -> PlannedContent? {
    input.announcements.filter { $0.announcement.purpose.holiday == holiday.id }
      .compactMap { contents[.announcement($0.announcement.id)] }
      .min {
        ($0.isApproved ? 0 : 1, $0.isRecorded ? 0 : 1, $0.id) < (
          $1.isApproved ? 0 : 1, $1.isRecorded ? 0 : 1, $1.id
        )
      }
  }

  private mutating func noteCriteria() {
    guard !input.criteria.isEmpty else { return }
    let known = Set(input.criteria.map(\.code))
    for stored in input.announcements {
      let purpose = stored.announcement.purpose
      for code in purpose.criteria + purpose.supporting where !known.contains(code) {
        findings.append(
          Finding(
            .error, .criterionUnknown, .announcement(stored.announcement.id),
            message: "Bản tin «\(stored.announcement.title)» ghi tiêu chí không có: «\(code)».",
            cure: "Sửa mã tiêu chí của bản tin, hoặc thêm tiêu chí đó vào criteria.yaml."))
      }
    }
  }
}

extension Finding {
  static func bulletinTooLong(
    _ content: PlannedContent, seconds: Int, limit: Int, date: CivilDate?
  ) -> Finding {
    Finding(
      .warning, .bulletinTooLong, content.subject, date: date,
      message:
        "«\(content.title)» dài khoảng \(seconds.minutesAndSeconds), quá \(limit / 60) phút đã định \((seconds - limit).minutesAndSeconds).",
      cure: "Bớt một bản tin, rút gọn văn bản, hoặc tăng «length» của buổi phát này.")
  }
}

extension Int {
  /// Of seconds: "45 giây", "3 phút", "3 phút 05 giây".
  var minutesAndSeconds: String {
    let (minutes, seconds) = (self / 60, self % 60)
    if minutes == 0 { return "\(seconds) giây" }
    return seconds == 0 ? "\(minutes) phút" : "\(minutes) phút \(seconds < 10 ? "0" : "")\(seconds) giây"
  }
}
