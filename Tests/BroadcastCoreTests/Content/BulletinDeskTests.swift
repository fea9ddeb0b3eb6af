import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct BulletinDeskTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let desk: BulletinDesk
  let approver = Account(id: AccountID(rawValue: "tk-2"), name: "duyet", title: "Duyệt", roles: [.approver])

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    desk = BulletinDesk(database)
    try apply(items: ["a", "b"], approved: ["a", "b"])
  }

  private func apply(
    items: [String], approved: [String], settings: [String: String] = [:], by authors: [String] = []
  ) throws {
    let announcements = ["a", "b"].map { id in
      let text = Announcement(id: id, title: id, airClass: .routine, text: "Xin chào.", opening: [])
      let approval = approved.contains(id) ? Approval(approver: "tk-2", contentHash: text.contentHash) : nil
      return StoredAnnouncement(announcement: text, author: "cài đặt", approval: approval)
    }
    var station = Sample.station
    station.variables["hotline"] = settings["hotline"] ?? "1022"
    var snapshot = StationStore.Snapshot(
      station: station, programmes: [], announcements: announcements,
      bulletins: [
        Bulletin(
          id: "thoi-su", title: "Thời sự", airClass: .routine, opening: [],
          introduction: "Đây là đài, gọi {{hotline}}.",
          items: items,
          separator: [], closing: "Hết.", lengthMinutes: nil)
      ])
    snapshot.bulletinAuthors["thoi-su"] = authors
    try database.write { database in
      snapshot.bulletinApprovals = try StationStore.snapshot(in: database)?.bulletinApprovals ?? [:]
      try StationStore.replace(with: snapshot, in: database)
    }
  }

  private func plannedApproval() throws -> Bool {
    let snapshot = try StationStore(database).snapshot()
    var input = snapshot.planInput(
      lengths: .rough, holidays: HolidayCatalogue(holidays: [], revised: CivilDate(dayNumber: 0)))
    input.programmes = [
      Programme(
        id: "p", content: .bulletin("thoi-su"),
        days: .recurring(.rule(RecurrenceRule(.daily), start: CivilDate(dayNumber: 0))),
        slots: [.at(TimeOfDay("17:00")!)], zones: [ZoneID(rawValue: "thon-1")])
    ]
    let plan = Planner(input).plan(
      from: WallTime("2026-11-20T00:00:00.000Z")!, to: WallTime("2026-11-21T00:00:00.000Z")!)
    return try #require(plan.broadcasts.first).isApproved
  }

  @Test func approvedItemsAreNoApprovedBulletin() throws {
    #expect(try !desk.bulletin("thoi-su").isApproved)
    #expect(try !plannedApproval())
    try desk.approve(
      "thoi-su", seen: try desk.bulletin("thoi-su").contentHash, spoken: nil, policy: ApprovalPolicy(),
      by: approver,
      at: Sample.moment)
    #expect(try desk.bulletin("thoi-su").isApproved)
    #expect(try plannedApproval())
  }

  /// What is filled into its own words is what is heard.
  @Test func anotherTelephoneNumberIsAnotherBulletin() throws {
    try approve()
    try apply(items: ["a", "b"], approved: ["a", "b"], settings: ["hotline": "0900"])
    #expect(try !desk.bulletin("thoi-su").isApproved)
    #expect(try !plannedApproval())
  }

  @Test func whoPutItTogetherDoesNotApproveIt() throws {
    try apply(items: ["a", "b"], approved: ["a", "b"], by: ["tk-2", "tk-3"])
    #expect(throws: ApprovalError(.ownWork("duyet"), "thoi-su")) { try approve() }
    try apply(items: ["a", "b"], approved: ["a", "b"], by: ["tk-3"])
    try approve()
    #expect(try desk.bulletin("thoi-su").isApproved)
  }

  private func approve() throws {
    try desk.approve(
      "thoi-su", seen: try desk.bulletin("thoi-su").contentHash, spoken: nil, policy: ApprovalPolicy(),
      by: approver, at: Sample.moment)
  }

  @Test func anotherOrderIsAnotherBulletin() throws {
    let seen = try desk.bulletin("thoi-su").contentHash
    try desk.approve(
      "thoi-su", seen: seen, spoken: nil, policy: ApprovalPolicy(), by: approver, at: Sample.moment)
    try apply(items: ["b", "a"], approved: ["a", "b"])
    #expect(try !desk.bulletin("thoi-su").isApproved)
    #expect(try !plannedApproval())
    #expect(throws: ApprovalError.self) {
      try desk.approve(
        "thoi-su", seen: seen, spoken: nil, policy: ApprovalPolicy(), by: approver, at: Sample.moment)
    }
  }

  @Test func itemsComeFirst() throws {
    try apply(items: ["a", "b"], approved: ["a"])
    #expect(throws: ApprovalError(.itemsNotApproved(["b"]), "thoi-su")) {
      try desk.approve(
        "thoi-su", seen: try desk.bulletin("thoi-su").contentHash, spoken: nil, policy: ApprovalPolicy(),
        by: approver,
        at: Sample.moment)
    }
  }

  @Test func whatIsSentBackDoesNotAir() throws {
    try desk.approve(
      "thoi-su", seen: try desk.bulletin("thoi-su").contentHash, spoken: nil, policy: ApprovalPolicy(),
      by: approver,
      at: Sample.moment)
    try desk.sendBack("thoi-su", reason: "Thiếu mục", by: .account(approver.id), at: Sample.moment)
    #expect(try !plannedApproval())
    #expect(try PlaybackLog(database: database).entries().count == 2)
  }
}
