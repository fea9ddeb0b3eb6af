import Foundation
import Testing

@testable import BroadcastCore

@Suite struct CoverageTests {
  private typealias Aired = EvidenceFixture.Aired

  @Test("The longest gap is that of the worst zone; one that has closed is not proposed") func gap() throws {
    var log = EvidenceFixture()
    for date in ["2026-03-01", "2026-03-05", "2026-03-08"] as [CivilDate] { try log.air(date) }
    try log.air("2026-03-03", "06:00", Aired(zones: ["a"]))
    let strict = EvidenceFixture.criterion(gap: 2)
    let row = try log.coverage("2026-03-01", "2026-03-10", criterion: strict)
    // b heard 1, 5 and 8: 2, 3 and 4 March are without.
    #expect(row.longestGapDays == 3 && row.worstZone == ZoneID(rawValue: "b"))
    #expect(row.longestGap == "2026-03-02"..."2026-03-04")
    #expect(!row.isSatisfied && row.shortfalls.map(\.kind) == [.gap] && row.shortfalls[0].proposal == nil)
    // Three dates without: the next broadcast came on the fourth day.
    #expect(
      try !log.coverage("2026-03-01", "2026-03-10", criterion: EvidenceFixture.criterion(gap: 3)).isSatisfied)
    #expect(
      try log.coverage("2026-03-01", "2026-03-10", criterion: EvidenceFixture.criterion(gap: 4)).isSatisfied)
  }

  @Test("Every day is every day: one day in two does not satisfy a criterion of one day") func daily() throws
  {
    var log = EvidenceFixture()
    for day in 1...9 where day % 2 == 1 { try log.air(CivilDate("2026-03-0\(day)")!) }
    let daily = EvidenceFixture.criterion(gap: 1)
    #expect(try !log.coverage("2026-03-01", "2026-03-09", criterion: daily).isSatisfied)
    #expect(
      try log.coverage("2026-03-01", "2026-03-09", criterion: EvidenceFixture.criterion(gap: 2)).isSatisfied)
    for day in 1...9 where day % 2 == 0 { try log.air(CivilDate("2026-03-0\(day)")!) }
    #expect(try log.coverage("2026-03-01", "2026-03-09", criterion: daily).isSatisfied)
  }

  @Test("What is still to come is not missed, and what would close a hole is proposed") func ahead() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-01")
    let row = try log.coverage(
      "2026-03-01", "2026-03-31", asOf: "2026-03-10", criterion: EvidenceFixture.criterion(gap: 7),
      announcements: [EvidenceFixture.announcement()])
    #expect(row.span == "2026-03-01"..."2026-03-10" && row.longestGapDays == 9)
    let proposal = try #require(row.shortfalls[0].proposal)
    #expect(proposal.dates == ["2026-03-11", "2026-03-18", "2026-03-25"] && proposal.zones.count == 2)
    let before = try log.coverage("2026-04-01", "2026-04-30", asOf: "2026-03-10")
    #expect(
      before.span == nil && before.shortfalls.isEmpty && !before.isSatisfied
        && before.verdict == "Chưa đến kỳ")
  }

  @Test("A criterion counts only while it is in force") func inForce() throws {
    var log = EvidenceFixture()
    for date in ["2026-02-28", "2026-03-01", "2026-04-01"] as [CivilDate] { try log.air(date) }
    var criterion = EvidenceFixture.criterion()
    (criterion.from, criterion.to) = ("2026-03-01", "2026-03-31")
    #expect(try log.coverage("2026-01-01", "2026-12-31", criterion: criterion).dates == ["2026-03-01"])
  }

  @Test("Greetings: every major holiday and the new year, in every zone, on its day") func greetings() throws
  {
    var log = EvidenceFixture()
    try log.air("2026-04-30", "06:40", Aired(holiday: "giai-phong-mien-nam"))
    // The day after the holiday is no greeting on it; and one zone is not all.
    try log.air("2026-05-08", "06:40", Aired(holiday: "dien-bien-phu"))
    try log.air("2026-05-19", "06:40", Aired(zones: ["a"], holiday: "sinh-nhat-bac"))
    let row = try log.coverage("2026-04-01", "2026-09-30", asOf: "2026-06-01")
    #expect(
      row.greetings.map { "\($0.date) \($0.state)" } == [
        "2026-04-26 missed", "2026-04-30 greeted", "2026-05-07 missed", "2026-05-19 partly",
        "2026-08-19 ahead",
        "2026-09-02 ahead",
      ])
    #expect(row.shortfalls.count { $0.kind == .greeting } == 3 && !row.isSatisfied)
  }

  @Test("A meeting is announced to 100 % only if every one of its zones heard before it began")
  func meetings() throws {
    let event = CommunityEvent(
      id: "hop", title: "Họp", date: "2026-03-05", time: TimeOfDay("19:00")!, place: "",
      zones: ["a", "b"].map { ZoneID(rawValue: $0) })
    let programme = Programme(
      id: "nhac", content: .announcement("bai"), days: .before(event: "hop", days: [1]),
      slots: [.at(TimeOfDay("06:00")!)], zones: event.zones)
    func percent(_ aired: [(CivilDate, String, [String])]) throws -> Int {
      var log = EvidenceFixture()
      for (date, time, zones) in aired { try log.air(date, time, Aired(zones: zones, event: "hop")) }
      let row = try log.coverage(
        "2026-03-01", "2026-03-31", programmes: [programme], announcements: [EvidenceFixture.announcement()],
        events: [event])
      #expect(row.isSatisfied == (row.meetings[0].percent == 100))
      return row.meetings[0].percent
    }
    #expect(try percent([("2026-03-04", "06:00", ["a"]), ("2026-03-05", "18:59", ["b"])]) == 100)
    #expect(try percent([("2026-03-04", "06:00", ["a"]), ("2026-03-05", "19:00", ["b"])]) == 50)
    #expect(try percent([]) == 0)
  }

  @Test("What is proposed is a programme file that the loader takes") func draft() throws {
    let input = try SampleStation.ninhGiang.folder()
    let plan = try input.planInput()
    let empty = CoverageInput(
      station: plan.station, criteria: plan.criteria, programmes: plan.programmes,
      announcements: plan.announcements.map(\.announcement), events: plan.events, holidays: plan.holidays,
      entries: [], isTrial: false)
    let coverage = empty.coverage("2026-01-01"..."2026-11-01", asOf: "2026-06-20")
    let draft = ProgrammeDraft(coverage, programmes: plan.programmes, station: plan.station)
    #expect(!draft.proposals.isEmpty && draft.proposals.contains(where: \.isThreeDays))
    let folder = try TemporaryFolder()
    let copy = folder.path + "/schedules/ninh-giang"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/schedules", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: Oracle.packageRoot.path + "/schedules/ninh-giang", toPath: copy)
    try FileManager.default.copyItem(
      atPath: Oracle.packageRoot.path + "/audio", toPath: folder.path + "/audio")
    try Data(draft.yaml.utf8).write(to: URL(fileURLWithPath: copy + "/programmes/bu.yaml"))
    let loaded = try StationFolder.load(copy)
    #expect(loaded.programmes.count { $0.id.hasPrefix("bu-") } == draft.proposals.count)
  }

  @Test("Hours of a zone: what sounded, also what was cut, with its loudness") func hours() throws {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "17:00")
    try log.air("2026-03-02", "04:59", Aired(zones: ["a"], outcome: "cut", leftShort: 48_000 * 30))
    try log.air("2026-03-02", "06:00", Aired(zones: ["b"]))
    try log.air("2026-03-02", "07:00", Aired(kind: "file"))
    let snapshot = StationStore.Snapshot(station: EvidenceFixture.station, programmes: [], announcements: [])
    let input = CoverageInput(snapshot, holidays: try HolidayCatalogue.standard(), lines: log.lines)
    let hours = ZoneHours(input, zone: ZoneID(rawValue: "a"), date: "2026-03-02")
    #expect(hours.sounds.map(\.entry.seconds) == [30, 60] && hours.seconds == 90)
    #expect(hours.sounds.map(\.isInQuietHours) == [true, false])
    #expect(hours.sounds[0].entry.loudnessMlufs == -16_200)
  }
}
