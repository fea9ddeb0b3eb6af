import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct SetupVersionTests {
  /// Taken out of the files and put back with other words: no number stands for both.
  @Test func aNumberStandsForOneText() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    let desk = AnnouncementDesk(database)
    func put(_ text: String?) throws {
      let stored = text.map {
        StoredAnnouncement(
          announcement: Announcement(id: "a", title: "A", airClass: .routine, text: .fixed($0), opening: []),
          author: "tk-1", approval: nil)
      }
      let snapshot = StationStore.Snapshot(
        station: Sample.station, programmes: [], announcements: stored.map { [$0] } ?? [])
      try database.write { try StationStore.replace(with: snapshot, in: $0) }
    }
    try put("Cũ.")
    try put(nil)
    try put("Mới.")
    let versions = try desk.versions(of: "a")
    #expect(versions.map(\.announcement.text) == [.fixed("Cũ."), .fixed("Mới.")])
    #expect(try desk.announcement("a").version == 2)
    try put(nil)
    try put("Mới.")
    #expect(try desk.versions(of: "a").last?.announcement.text == .fixed("Mới."))
    #expect(try desk.announcement("a").version == desk.versions(of: "a").last?.number)
  }

  @Test func filesAreTheWorkOfWhoeverAppliesThem() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    let sample = try StationFolder.load(Sample.repository + "/schedules/ninh-giang")
    let applier = SetupApplier(database: database, library: ClipLibrary(folder: folder.path + "/clips"))
    let one = Account(id: AccountID(rawValue: "tk-7"), name: "mot", title: "Một", roles: [.approver])
    _ = try applier.apply(sample, asSample: false, by: .account(one.id), at: Sample.moment)
    // Applied again by another: whose words they are has not changed.
    _ = try applier.apply(
      sample, asSample: false, by: .account(AccountID(rawValue: "tk-8")), at: Sample.moment)
    let desk = AnnouncementDesk(database)
    let weighty = try #require(try desk.announcements().first { $0.announcement.airClass == .routine })
    #expect(throws: ApprovalError(.ownWork("mot"), weighty.announcement.id)) {
      try desk.approve(
        weighty.announcement.id, version: 1, spoken: nil, sound: nil, policy: ApprovalPolicy(), by: one,
        at: Sample.moment)
    }
    let bulletins = BulletinDesk(database)
    let bulletin = try #require(try bulletins.bulletins().first)
    #expect(bulletin.authors == ["tk-7"])
  }

  /// What `--sample` approved is worth nothing once people answer for the station.
  @Test func aSampleEndsWithTheFirstAccount() throws {
    let folder = try TemporaryFolder()
    let database = try StationDatabase.open(state: folder.path)
    let sample = try StationFolder.load(Sample.repository + "/schedules/ninh-giang")
    _ = try SetupApplier(database: database, library: ClipLibrary(folder: folder.path + "/clips"))
      .apply(sample, asSample: true, at: Sample.moment)
    let desk = AnnouncementDesk(database)
    #expect(try desk.announcements().allSatisfy(\.isApproved))
    #expect(try BulletinDesk(database).bulletins().allSatisfy(\.isApproved))
    _ = try AccountStore(database, logRounds: 4).add(
      name: "quan-tri", title: "Quản trị", roles: [.administrator], by: .unixUser(0), at: Sample.moment)
    #expect(try !desk.announcements().contains(where: \.isApproved))
    #expect(try !BulletinDesk(database).bulletins().contains { $0.approval != nil })
    #expect(try desk.announcements().allSatisfy { $0.state == .submitted })
  }
}
