import Foundation
import Testing

@testable import BroadcastCore

/// Luật 10/2022/QH15 Điều 13 khoản 3: at least three days in a row in every required zone.
@Suite struct DaysInARowTests {
  private func sample(zones: [String] = ["thon-1", "thon-3"], count: Int = 3) -> PlanSample {
    var sample = PlanSample()
    sample.air(
      "cong-khai", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .inARow(from: "2026-11-20", count: count),
      at: ["17:00"], zones: zones)
    return sample
  }

  private func dates(_ plan: Plan, zone: String = "thon-1") -> [String] {
    plan.broadcasts.filter { $0.zones.contains(ZoneID(rawValue: zone)) }.map { broadcast in
      String(broadcast.id.rawValue.dropFirst("cong-khai@2026-".count).prefix(5))
    }
  }

  private func heard(_ sample: inout PlanSample, _ date: CivilDate, _ zones: [String]) {
    let content = sample.announcements[0].announcement.contentHash
    for zone in zones {
      sample.history.completions.insert(
        .init(programme: "cong-khai", content: content, zone: ZoneID(rawValue: zone), date: date))
    }
  }

  private let all = ["thon-1", "thon-2", "thon-3"]

  @Test func threeDatesAndNoMore() throws {
    let plan = try sample().plan("2026-11-01", "2026-12-20")
    #expect(dates(plan) == ["11-20", "11-21", "11-22"])
    #expect(plan.findings.isEmpty, "thon-2 hears with thon-1")
    #expect(
      plan.broadcasts[1].reason
        == "Ngày thứ 2 trong 3 ngày liên tục theo Luật Thực hiện dân chủ ở cơ sở, Điều 13 khoản 3, lúc 17:00")
  }

  @Test func aMissedDayStartsTheCountAgain() throws {
    var sample = sample()
    heard(&sample, "2026-11-20", all)
    sample.history.today = "2026-11-22"
    // The 21st was missed.
    let plan = try sample.plan("2026-11-22", "2026-12-20")
    #expect(dates(plan) == ["11-22", "11-23", "11-24"])
    let finding = try #require(plan.findings(.threeDaysMissed).first)
    #expect(finding.message.contains("21/11/2026") && finding.severity == .warning)
  }

  @Test func onlyTheZonesThatMissedItHearItAgain() throws {
    var sample = sample()
    for date in ["2026-11-20", "2026-11-21", "2026-11-22"] as [CivilDate] {
      heard(&sample, date, ["thon-1", "thon-2"])
    }
    heard(&sample, "2026-11-22", ["thon-3"])
    sample.history.today = "2026-11-23"
    let plan = try sample.plan("2026-11-23", "2026-12-20")
    #expect(dates(plan, zone: "thon-1") == [])
    #expect(dates(plan, zone: "thon-3") == ["11-23", "11-24"])
  }

  @Test func whatIsDoneIsNotAiredAgain() throws {
    var sample = sample()
    for date in ["2026-11-20", "2026-11-21", "2026-11-22"] as [CivilDate] { heard(&sample, date, all) }
    sample.history.today = "2026-11-23"
    let plan = try sample.plan("2026-11-23", "2026-12-20")
    #expect(plan.broadcasts.isEmpty && plan.findings(.threeDaysMissed).isEmpty)
  }

  @Test func todaysMissIsKnownAtOnce() throws {
    var sample = sample()
    sample.history.today = "2026-11-20"
    sample.now = WallTime("2026-11-20T09:00:00.000Z")
    #expect(dates(try sample.plan("2026-11-20", "2026-12-20")) == ["11-20", "11-21", "11-22"])
    // 17:30 and nothing was heard.
    sample.now = WallTime("2026-11-20T10:30:00.000Z")
    #expect(dates(try sample.plan("2026-11-20", "2026-12-20")) == ["11-20", "11-21", "11-22", "11-23"])
    heard(&sample, "2026-11-20", all)
    #expect(dates(try sample.plan("2026-11-20", "2026-12-20")) == ["11-20", "11-21", "11-22"])
  }

  @Test func aDayWithoutBroadcastsStartsTheCountAgainToo() throws {
    var sample = sample()
    sample.station.hours.silentDays = .dates(["2026-11-22"])
    let plan = try sample.plan("2026-11-01", "2026-12-20")
    #expect(dates(plan) == ["11-20", "11-21", "11-23", "11-24", "11-25"])
    #expect(plan.findings(.threeDaysShort).map(\.date) == ["2026-11-22"])
  }

  @Test func theSpanDoesNotChangeThePlan() throws {
    var sample = sample()
    sample.station.hours.silentDays = .dates(["2026-11-22"])
    let whole = try sample.plan("2026-11-18", "2026-11-30").broadcasts
    let days = (18...30).map { CivilDate(year: 2026, month: 11, day: $0)! }
    #expect(try days.flatMap { try sample.plan($0).broadcasts } == whole)
  }

  @Test func itIsGivenUpInTheEnd() throws {
    var sample = sample()
    sample.programmes[0].to = "2026-11-21"
    let plan = try sample.plan("2026-11-01", "2026-12-20")
    #expect(dates(plan) == ["11-20", "11-21"])
    #expect(plan.findings(.threeDaysShort).contains { $0.severity == .error })
  }

  @Test(
    "It is tried on sixty dates from its first, however long the days are missed, and then given up and told")
  func itIsNotTriedForEver() throws {
    var sample = sample()
    sample.history.today = "2027-01-18"
    // The sixtieth date.
    let last = try sample.plan("2027-01-18", "2027-01-30")
    #expect(last.broadcasts.map(\.id.rawValue) == ["cong-khai@2027-01-18T17:00"])
    #expect(last.findings(.threeDaysShort).map(\.severity) == [.error])
    sample.history.today = "2027-01-25"
    let over = try sample.plan("2027-01-25", "2027-01-30")
    #expect(over.broadcasts.isEmpty && over.findings(.threeDaysMissed).isEmpty)
    let finding = try #require(over.findings(.threeDaysShort).first)
    #expect(finding.severity == .error && finding.message.contains("18/01/2027"))
    sample.history.today = "2027-03-01"
    #expect(try sample.plan("2027-03-01", "2027-03-05").findings.isEmpty, "told for a month")
  }

  @Test func theValidityOfTheTextEndsItToo() throws {
    var sample = sample()
    sample.announcements[0].announcement.validTo = "2026-11-21"
    let plan = try sample.plan("2026-11-01", "2026-12-20")
    #expect(dates(plan) == ["11-20", "11-21"])
    #expect(plan.findings(.threeDaysShort).contains { $0.severity == .error })
    sample.announcements[0].announcement.validTo = nil
    sample.announcements[0].announcement.validFrom = "2026-11-22"
    #expect(dates(try sample.plan("2026-11-01", "2026-12-20")) == ["11-22", "11-23", "11-24"])
  }

  @Test func anotherTextUnderTheSameNameStartsTheCountAgain() throws {
    var sample = sample()
    for date in ["2026-11-20", "2026-11-21"] as [CivilDate] { heard(&sample, date, all) }
    sample.history.today = "2026-11-22"
    #expect(dates(try sample.plan("2026-11-22", "2026-12-20")) == ["11-22"])
    sample.announcements[0].announcement.text = .fixed("61")
    #expect(dates(try sample.plan("2026-11-22", "2026-12-20")) == ["11-22", "11-23", "11-24"])
  }

  @Test(
    "A recurrence whose three days the hours break",
    arguments: [
      // Session, silent days, errors.
      (Set(Weekday.allCases), [], 0), ([.monday, .wednesday, .friday, .saturday], [], 1),
      ([.monday, .tuesday, .wednesday], [], 0),
    ] as [(Set<Weekday>, [CivilDate], Int)])
  func brokenByTheHours(weekdays: Set<Weekday>, silent: [CivilDate], errors: Int) throws {
    var session = Session(id: "sang", name: "Buổi sáng", span: DailySpan("06:00-06:30")!)
    session.weekdays = weekdays
    for isFixed in [false, true] {
      var sample = PlanSample(sessions: [session])
      sample.air(
        "a", purpose: AnnouncementPurpose(isThreeDays: true), at: isFixed ? ["06:10"] : [],
        sessions: isFixed ? [] : ["sang"], zones: ["thon-1", "thon-3"])
      let found = try sample.plan("2026-11-20", "2026-11-30").findings(.threeDaysShort)
      #expect(found.map(\.severity) == Array(repeating: .error, count: errors))
      #expect(found.allSatisfy { $0.message.contains("cắt ngang") })
    }
  }

  @Test func silentDaysBreakARecurrenceToo() throws {
    var sample = PlanSample()
    sample.air(
      "a", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .recurring(.dates(["2026-11-20", "2026-11-21", "2026-11-22"])), at: ["17:00"],
      zones: ["thon-1", "thon-3"])
    #expect(try sample.plan("2026-11-20", "2026-11-30").findings(.threeDaysShort).isEmpty)
    sample.station.hours.silentDays = .dates(["2026-11-21"])
    #expect(try sample.plan("2026-11-20", "2026-11-30").findings(.threeDaysShort).count == 1)
  }

  @Test("The edge of the span cuts no run: on any day of a campaign, and of a yearly rule, nothing is wrong")
  func noErrorAtTheEdge() throws {
    var sample = PlanSample()
    sample.air(
      "a", purpose: AnnouncementPurpose(isThreeDays: true), at: ["17:00"], zones: ["thon-1", "thon-3"])
    sample.programmes[0].from = "2026-11-10"
    sample.programmes[0].to = "2026-11-14"
    for day in 1...25 {
      #expect(
        try sample.plan(CivilDate(year: 2026, month: 11, day: day)!).findings(.threeDaysShort).isEmpty,
        "\(day)")
    }
    #expect(try sample.plan("2026-09-13").findings(.threeDaysShort).isEmpty, "two of its days within 60")
    sample.programmes[0].from = nil
    sample.programmes[0].to = nil
    sample.programmes[0].days = .recurring(
      .rule(try RecurrenceRule(parsing: "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1,2,3"), start: "2026-01-01"))
    for day in ["2027-03-02", "2027-03-03", "2027-03-05", "2027-03-06"] as [CivilDate] {
      #expect(try sample.plan(day).findings(.threeDaysShort).isEmpty, "\(day)")
    }
  }

  @Test func aTextThatNoProgrammeAirsIsTold() throws {
    var sample = PlanSample()
    sample.announce("cong-khai", purpose: AnnouncementPurpose(isThreeDays: true))
    let finding = try #require(try sample.plan("2026-11-20").findings(.threeDaysShort).first)
    #expect(finding.subject == .announcement("cong-khai") && finding.severity == .warning)
    sample.announcements[0].state = .retired
    #expect(try sample.plan("2026-11-20").findings.isEmpty)
  }

  @Test(
    "A schedule that does not give three days in a row",
    arguments: [
      ("FREQ=DAILY", 0), ("FREQ=WEEKLY;BYDAY=MO,TU,WE", 0), ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 1),
      ("FREQ=MONTHLY;BYMONTHDAY=1", 1),
    ])
  func recurring(rule: String, errors: Int) throws {
    var sample = PlanSample()
    sample.air(
      "a", purpose: AnnouncementPurpose(isThreeDays: true),
      days: .recurring(.rule(try RecurrenceRule(parsing: rule), start: "2026-01-01")), at: ["17:00"],
      zones: ["thon-1", "thon-3"])
    #expect(try sample.plan("2026-11-20", "2026-11-30").findings(.threeDaysShort).count == errors)
  }

  @Test func fewerDaysNeedAReason() throws {
    var sample = sample(count: 2)
    #expect(try sample.plan("2026-11-20").findings(.threeDaysShort).map(\.severity) == [.error])
    sample.programmes[0].shortRunReason = "chỉ bổ sung phụ lục"
    #expect(try sample.plan("2026-11-20").findings(.threeDaysShort).map(\.severity) == [.hint])
  }

  @Test func zonesThatDoNotHearItAreNamed() throws {
    let plan = try sample(zones: ["thon-1"]).plan("2026-11-20")
    let finding = try #require(plan.findings(.threeDaysZones).first)
    #expect(finding.message.contains("Thôn 3") && !finding.message.contains("Thôn 2"))
  }
}

/// Reminders before a dated event.
@Suite struct EventReminderTests {
  private func sample(
    days: [Int] = [2, 1, 0], at times: [String] = ["06:00"], zones: [String] = ["thon-1", "thon-3"]
  )
    -> PlanSample
  {
    var sample = PlanSample()
    sample.events = [
      CommunityEvent(
        id: "hop", title: "Họp dân", date: "2026-12-05", time: TimeOfDay("14:00")!, place: "nhà văn hóa",
        zones: ["thon-1", "thon-2", "thon-3"].map { ZoneID(rawValue: $0) })
    ]
    sample.air("nhac", days: .before(event: "hop", days: days), at: times, zones: zones)
    return sample
  }

  @Test func everyZoneIsToldInTimeAndLastOnTheDay() throws {
    let plan = try sample().plan("2026-11-20", "2026-12-20")
    #expect(
      plan.broadcasts.map(\.id.rawValue) == [
        "nhac@2026-12-03T06:00", "nhac@2026-12-04T06:00", "nhac@2026-12-05T06:00",
      ])
    #expect(
      plan.broadcasts[0].reason == "2 ngày trước «Họp dân» (14:00 ngày 05/12/2026, nhà văn hóa), lúc 06:00")
    #expect(plan.broadcasts[2].reason.hasPrefix("Trong ngày «Họp dân»"))
    #expect(plan.findings.isEmpty)
  }

  @Test func aZoneThatIsNotToldIsAnError() throws {
    let plan = try sample(zones: ["thon-1"]).plan("2026-11-20", "2026-12-20")
    #expect(plan.findings.map(\.code) == [.eventZones] && plan.findings[0].message.contains("Thôn 3"))
  }

  @Test func withoutAReminderOnTheDay() throws {
    let plan = try sample(days: [2, 1]).plan("2026-11-20", "2026-12-20")
    #expect(plan.findings.map(\.code) == [.eventNoLastReminder])
  }

  @Test("Before 00:00 nothing sounds on the day: the last reminder is the evening before")
  func anEventAtMidnight() throws {
    var sample = sample(days: [2, 1])
    sample.events[0].time = TimeOfDay("00:00")!
    #expect(try sample.plan("2026-11-20", "2026-12-20").findings.isEmpty)
    var early = self.sample(days: [2])
    early.events[0].time = TimeOfDay("05:00")!
    let finding = try #require(try early.plan("2026-11-20", "2026-12-20").findings.first)
    #expect(finding.code == .eventNoLastReminder && finding.cure.contains("1 vào «days-before»"))
    let late = try #require(try self.sample(days: [2, 1]).plan("2026-11-20", "2026-12-20").findings.first)
    #expect(late.cure == "Thêm 0 vào «days-before» của chương trình nhắc, với giờ phát trước 14:00.")
  }

  @Test func aReminderInASessionThatDoesNotTakePlaceTellsNobody() throws {
    var sample = sample()
    sample.station.hours.sessions = [
      Session(id: "sang", name: "Buổi sáng", span: DailySpan("06:00-06:30")!, weekdays: [.monday])
    ]
    sample.programmes[0].slots = [.session("sang")]
    let codes = Set(try sample.plan("2026-11-20", "2026-12-20").findings.map(\.code))
    #expect(codes.isSuperset(of: [.neverAirs, .eventZones, .outsideSessions]))
  }

  @Test("Reminders that all come after the event, or on silent days, tell nobody")
  func remindersThatTellNobody() throws {
    let late = try sample(days: [0], at: ["17:00"]).plan("2026-11-20", "2026-12-20")
    #expect(late.findings.map(\.code) == [.eventZones, .eventTooLate])
    var silent = sample(days: [1, 0])
    silent.station.hours.silentDays = .dates(["2026-12-04", "2026-12-05"])
    #expect(try silent.plan("2026-11-20", "2026-12-20").findings.contains { $0.code == .eventZones })
    silent.station.hours.silentDays = .dates(["2026-12-05"])
    let last = try #require(try silent.plan("2026-11-20", "2026-12-20").findings(.eventNoLastReminder).first)
    #expect(last.cure.hasPrefix("Chương trình nhắc có ngày 05/12/2026"))
    var early = sample(days: [1, 0], at: ["17:00"])
    early.events[0].time = TimeOfDay("05:00")!
    let tooLate = try #require(try early.plan("2026-11-20", "2026-12-20").findings(.eventTooLate).first)
    #expect(tooLate.cure.contains("nhắc từ hôm trước"))
  }

  @Test func aReminderAfterTheEventDoesNotAir() throws {
    let plan = try sample(at: ["06:00", "17:00"]).plan("2026-12-05")
    #expect(plan.broadcasts.map(\.id.rawValue) == ["nhac@2026-12-05T06:00"])
    #expect(plan.findings.map(\.code) == [.eventTooLate])
  }
}
