import BroadcastCore

/// A station of any size, the same on every run: an amplifier line a zone, three sessions a day, and programmes as a
/// commune has them (daily, weekdays, weekly, by the lunar calendar, before holidays, three days in a row).
struct BenchStation {
  let zones: Int
  let programmes: Int

  func input() throws -> PlanInput {
    let zoneList = (0..<zones).map { index in
      Zone(
        id: ZoneID(rawValue: "thon-\(index)"), name: "Thôn \(index + 1)", output: "loa\(index / 64)",
        channels: [index % 64 + 1], tags: [])
    }
    let outputs = (0...(zones - 1) / 64).map {
      OutputSettings(id: "loa\($0)", device: "default", channels: 64)
    }
    let hours = Hours(
      quiet: DailySpan("22:00-04:30")!,
      sessions: [
        Session(id: "sang", name: "Buổi sáng", span: DailySpan("05:00-08:00")!),
        Session(id: "trua", name: "Buổi trưa", span: DailySpan("10:30-13:30")!),
        Session(id: "chieu", name: "Buổi chiều", span: DailySpan("16:30-21:30")!),
      ], dayLimitMinutes: 600)
    var station = Station(
      id: "lon", commune: "xã Lớn", timeZone: "Asia/Ho_Chi_Minh", roles: [:], outputs: outputs,
      zones: zoneList,
      hours: hours, speech: SpeechSettings(), onStart: nil)
    station.greetings = GreetingSettings(rule: .init(times: [TimeOfDay("06:00")!]))
    var announcements: [StoredAnnouncement] = []
    var list: [Programme] = []
    for index in 0..<programmes {
      // Long enough apart that all fit: every programme reaches an eighth of the zones, one in ten reaches all.
      let all = index % 10 == 0
      let first = index * 7 % zones
      let width = all ? zones : max(1, zones / 8)
      let announcement = Announcement(
        id: "tin-\(index)", title: "Bản tin \(index)", airClass: index % 12 == 5 ? .priority : .routine,
        text: .fixed("\(20 + index % 60)"), opening: [],
        purpose: AnnouncementPurpose(criteria: ["TC\(index % 20)"], isThreeDays: index % 25 == 7))
      announcements.append(
        StoredAnnouncement(
          announcement: announcement, author: "a",
          approval: Approval(approver: "b", contentHash: announcement.contentHash)))
      list.append(
        Programme(
          id: "ct-\(index)", content: .announcement(announcement.id), days: try days(index),
          slots: slots(index),
          zones: (0..<width).map { zoneList[(first + $0) % zones].id }, order: index % 9 == 0 ? 50 : 100))
    }
    return PlanInput(
      station: station, programmes: list, announcements: announcements, holidays: try .standard(),
      lengths: SoundLengths(clip: { _ in 3 }, text: { Double($0) ?? 30 }))
  }

  private func days(_ index: Int) throws -> Programme.Days {
    let start = CivilDate(year: 2026, month: 1, day: 1)!
    func rule(_ text: String) throws -> Programme.Days {
      .recurring(.rule(try RecurrenceRule(parsing: text), start: start))
    }
    switch index % 10 {
    case 0, 1, 2: return try rule("FREQ=DAILY")
    case 3, 4: return try rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    case 5: return try rule("FREQ=WEEKLY;BYDAY=TU,SA")
    case 6: return .recurring(.lunar(.firstAndFullMoon))
    case 7: return .inARow(from: start + 365 + index % 300, count: 3)
    case 8: return try rule("FREQ=MONTHLY;BYDAY=1MO,-1FR")
    default: return .recurring(.holiday("quoc-khanh", daysAfter: -(index % 5)))
    }
  }

  private func slots(_ index: Int) -> [Programme.Slot] {
    switch index % 4 {
    case 0: [.session("sang"), .session("chieu")]
    case 1: [.session("trua")]
    case 2: [.session("chieu")]
    default: [.at(TimeOfDay(secondsSinceMidnight: 5 * 3600 + index * 613 % 10_000)!)]
    }
  }
}
