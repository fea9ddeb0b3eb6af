import Foundation
import Testing

@testable import BroadcastCore

/// Days, hours, conflicts: what the planner decides, one rule a test.
@Suite struct PlannerTests {
  let morning = Session(id: "sang", name: "Buổi sáng", span: DailySpan("06:00-06:30")!)

  @Test func everyLocalTimeInTheSpan() throws {
    var sample = PlanSample()
    sample.air("bon-xin", .priority, at: ["06:00", "17:00"])
    // 17:00 in Viet Nam is 10:00 UTC.
    let plan = Planner(try sample.input).plan(
      from: WallTime("2026-11-20T10:00:00.000Z")!, to: WallTime("2026-11-21T10:00:00.000Z")!)
    #expect(plan.broadcasts.map(\.id.rawValue) == ["bon-xin@2026-11-20T17:00", "bon-xin@2026-11-21T06:00"])
    #expect(
      plan.broadcasts.map(\.start.description) == ["2026-11-20T10:00:00.000Z", "2026-11-20T23:00:00.000Z"])
    #expect(plan.broadcasts.allSatisfy { $0.airClass == .priority && $0.seconds == 60 })
    #expect(plan.broadcasts[0].reason == "Hằng ngày lúc 17:00")
    #expect(plan.broadcasts[0].hearing.map(\.rawValue) == ["thon-1", "thon-2"], "one amplifier line")
    #expect(plan.findings.isEmpty)
  }

  @Test func anEmptySpanIsEmpty() throws {
    var sample = PlanSample()
    sample.air("a", at: ["06:00"])
    let planner = Planner(try sample.input)
    let time = WallTime("2026-02-27T00:00:00.000Z")!
    #expect(planner.plan(from: time, to: time).broadcasts.isEmpty)
    #expect(planner.plan(from: time + 9, to: time).broadcasts.isEmpty)
  }

  @Test func campaignsAndExceptedDates() throws {
    var sample = PlanSample()
    sample.air("a", at: ["06:00"])
    sample.programmes[0].from = "2026-11-20"
    sample.programmes[0].to = "2026-11-23"
    sample.programmes[0].except = ["2026-11-21"]
    let plan = try sample.plan("2026-11-01", "2026-11-30")
    #expect(plan.lines.map { String($0.prefix(12)) } == ["a@2026-11-20", "a@2026-11-22", "a@2026-11-23"])
  }

  @Test("What a session holds follows in the order of class, order and id")
  func sessions() throws {
    var sample = PlanSample(sessions: [morning])
    sample.air("b", sessions: ["sang"])
    sample.air("a", sessions: ["sang"])
    sample.air("late", sessions: ["sang"], order: 200)
    sample.air("first", .priority, sessions: ["sang"])
    sample.air("elsewhere", sessions: ["sang"], zones: ["thon-3"])
    let plan = try sample.plan("2026-11-21")
    #expect(
      plan.lines == [
        "elsewhere@2026-11-21Tsang 06:00 thon-3", "first@2026-11-21Tsang 06:00 thon-1",
        "a@2026-11-21Tsang 06:01:05 thon-1", "b@2026-11-21Tsang 06:02:10 thon-1",
        "late@2026-11-21Tsang 06:03:15 thon-1",
      ])
    #expect(plan.broadcasts[1].reason == "Hằng ngày trong Buổi sáng")
  }

  @Test func repeatsComeAfterTheFirstAirings() throws {
    var sample = PlanSample(sessions: [morning])
    sample.air("a", sessions: ["sang"], repeats: .init(count: 3, minutesBetween: 5))
    sample.air("b", sessions: ["sang"])
    #expect(
      try sample.plan("2026-11-21").lines == [
        "a@2026-11-21Tsang 06:00 thon-1", "b@2026-11-21Tsang 06:01:05 thon-1",
        "a@2026-11-21Tsang#2 06:06 thon-1", "a@2026-11-21Tsang#3 06:12 thon-1",
      ])
  }

  @Test func whatNoLongerFitsIntoTheSessionIsSaid() throws {
    var sample = PlanSample(sessions: [morning])
    sample.air("a", seconds: 1200, sessions: ["sang"])
    sample.air("b", seconds: 1200, sessions: ["sang"])
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["a"])
    let finding = try #require(plan.findings.first)
    #expect(finding.code == .sessionFull && finding.broadcast?.rawValue == "b@2026-11-21Tsang")
    #expect(finding.message.contains("Buổi sáng") && finding.message.contains("20 phút"))
  }

  @Test("Minutes a zone may hear in a session and on a day")
  func limits() throws {
    var short = morning
    short.limitMinutes = 2
    var sample = PlanSample(sessions: [short])
    for id in ["a", "b", "c"] { sample.air(id, seconds: 50, sessions: ["sang"]) }
    sample.air("d", seconds: 50, sessions: ["sang"], zones: ["thon-3"])
    var plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["a", "d", "b"])
    #expect(plan.findings(.sessionFull).map(\.subject) == [.programme("c")])
    sample.station.hours.sessions[0].limitMinutes = nil
    sample.station.hours.dayLimitMinutes = 1
    plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["a", "d"])
    #expect(plan.findings(.dayFull).count == 2)
  }

  @Test func fixedTimesStayInsideASession() throws {
    var sample = PlanSample(sessions: [morning])
    sample.air("inside", at: ["06:10"])
    sample.air("outside", at: ["12:00"])
    sample.air("over", seconds: 600, at: ["06:25"])
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["inside"])
    #expect(plan.findings.map(\.code) == [.outsideSessions, .outsideSessions])
  }

  @Test("The quiet hours lock all but emergencies, also those who would reach into them")
  func quietHours() throws {
    var sample = PlanSample()
    sample.air("night", at: ["22:00"])
    sample.air("reaches", seconds: 120, at: ["20:59"])
    sample.air("alarm", .emergency, at: ["03:15"], zones: ["thon-3"])
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["alarm"])
    #expect(plan.findings.map(\.code) == [.quietHours, .quietHours])
    #expect(plan.held.map(\.programme) == ["reaches", "night"] && plan.held[0].heldBecause == .quietHours)
    #expect(plan.findings.allSatisfy { $0.severity == .error && $0.message.contains("21:00-05:00") })
  }

  @Test func anExceptionPassesTheHoursAndIsNamed() throws {
    var sample = PlanSample()
    sample.air(
      "chuc", seconds: 900, at: ["23:55"],
      pastHours: HoursException(reason: "Giao thừa", approvedBy: "Chủ tịch Ủy ban nhân dân xã"))
    let plan = try sample.plan("2026-11-21", "2026-11-22")
    #expect(plan.broadcasts.count == 2 && plan.broadcasts[0].pastHours != nil)
    #expect(plan.broadcasts[0].end.description == "2026-11-21T17:10:00.000Z", "past midnight")
    let finding = try #require(plan.findings(.hoursException).first)
    #expect(finding.message.contains("Giao thừa (Chủ tịch Ủy ban nhân dân xã)"))
  }

  @Test("An exception that the hours do not need obeys the limits, and so does the rest of a repeated one")
  func anExceptionWithinTheHoursIsNone() throws {
    var sample = PlanSample()
    let exception = HoursException(reason: "Lễ", approvedBy: "Chủ tịch Ủy ban nhân dân xã")
    sample.station.hours.dayLimitMinutes = 2
    sample.air("a", seconds: 90, at: ["06:00"], order: 1)
    sample.air("chuc", seconds: 90, at: ["07:00"], pastHours: exception)
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["a"] && plan.findings.map(\.code) == [.dayFull])
    sample.programmes[1].slots = [.at(TimeOfDay("04:58")!)]
    sample.programmes[1].repeats = .init(count: 2, minutesBetween: 5)
    let repeated = try sample.plan("2026-11-21")
    #expect(repeated.broadcasts.map(\.id.rawValue) == ["chuc@2026-11-21T04:58"])
    #expect(repeated.findings(.dayFull).count == 2 && repeated.findings(.hoursException).count == 1)
  }

  @Test func daysWithoutBroadcasts() throws {
    var sample = PlanSample()
    sample.station.hours.silentDays = .dates(["2026-11-22"])
    sample.air("a", at: ["06:00"])
    sample.air("alarm", .emergency, at: ["07:00"])
    let plan = try sample.plan("2026-11-21", "2026-11-23")
    #expect(plan.broadcasts.count { $0.programme == "a" } == 2)
    #expect(plan.broadcasts.count { $0.programme == "alarm" } == 3)
    #expect(plan.findings.map(\.code) == [.noBroadcastDay])
  }

  @Test func theHigherClassKeepsItsTimeAndTheOtherMoves() throws {
    var sample = PlanSample()
    sample.air("thuong", at: ["17:00"])
    sample.air("uu-tien", seconds: 90, .priority, at: ["17:00"], zones: ["thon-2"])
    sample.air("khac-duong", at: ["17:00"], zones: ["thon-3"])
    let plan = try sample.plan("2026-11-21")
    #expect(
      plan.lines == [
        "khac-duong@2026-11-21T17:00 17:00 thon-3", "uu-tien@2026-11-21T17:00 17:00 thon-2",
        "thuong@2026-11-21T17:00 17:01:35 thon-1",
      ])
    let moved = try #require(plan.findings(.moved).first)
    #expect(moved.broadcast?.rawValue == "thuong@2026-11-21T17:00" && moved.severity == .hint)
    #expect(moved.message.contains("từ 17:00 sang 17:01:35") && moved.message.contains("UU-TIEN"))
  }

  @Test func theOperatorsOrderDecidesWithinAClass() throws {
    var sample = PlanSample()
    sample.air("a", at: ["17:00"])
    sample.air("z", at: ["17:00"], order: 10)
    #expect(
      try sample.plan("2026-11-21").lines == [
        "z@2026-11-21T17:00 17:00 thon-1", "a@2026-11-21T17:00 17:01:05 thon-1",
      ])
  }

  @Test func whatFindsNoPlaceIsSaid() throws {
    var sample = PlanSample()
    sample.air("long", seconds: 3 * 3600, at: ["17:00"], order: 1)
    sample.air("short", at: ["17:30"])
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.programme) == ["long"])
    #expect(plan.findings(.conflict).map(\.broadcast?.rawValue) == ["short@2026-11-21T17:30"])
  }

  @Test("A superior's priority item against the commune's own: the commune is asked")
  func asksForTheOrder() throws {
    var sample = PlanSample()
    sample.air("xa", .priority, at: ["17:00"])
    sample.air("tinh", .priority, purpose: AnnouncementPurpose(origin: .province), at: ["17:00"])
    let asked = try sample.plan("2026-11-21")
    #expect(asked.broadcasts.map(\.programme) == ["tinh"])
    #expect(asked.findings.map(\.code) == [.askOrder] && asked.findings[0].severity == .error)
    sample.programmes[0].order = 1
    let told = try sample.plan("2026-11-21")
    #expect(told.broadcasts.map(\.programme) == ["xa", "tinh"])
    #expect(told.findings.map(\.code) == [.moved])
  }

  @Test("Within a session too: with one order for both, nothing is decided silently")
  func asksForTheOrderInASession() throws {
    var sample = PlanSample(sessions: [morning])
    sample.air("xa", .priority, sessions: ["sang"])
    sample.air("tinh", .priority, purpose: AnnouncementPurpose(origin: .province), sessions: ["sang"])
    sample.air("noi-khac", .priority, sessions: ["sang"], zones: ["thon-3"])
    let asked = try sample.plan("2026-11-21")
    #expect(asked.broadcasts.map(\.programme) == ["noi-khac", "tinh"])
    #expect(asked.findings.map(\.code) == [.askOrder] && asked.held.map(\.programme) == ["xa"])
    let asking = try #require(asked.findings.first)
    #expect(asking.message.contains("cùng buổi") && asking.severity == .error)
    sample.programmes[0].order = 200
    let told = try sample.plan("2026-11-21")
    #expect(
      told.findings.isEmpty
        && told.lines.dropFirst() == [
          "tinh@2026-11-21Tsang 06:00 thon-1", "xa@2026-11-21Tsang 06:01:05 thon-1",
        ])
    // A fixed time of the one in the session of the other.
    sample.programmes[0].order = 100
    sample.programmes[1].slots = [.at(TimeOfDay("06:00:30")!)]
    #expect(try sample.plan("2026-11-21").findings.map(\.code) == [.askOrder])
  }

  @Test func whatIsNotApprovedStaysVisible() throws {
    var sample = PlanSample()
    sample.air("a", approved: false, at: ["17:00"])
    let plan = try sample.plan("2026-11-21", "2026-11-25")
    #expect(plan.broadcasts.count == 5 && plan.broadcasts.allSatisfy { !$0.isApproved })
    #expect(plan.findings.map(\.code) == [.notApproved] && plan.findings[0].date == "2026-11-21")
  }

  @Test func aBulletinLastsAsLongAsItsPartsAndIsApprovedWithThem() throws {
    var sample = PlanSample(sessions: [morning])
    let a = sample.announce("a", seconds: 60, purpose: AnnouncementPurpose(criteria: ["TC1"]))
    sample.announce(
      "b", seconds: 90, approved: false, purpose: AnnouncementPurpose(criteria: ["TC1", "TC2"]))
    sample.bulletins = [
      Bulletin(
        id: "thoi-su", title: "Thời sự", airClass: .priority, opening: [ClipHash(rawValue: "nhac")],
        introduction: "10", items: ["a", "b"], separator: [ClipHash(rawValue: "gat")], closing: "5",
        lengthMinutes: 2)
    ]
    sample.programmes = [
      Programme(
        id: "p", content: .bulletin("thoi-su"), days: .daily, slots: [.session("sang")],
        zones: [ZoneID(rawValue: "thon-1")])
    ]
    var plan = try sample.plan("2026-11-21")
    let broadcast = try #require(plan.broadcasts.first)
    // 2 + 10 + 60 + 2 + 90 + 5 seconds, and half a second between each of the six.
    #expect(broadcast.seconds == 172 && broadcast.isBulletin && broadcast.announcement == "thoi-su")
    #expect(broadcast.criteria == ["TC1", "TC2"] && broadcast.airClass == .priority)
    #expect(!broadcast.isApproved)
    #expect(plan.findings.map(\.code) == [.bulletinTooLong, .notApproved])
    sample.announcements[1].approval = Approval(
      approver: "b", contentHash: sample.announcements[1].announcement.contentHash)
    plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map(\.isApproved) == [true])
    sample.announcements[1].announcement.airClass = .test
    #expect(
      try sample.plan("2026-11-21").broadcasts.first?.criteria == ["TC1"], "a test is evidence of nothing")
    sample.announcements[1].announcement.airClass = .routine
    let before = broadcast.content
    sample.bulletins[0].items = ["b", "a"]
    #expect(try sample.plan("2026-11-21").broadcasts.first?.content != before, "the order is approved too")
    #expect(a.purpose.criteria == ["TC1"])
  }

  @Test func volumeCapsByTimeAndZone() throws {
    var sample = PlanSample()
    sample.station.hours.volumeCaps = [
      VolumeCap(span: DailySpan("05:00-06:30")!, zones: [ZoneID(rawValue: "thon-2")], decibels: -6),
      VolumeCap(span: DailySpan("06:00-07:00")!, zones: [ZoneID(rawValue: "thon-2")], decibels: -9),
    ]
    sample.air("a", seconds: 120, at: ["05:59", "06:40", "08:00"])
    let plan = try sample.plan("2026-11-21")
    #expect(plan.broadcasts.map { $0.caps.map(\.decibels) } == [[-9], [-9], []])
    #expect(plan.broadcasts[0].caps[0].zone.rawValue == "thon-2", "heard there, though sent to thon-1")
  }

  @Test func aTimeThatTheClockSkipsIsSaid() throws {
    var sample = PlanSample(quiet: "23:00-23:30")
    sample.station.timeZone = "America/New_York"
    sample.air("a", at: ["02:30"])
    let plan = try sample.plan("2027-03-14")
    #expect(plan.broadcasts.map(\.start.description) == ["2027-03-14T07:30:00.000Z"])
    #expect(plan.findings.map(\.code) == [.clockSkipsTime])
  }

  @Test func programmesThatNeverAir() throws {
    var sample = PlanSample()
    sample.air(
      "never",
      days: .recurring(
        .rule(try RecurrenceRule(parsing: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), start: "2026-01-01")),
      at: ["06:00"])
    sample.air("over", at: ["06:00"])
    sample.programmes[1].to = "2026-01-01"
    let plan = try sample.plan("2026-11-21")
    #expect(plan.findings.map(\.subject) == [.programme("never")] && plan.findings[0].code == .neverAirs)
  }

  @Test("A session that never takes place on its days, or exceptions that leave none, are told")
  func silentlyNever() throws {
    var weekend = morning
    weekend.weekdays = [.saturday, .sunday]
    var sample = PlanSample(sessions: [weekend])
    sample.air(
      "a", days: .recurring(.rule(try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=MO"), start: "2026-01-01")),
      sessions: ["sang"])
    sample.air("b", days: .recurring(.dates(["2026-11-21"])), sessions: ["sang"])
    sample.programmes[1].except = ["2026-11-21"]
    sample.air("c", days: .recurring(.dates(["2026-11-21", "2026-11-23"])), sessions: ["sang"])
    sample.air("d", sessions: ["sang"])
    let plan = try sample.plan("2026-11-21", "2026-11-30")
    #expect(plan.findings(.neverAirs).map(\.subject) == [.programme("a"), .programme("b")])
    #expect(
      plan.findings(.outsideSessions).map(\.broadcast?.rawValue) == ["c@2026-11-23Tsang"],
      "a date that was chosen is lost; a daily programme leaves its days to the session")
  }

  @Test(
    "What is over or far ahead is not told as never airing",
    arguments: [
      "FREQ=DAILY;COUNT=3", "FREQ=YEARLY;INTERVAL=9;BYMONTH=11;BYMONTHDAY=3",
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    ])
  func notNever(rule: String) throws {
    var sample = PlanSample()
    sample.air(
      "a", days: .recurring(.rule(try RecurrenceRule(parsing: rule), start: "2020-11-03")), at: ["06:00"])
    sample.programmes[0].from = "2020-11-03"
    #expect(try sample.plan("2026-11-21").findings.isEmpty)
  }

  @Test func unknownCriteria() throws {
    var sample = PlanSample()
    sample.criteria = [
      Criterion(
        code: "TC1", title: "", source: "", role: .direct, lead: "", partners: [], frequency: "",
        longestGapDays: nil, product: "", pointHundredths: nil, from: nil, to: nil)
    ]
    sample.air("a", purpose: AnnouncementPurpose(criteria: ["TC1", "TC9"]), at: ["06:00"])
    let findings = try sample.plan("2026-11-21").findings
    #expect(findings.map(\.code) == [.criterionUnknown] && findings[0].message.contains("TC9"))
  }
}
