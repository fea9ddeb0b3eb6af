import Foundation
import Testing

@testable import BroadcastCore

/// Greetings that the station plans by itself.
@Suite struct GreetingTests {
  private func sample(_ settings: GreetingSettings? = nil) throws -> PlanSample {
    var sample = PlanSample()
    // Only what the test is about.
    let others = try HolidayCatalogue.standard().holidays.map(\.id)
      .filter { !["tet-nguyen-dan", "giao-thua"].contains($0) }
    var settings = settings ?? GreetingSettings(rule: .init(times: [TimeOfDay("06:30")!]))
    for id in others { settings.switches[id] = false }
    sample.station.greetings = settings
    return sample
  }

  private let tet = AnnouncementPurpose(criteria: ["TC2.5"], holiday: "tet-nguyen-dan")

  @Test func theApprovedTextIsSpokenWhereThereIsNoRecording() throws {
    var sample = try sample()
    sample.announce("loi-chuc", purpose: tet)
    sample.announce("ghi-am", approved: false, purpose: tet, recordings: [ClipHash(rawValue: "c")])
    let plan = try sample.plan("2026-02-10", "2026-02-20")
    let broadcast = try #require(plan.broadcasts.first)
    #expect(plan.broadcasts.count == 1 && broadcast.announcement == "loi-chuc" && broadcast.isApproved)
    #expect(broadcast.id.rawValue == "chuc-mung:tet-nguyen-dan@2026-02-17T06:30")
    #expect(
      broadcast.reason
        == "Chúc mừng Tết Nguyên đán (17/02/2026, mùng 1 tháng Giêng năm Bính Ngọ), lúc 06:30")
    #expect(broadcast.zones.count == 3 && broadcast.criteria == ["TC2.5"])
    #expect(plan.findings(.greetingSpoken).count == 1)
  }

  @Test func theApprovedRecordingGoesBeforeTheText() throws {
    var sample = try sample()
    sample.announce("a-loi-chuc", purpose: tet)
    sample.announce("ghi-am", purpose: tet, recordings: [ClipHash(rawValue: "c")])
    let plan = try sample.plan("2026-02-17")
    #expect(plan.broadcasts.map(\.announcement) == ["ghi-am"])
    #expect(plan.findings(.greetingSpoken).isEmpty)
  }

  @Test(
    "While nothing is approved: a hint from afar, a warning from 14 days ahead",
    arguments: [
      ("2026-02-01T00:00:00.000Z", Finding.Severity.hint), ("2026-02-03T00:00:00.000Z", .warning),
      ("2026-02-16T00:00:00.000Z", .warning),
    ])
  func missing(now: String, severity: Finding.Severity) throws {
    var sample = try sample()
    sample.now = WallTime(now)
    // Tết only; Giao thừa has nothing either.
    var plan = try sample.plan("2026-02-17")
    #expect(plan.broadcasts.isEmpty)
    #expect(plan.findings(.greetingMissing).map(\.severity) == [severity])
    #expect(plan.findings[0].broadcast?.rawValue == "chuc-mung:tet-nguyen-dan@2026-02-17T06:30")
    sample.announce("nhap", approved: false, purpose: tet)
    plan = try sample.plan("2026-02-17")
    #expect(plan.broadcasts.map(\.isApproved) == [false])
    #expect(plan.findings(.greetingMissing).map(\.severity) == [severity])
  }

  @Test(
    "Giao thừa is 29 or 30 Chạp, and past the hours only with its exception",
    arguments: [
      // The last day of the lunar year before each Tết.
      ("2026-02-16", "29 tháng Chạp"), ("2027-02-05", "29 tháng Chạp"), ("2028-01-25", "29 tháng Chạp"),
      ("2024-02-09", "30 tháng Chạp"),
    ] as [(CivilDate, String)])
  func giaoThua(date: CivilDate, lunar: String) throws {
    var rule = GreetingSettings.Rule(times: [TimeOfDay("23:55")!])
    let purpose = AnnouncementPurpose(holiday: "giao-thua")
    var sample = try sample(
      GreetingSettings(rule: .init(times: [TimeOfDay("06:30")!]), exceptions: ["giao-thua": rule]))
    sample.announce("chuc", seconds: 120, purpose: purpose)
    let locked = try sample.plan(date)
    #expect(locked.broadcasts.isEmpty && locked.findings.map(\.code) == [.quietHours])
    rule.pastHours = HoursException(reason: "Đêm Giao thừa", approvedBy: "Chủ tịch Ủy ban nhân dân xã")
    sample.station.greetings?.exceptions["giao-thua"] = rule
    let plan = try sample.plan(date)
    #expect(plan.broadcasts.map(\.id.rawValue) == ["chuc-mung:giao-thua@\(date)T23:55"])
    #expect(plan.broadcasts[0].reason.contains(lunar))
    #expect(plan.findings(.hoursException).count == 1)
  }

  @Test func theEveIsGreetedOnTheDayBefore() throws {
    var sample = try sample(
      GreetingSettings(
        rule: .init(days: [-1, 0], times: [TimeOfDay("06:30")!], zones: [ZoneID(rawValue: "thon-3")])))
    sample.announce("chuc", purpose: tet)
    let plan = try sample.plan("2026-02-10", "2026-02-20")
    #expect(
      plan.broadcasts.map(\.id.rawValue) == [
        "chuc-mung:tet-nguyen-dan@2026-02-16T06:30", "chuc-mung:tet-nguyen-dan@2026-02-17T06:30",
      ])
    #expect(plan.broadcasts.allSatisfy { $0.reason.contains("17/02/2026") && $0.zones.count == 1 })
  }
}
