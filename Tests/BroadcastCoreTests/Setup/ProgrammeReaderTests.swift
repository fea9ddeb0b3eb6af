import Testing

@testable import BroadcastCore

@Suite struct ProgrammeReaderTests {
  private static let rest = "\nannouncement: tin\ntimes: [\"17:00\"]\nzones: all"

  @Test(
    "Which days",
    arguments: [
      (
        "recurrence: FREQ=WEEKLY;BYDAY=MO,FR",
        .recurring(.rule(rule("FREQ=WEEKLY;BYDAY=MO,FR"), start: CivilDate(dayNumber: 0)))
      ),
      (
        "recurrence: FREQ=DAILY;INTERVAL=2\nfrom: 2026-03-01",
        .recurring(.rule(rule("FREQ=DAILY;INTERVAL=2"), start: "2026-03-01"))
      ),
      ("lunar: { days: [1, 15] }", .recurring(.lunar(LunarRecurrence(days: [1, 15])!))),
      (
        "lunar: { days: 30, month: 7, leap: both, missing: last-day }",
        .recurring(
          .lunar(LunarRecurrence(month: 7, days: [30], leapMonths: .both, missingDay: .lastDay)!))
      ),
      ("holiday: quoc-khanh", .recurring(.holiday("quoc-khanh", daysAfter: 0))),
      (
        "holiday: [quoc-khanh, { id: tet-nguyen-dan, days-after: -1 }]",
        .recurring(
          .union([.holiday("quoc-khanh", daysAfter: 0), .holiday("tet-nguyen-dan", daysAfter: -1)]))
      ),
      ("dates: [2026-03-01, 2026-04-01]", .recurring(.dates(["2026-03-01", "2026-04-01"]))),
      (
        "dates: 2026-03-01\nholiday: quoc-khanh",
        .recurring(.union([.holiday("quoc-khanh", daysAfter: 0), .dates(["2026-03-01"])]))
      ),
      ("reminder: { event: hop, days-before: [0, 3, 1] }", .before(event: "hop", days: [3, 1, 0])),
      ("three-days: { from: 2026-03-02 }", .inARow(from: "2026-03-02", count: 3)),
      ("three-days: { from: 2026-03-02, days: 5 }", .inARow(from: "2026-03-02", count: 5)),
    ] as [(String, Programme.Days)])
  func days(lines: String, expected: Programme.Days) throws {
    #expect(try SetupFixture.load(lines + Self.rest).days == expected)
  }

  private static func rule(_ text: String) -> RecurrenceRule {
    // A rule that does not parse makes the comparison fail.
    (try? RecurrenceRule(parsing: text)) ?? RecurrenceRule(.yearly)
  }

  @Test(
    "In which zones",
    arguments: [
      ("all", ["thon-1", "thon-2", "cho"]), ("[cho, thon-1]", ["cho", "thon-1"]),
      ("{ tags: [thon] }", ["thon-1", "thon-2"]), ("{ tags: [cho, truong-hoc] }", ["thon-1", "cho"]),
      ("{ tags: cho }", ["cho"]),
    ])
  func zones(written: String, ids: [String]) throws {
    let programme = try SetupFixture.load(
      "announcement: tin\nrecurrence: FREQ=DAILY\ntimes: [\"17:00\"]\nzones: \(written)")
    #expect(programme.zones.map(\.rawValue) == ids)
  }

  @Test func everythingElse() throws {
    let programme = try SetupFixture.load(
      """
      bulletin: thoi-su
      recurrence: FREQ=DAILY
      from: 2026-01-01
      to: 2026-12-31
      except: [2026-09-02]
      times: ["17:00", "06:00"]
      sessions: [sang]
      repeat: { count: 2, gap: 10 }
      zones: all
      order: 5
      when-cut: resume
      lead-back: 7
      when-missed: { late: 30 }
      past-hours: { reason: Lễ, approved-by: Chủ tịch }
      """)
    #expect(programme.content == .bulletin("thoi-su"))
    #expect(programme.from == "2026-01-01" && programme.to == "2026-12-31")
    #expect(programme.except == ["2026-09-02"])
    #expect(
      programme.slots == [.at(TimeOfDay("06:00")!), .at(TimeOfDay("17:00")!), .session("sang")])
    #expect(programme.repeats == Programme.Repeats(count: 2, minutesBetween: 10))
    #expect(programme.order == 5)
    #expect(programme.whenCut == .resume(leadBackSeconds: 7))
    #expect(programme.whenMissed == .playLate(withinMinutes: 30))
    #expect(programme.pastHours == HoursException(reason: "Lễ", approvedBy: "Chủ tịch"))
    #expect(programme.shortRunReason == nil)
  }

  @Test(arguments: [("skip", MissedPolicy.skip), ("ask", .ask), ("{ late: 5 }", .playLate(withinMinutes: 5))])
  func whenMissed(written: String, policy: MissedPolicy) throws {
    #expect(
      try SetupFixture.load("recurrence: FREQ=DAILY\nwhen-missed: \(written)" + Self.rest).whenMissed
        == policy)
  }

  @Test(arguments: [
    ("resume", CutPolicy.resume(leadBackSeconds: 3)), ("restart", .restart), ("drop", .drop),
  ])
  func whenCut(written: String, policy: CutPolicy) throws {
    #expect(
      try SetupFixture.load("recurrence: FREQ=DAILY\nwhen-cut: \(written)" + Self.rest).whenCut == policy)
  }

  @Test func fewerThanThreeDaysNeedAReasonThatIsKept() throws {
    let lines = "three-days: { from: 2026-03-02, days: 2, override: Hết hiệu lực ngày 4/3 }"
    let programme = try SetupFixture.load(lines + Self.rest)
    #expect(programme.days == .inARow(from: "2026-03-02", count: 2))
    #expect(programme.shortRunReason == "Hết hiệu lực ngày 4/3")
  }
}
