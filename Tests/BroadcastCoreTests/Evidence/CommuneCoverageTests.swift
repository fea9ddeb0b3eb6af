import Foundation
import Testing

@testable import BroadcastCore

/// For each source plan, its own period as stored virtual entries: what the log then proves, against figures worked out by
/// hand from the calendar and the plan.
@Suite struct CommuneCoverageTests {
  private func coverage(
    _ commune: SampleStation, _ first: CivilDate, _ last: CivilDate, includesVirtual: Bool = true
  ) throws -> Coverage {
    let input = try commune.folder().planInput()
    let purposes = Dictionary(
      input.announcements.map { ($0.announcement.id, $0.announcement.purpose) }
    ) { first, _ in first }
    let hanoi = TimeZone(identifier: "Asia/Ho_Chi_Minh")!
    var log = EvidenceFixture()
    for entry in Simulation(input).run(first...last).entries where entry.outcome == .completed {
      let (date, time) = (entry.started ?? entry.planned).local(in: hanoi)
      let programme = input.programmes.first { $0.id == entry.programme }
      var event: String?
      if case .before(let id, _) = programme?.days { event = id }
      let purpose = purposes[entry.announcement]
      try log.air(
        date, time.description,
        .init(
          announcement: entry.announcement, content: entry.announcement, criteria: entry.criteria,
          supporting: entry.supporting, zones: entry.hearing.map(\.rawValue), kind: "virtual",
          airClass: entry.airClass.rawValue, seconds: Int64(entry.seconds),
          isThreeDays: purpose?.isThreeDays ?? false, holiday: purpose?.holiday, event: event,
          broadcast: entry.broadcast.rawValue))
    }
    let snapshot = StationStore.Snapshot(
      station: input.station, programmes: input.programmes, announcements: input.announcements,
      events: input.events, criteria: input.criteria)
    let coverage = CoverageInput(
      snapshot, holidays: input.holidays, lines: log.lines, includesVirtual: includesVirtual
    ).coverage(first...last, asOf: last)
    #expect(coverage.isTrial == includesVirtual)
    for row in coverage.criteria where row.criterion.role == .supporting { #expect(!row.isSatisfied) }
    return coverage
  }

  private func zones(_ row: CriterionCoverage, of commune: SampleStation) throws -> Bool {
    try row.zones == commune.folder().station.zones.map(\.id)
  }

  @Test("BM1–BM4") func binhMinh() throws {
    let coverage = try coverage(.binhMinh, "2026-01-01", "2026-12-31")
    let bm1 = try #require(coverage["BM1"])
    // Every day of a common year, everywhere.
    #expect(bm1.isSatisfied && bm1.dates.count == 365 && bm1.longestGapDays == 0)
    #expect(try zones(bm1, of: .binhMinh))
    let bm2 = try #require(coverage["BM2"])
    // 1/1, 3/2, Giao thừa 16/2, Tết 17/2, 10/3 âm lịch 26/4, 30/4, 7/5, 19/5, 19/8, 2/9.
    #expect(bm2.isSatisfied && bm2.dates.count == 10)
    #expect(
      bm2.greetings.map(\.date) == [
        "2026-01-01", "2026-02-03", "2026-02-17", "2026-04-26", "2026-04-30", "2026-05-07", "2026-05-19",
        "2026-08-19", "2026-09-02",
      ])
    #expect(bm2.greetings.allSatisfy { $0.state == .greeted })
    let bm3 = try #require(coverage["BM3"])
    // The full text of the slogans airs every day.
    #expect(bm3.isSatisfied && bm3.dates.count == 365 && bm3.longestGapDays == 0)
    let bm4 = try #require(coverage["BM4"])
    #expect(!bm4.isSatisfied && bm4.shortfalls.map(\.kind) == [.onlySupporting])
  }

  @Test("NG1–NG4") func ninhGiang() throws {
    let coverage = try coverage(.ninhGiang, "2026-01-01", "2026-12-31")
    let disclosure = try #require(coverage["TC1.2c"])
    // A content on each day from Monday to Saturday, the weekly news on Sunday.
    #expect(
      try disclosure.isSatisfied && disclosure.dates.count == 365 && zones(disclosure, of: .ninhGiang))
    // From 2 March three days, from 15 June five.
    #expect(
      disclosure.disclosures.map { "\($0.announcement) \(Set($0.runs.map(\.days)))" } == [
        "cong-khai-boi-thuong-dat [5]", "cong-khai-ho-tro-nha-o [3]",
      ])
    #expect(disclosure.disclosures.allSatisfy { $0.isSatisfied && $0.runs.count == 6 })
    let greetings = try #require(coverage["TC2.5"])
    // The ten of Bình Minh, and the second and third day of Tết.
    #expect(greetings.isSatisfied && greetings.dates.count == 12 && greetings.greetings.count == 9)
    // 8/3, 1/5 and others only help.
    #expect(!greetings.supporting.isEmpty)
    for code in ["TC2.4", "TC4.4", "TC1.1a", "TC1.1i"] {
      let row = try #require(coverage[code])
      #expect(!row.isSatisfied && row.entries.isEmpty && !row.supporting.isEmpty, "\(code)")
    }
    let quality = try #require(coverage["KH.6c"])
    #expect(quality.isSatisfied && quality.dates.count == 365)
    // The seeds' table has 74 rows; every one is in the coverage.
    #expect(
      try coverage.criteria.map(\.criterion.code) == SampleStation.ninhGiang.folder().criteria.map(\.code))
  }

  @Test("PM1, PM2") func phuMy() throws {
    let coverage = try coverage(.phuMy, "2024-10-01", "2024-12-31")
    let quality = try #require(coverage["PM1"])
    // 31 + 30 + 31 days.
    #expect(try quality.isSatisfied && quality.dates.count == 92 && zones(quality, of: .phuMy))
    let slogans = try #require(coverage["PM2"])
    #expect(!slogans.isSatisfied && slogans.criterion.role == .supporting && !slogans.supporting.isEmpty)
  }

  @Test("VB1") func vinhBao() throws {
    let coverage = try coverage(.vinhBao, "2026-04-10", "2027-04-09")
    for code in ["III.1.d", "VB1"] {
      let row = try #require(coverage[code])
      #expect(try row.isSatisfied && zones(row, of: .vinhBao), "\(code) \(row.shortfalls)")
    }
    // Tuesdays, Thursdays, and the news on Sundays: 52 weeks of each; Friday and Saturday are without.
    let democracy = try #require(coverage["III.1.d"])
    #expect(democracy.dates.count == 156 && democracy.longestGapDays == 2)
    // 53 Fridays without the fifth of May, July, October and January; 52 Sundays; 20 June and 20 March, as 20 September and
    // 20 December are Sundays. In the week of a fifth Friday six dates lie between two Sundays.
    let examples = try #require(coverage["VB1"])
    #expect(examples.dates.count == 49 + 52 + 2 && examples.longestGapDays == 6)
  }

  @Test("BY1, BY2") func binhYen() throws {
    let coverage = try coverage(.binhYen, "2025-08-01", "2025-12-31")
    let democracy = try #require(coverage["BY1"])
    #expect(democracy.isSatisfied, "\(democracy.shortfalls)")
    #expect(democracy.meetings.map { "\($0.date) \($0.percent)" } == ["2025-11-15 100"])
    let greetings = try #require(coverage["BY2"])
    // 19/8 and 2/9 lie in the campaign.
    #expect(greetings.isSatisfied && greetings.dates == ["2025-08-19", "2025-09-02"])
    let station = try #require(coverage["III.TC.2"])
    // 31 + 30 + 31 + 30 + 31 days.
    #expect(station.isSatisfied && station.dates.count == 153)
  }

  @Test("Without the flag for trials the same entries prove nothing", arguments: SampleStation.allCases)
  func withoutFlag(commune: SampleStation) throws {
    let coverage = try coverage(commune, "2026-05-01", "2026-05-07", includesVirtual: false)
    #expect(
      coverage.counted.isEmpty && !coverage.apart.isEmpty && !coverage.criteria.contains(where: \.isSatisfied)
    )
    #expect(coverage.apart.allSatisfy { $0.standing == .virtual || $0.standing == .test })
  }
}
