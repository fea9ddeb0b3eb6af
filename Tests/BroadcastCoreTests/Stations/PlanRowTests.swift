import Foundation
import Testing

@testable import BroadcastCore

/// What each source plan needs from a loudspeaker system, row by row: the broadcasts, dates, zones and criterion that give it,
/// within the plan's own period.
@Suite struct PlanRowTests {
  private let hanoi = TimeZone(identifier: "Asia/Ho_Chi_Minh")!

  private func zones(_ station: SampleStation) throws -> [ZoneID] {
    try station.folder().station.zones.map(\.id)
  }

  /// The longest wait for the next date, also from the first day of the span and to its last.
  private func longestGap(_ dates: [CivilDate], _ first: CivilDate, _ last: CivilDate) -> Int {
    zip([first] + dates, dates + [last]).map { $1.dayNumber - $0.dayNumber }.max() ?? .max
  }

  private func text(_ station: SampleStation, _ announcement: String, on date: CivilDate = "2026-03-02")
    throws -> String
  {
    let draft = try #require(try station.folder().announcements.first { $0.id == announcement })
    return try draft.text.text(on: date)
  }

  /// "ngày lễ lớn" of Nghị định 145/2013/NĐ-CP, the two new years and the eve.
  private static let greetings2026: [CivilDate] = [
    "2026-01-01", "2026-02-03", "2026-02-16", "2026-02-17", "2026-04-26", "2026-04-30", "2026-05-07",
    "2026-05-19",
    "2026-08-19", "2026-09-02",
  ]

  @Test(
    "Nothing of a plan's own period needs mending: what the planner says are hints",
    arguments: [
      (SampleStation.binhMinh, "2026-01-01", "2026-12-31"), (.ninhGiang, "2026-01-01", "2026-12-31"),
      (.phuMy, "2024-10-01", "2024-12-31"), (.vinhBao, "2026-04-10", "2027-04-09"),
      (.binhYen, "2025-08-01", "2025-12-31"),
    ] as [(SampleStation, CivilDate, CivilDate)])
  func nothingToMend(station: SampleStation, first: CivilDate, last: CivilDate) throws {
    let plan = try station.plan(first, last)
    let errors = plan.findings.filter { $0.severity != .hint }.map {
      "\($0.date.map { "\($0)" } ?? ""): \($0.message)"
    }
    #expect(errors == [])
    // Where a finding points, the loader knows.
    let places = try station.folder().places
    for finding in plan.findings {
      if case .holiday = finding.subject { continue }
      #expect(places[finding.subject] != nil, "\(finding.subject)")
    }
  }

  @Test("BM1: every ấp and tổ nhân dân hears its loudspeaker every day") func bm1() throws {
    let plan = try SampleStation.binhMinh.plan("2026-01-01", "2026-12-31")
    let zones = try zones(.binhMinh)
    #expect(
      zones.contains { $0.rawValue.hasPrefix("to-nhan-dan") }
        && zones.contains { $0.rawValue.hasPrefix("ap-") })
    for zone in zones {
      #expect(plan.dates(criterion: "BM1", zone: zone).count == 365, "\(zone.rawValue)")
    }
  }

  @Test("BM2: the chairman greets at new year and on the major holidays") func bm2() throws {
    let plan = try SampleStation.binhMinh.plan("2026-01-01", "2026-12-31")
    for zone in try zones(.binhMinh) {
      #expect(plan.dates(criterion: "BM2", zone: zone) == Self.greetings2026, "\(zone.rawValue)")
    }
    let eve = plan.broadcasts.filter { $0.announcement == "chuc-mung-giao-thua" }
    #expect(!eve.isEmpty && eve.allSatisfy { $0.pastHours?.approvedBy.isEmpty == false })
  }

  @Test(
    "BM3: chính quyền thân thiện, Quy chế dân chủ and the law, every week of 2026–2030",
    arguments: [2026, 2028, 2030])
  func bm3(year: Int) throws {
    let first = try #require(CivilDate(year: year, month: 1, day: 1))
    let last = try #require(CivilDate(year: year, month: 12, day: 31))
    let plan = try SampleStation.binhMinh.plan(first, last)
    let folder = try SampleStation.binhMinh.folder()
    #expect(folder.criteria.first { $0.code == "BM3" }?.lead == "Trung tâm Dịch vụ tổng hợp xã")
    for zone in try zones(.binhMinh) {
      #expect(longestGap(plan.dates(criterion: "BM3", zone: zone), first, last) <= 7, "\(zone.rawValue)")
    }
    for id in ["chinh-quyen-than-thien", "dan-chu-gioi-thieu", "bon-xin-day-du"] {
      #expect(plan.broadcasts.contains { $0.announcement == id }, "\(id)")
    }
  }

  @Test("BM4: the three reporting dates, helped and not claimed") func bm4() throws {
    let row = try #require(try SampleStation.binhMinh.folder().criteria.first { $0.code == "BM4" })
    #expect(row.role == .supporting && row.frequency == "Trước 15/02, 20/6/2026, 01/11 hằng năm")
    let plan = try SampleStation.binhMinh.plan("2026-01-01", "2027-12-31")
    #expect(plan.broadcasts.allSatisfy { !$0.criteria.contains("BM4") })
    let deadlines: [CivilDate] = ["2026-02-15", "2026-06-20", "2026-11-01", "2027-02-15", "2027-11-01"]
    for zone in try zones(.binhMinh) {
      let dates = plan.dates(criterion: "BM4", zone: zone, isSupporting: true)
      for deadline in deadlines {
        #expect(
          dates.contains { $0 < deadline && $0 >= deadline - 21 }, "\(zone.rawValue) before \(deadline)")
      }
    }
  }

  @Test("NG1: every direct row of the table is on air, no supporting row is claimed") func ng1() throws {
    let plan = try SampleStation.ninhGiang.plan("2026-01-01", "2026-12-31")
    let rows = try SampleStation.ninhGiang.folder().criteria
    let direct = Set(rows.filter { $0.role == .direct }.map(\.code))
    for code in direct {
      for zone in try zones(.ninhGiang) {
        #expect(!plan.dates(criterion: code, zone: zone).isEmpty, "\(code) in \(zone.rawValue)")
      }
    }
    #expect(plan.broadcasts.allSatisfy { direct.isSuperset(of: $0.criteria) })
  }

  @Test(
    "NG2: each content to be made public, over the loudspeakers of every thôn", arguments: Array("abcdđeghi"))
  func ng2(letter: Character) throws {
    let plan = try SampleStation.ninhGiang.plan("2026-01-01", "2026-12-31")
    for zone in try zones(.ninhGiang) {
      #expect(
        !plan.dates(criterion: "TC1.1\(letter)", zone: zone, isSupporting: true).isEmpty, "\(zone.rawValue)")
      #expect(longestGap(plan.dates(criterion: "TC1.2c", zone: zone), "2026-01-01", "2026-12-31") <= 7)
    }
  }

  @Test("NG3: greetings are direct, letters only support, condolences stay off air") func ng3() throws {
    let plan = try SampleStation.ninhGiang.plan("2026-01-01", "2026-12-31")
    // Tết is greeted on three days.
    let dates = (Self.greetings2026 + ["2026-02-18", "2026-02-19"]).sorted()
    for zone in try zones(.ninhGiang) {
      #expect(plan.dates(criterion: "TC2.5", zone: zone) == dates, "\(zone.rawValue)")
      #expect(!plan.dates(criterion: "TC2.4", zone: zone, isSupporting: true).isEmpty)
      #expect(plan.dates(criterion: "TC2.4", zone: zone).isEmpty)
      // A wish on 8/3 helps the row and does not satisfy it.
      #expect(plan.dates(criterion: "TC2.5", zone: zone, isSupporting: true).contains("2026-03-08"))
    }
    #expect(
      try SampleStation.ninhGiang.folder().announcements.allSatisfy { $0.template?.id != "thu-chia-buon" })
  }

  @Test("NG4: slogans support the boards; every thôn's loudspeakers are heard every day") func ng4() throws {
    let plan = try SampleStation.ninhGiang.plan("2026-01-01", "2026-12-31")
    let rows = try SampleStation.ninhGiang.folder().criteria
    #expect(rows.filter { $0.code.hasPrefix("TC4.4") }.allSatisfy { $0.role == .supporting })
    for zone in try zones(.ninhGiang) {
      #expect(plan.dates(criterion: "TC4.4", zone: zone).isEmpty)
      #expect(plan.dates(criterion: "TC4.4", zone: zone, isSupporting: true).count == 365)
      #expect(plan.dates(criterion: "KH.6c", zone: zone).count == 365)
    }
  }

  @Test("PM1: every khóm, every day of October to December 2024, and the campaign ends there") func pm1()
    throws
  {
    let plan = try SampleStation.phuMy.plan("2024-09-01", "2025-01-31")
    let campaign: [CivilDate] = (0..<92).map { ("2024-10-01" as CivilDate) + $0 }
    for zone in try zones(.phuMy) {
      #expect(zone.rawValue.hasPrefix("khom-"))
      #expect(plan.dates(criterion: "PM1", zone: zone) == campaign, "\(zone.rawValue)")
    }
  }

  @Test("PM2: 4 xin, 4 luôn, 5 không in full, and letters") func pm2() throws {
    let full = try text(.phuMy, "bon-xin-day-du").lowercased()
    for words in [
      "xin chào", "xin lỗi", "xin cảm ơn", "xin phép", "luôn mỉm cười", "luôn nhẹ nhàng", "luôn lắng nghe",
      "luôn giúp đỡ",
      "không cửa quyền, hách dịch, gây khó khăn, phiền hà", "không quan liêu, vô cảm, vô trách nhiệm",
      "không tham nhũng, lãng phí, lợi ích nhóm", "không xu nịnh, chạy chọt, gian dối",
      "không lợi dụng chức vụ, quyền hạn trong thực thi công vụ",
    ] {
      #expect(full.contains(words), "\(words)")
    }
    let plan = try SampleStation.phuMy.plan("2024-10-01", "2024-12-31")
    for zone in try zones(.phuMy) {
      #expect(plan.dates(criterion: "PM2", zone: zone, isSupporting: true).count == 92)
    }
    for letter in ["thu-chuc-mung-ket-hon", "giay-cam-on"] {
      let aired = plan.broadcasts.filter { $0.announcement == letter }
      #expect(!aired.isEmpty && aired.allSatisfy { $0.supporting == ["PM2"] && $0.criteria.isEmpty })
    }
  }

  @Test("VB1: good examples and those who do it badly, until 2030", arguments: [2026, 2028, 2030]) func vb1(
    year: Int
  ) throws {
    let first = try #require(year == 2026 ? "2026-04-10" : CivilDate(year: year, month: 1, day: 1))
    let last = try #require(CivilDate(year: year, month: 12, day: 31))
    let plan = try SampleStation.vinhBao.plan(first, last)
    let zones = try zones(.vinhBao)
    #expect(
      zones.contains { $0.rawValue.hasPrefix("thon-") } && zones.contains { $0.rawValue.hasPrefix("xom-") })
    for zone in zones {
      #expect(longestGap(plan.dates(criterion: "VB1", zone: zone), first, last) <= 31, "\(zone.rawValue)")
      let heard = plan.broadcasts.filter { $0.zones.contains(zone) }.map(\.announcement)
      #expect(heard.contains("guong-tot-xom-5") && heard.contains("phan-anh-quy"))
    }
    let after = try SampleStation.vinhBao.plan("2031-01-01", "2031-03-31")
    #expect(after.broadcasts.allSatisfy { !$0.criteria.contains("VB1") })
  }

  @Test("BY1: the democracy law in every xóm, and everyone told of the meeting") func by1() throws {
    let plan = try SampleStation.binhYen.plan("2025-08-01", "2025-12-31")
    let event = try #require(try SampleStation.binhYen.folder().events.first { $0.id == "hop-cac-xom" })
    #expect(Set(event.zones) == Set(try zones(.binhYen)))
    let start = WallTime(local: event.date, event.time, in: hanoi)
    for zone in try zones(.binhYen) {
      #expect(
        longestGap(plan.dates(criterion: "BY1", zone: zone), "2025-08-01", "2025-12-31") <= 7,
        "\(zone.rawValue)")
      let told = plan.broadcasts.filter {
        $0.announcement.hasSuffix("hop-cac-xom") && $0.zones.contains(zone)
      }
      #expect(told.allSatisfy { $0.start < start && $0.criteria == ["BY1"] })
      let dates = Set(told.map { $0.start.local(in: hanoi).date }).sorted()
      #expect(dates == ["2025-11-12", "2025-11-14", "2025-11-15"], "\(zone.rawValue)")
    }
    // Time, place and what it is about.
    let words = try text(.binhYen, "moi-hop-cac-xom")
    for part in ["19 giờ", "15/11/2025", "nhà văn hóa xóm mình", "mức đóng góp"] {
      #expect(words.contains(part))
    }
  }

  @Test("BY2: greetings and the citizen-reception calendar, August to December 2025") func by2() throws {
    let plan = try SampleStation.binhYen.plan("2025-07-01", "2026-01-31")
    for zone in try zones(.binhYen) {
      let greeted = plan.dates(criterion: "BY2", zone: zone)
      #expect(greeted == ["2025-08-19", "2025-09-02", "2026-01-01"], "\(zone.rawValue)")
      // Three days ahead of each reception, and in the Thursday's bulletin.
      let reception = plan.dates(criterion: "III.1.3", zone: zone, isSupporting: true)
      let eves = (8...12).flatMap { month in
        (22...24).compactMap { CivilDate(year: 2025, month: month, day: $0) }
      }
      #expect(Set(reception).isSuperset(of: eves))
    }
  }
}
