import Testing

@testable import BroadcastCore

@Suite struct AirTimeObjectionTests {
  private let date = CivilDate("2026-12-05")
  private let zone = ZoneID(rawValue: "thon-1")
  private let clip = ClipHash(rawValue: String(repeating: "a", count: 64))

  private func stored(_ change: (inout Announcement) -> Void = { _ in }) -> StoredAnnouncement {
    var announcement = Announcement(id: "a", title: "A", airClass: .routine, text: "Xin chào.", opening: [])
    change(&announcement)
    return StoredAnnouncement(
      announcement: announcement, author: "tk-1",
      approval: Approval(
        approver: "tk-2", contentHash: announcement.contentHash, spokenHash: "s", sound: [clip]))
  }

  @Test func whatWasHeardMayAir() {
    #expect(stored().objection(sound: [clip], spoken: "s", zones: [zone], on: date) == nil)
    #expect(stored().objection(sound: [clip], spoken: nil, zones: [zone], on: date) == nil)
  }

  @Test func anotherSoundMayNot() throws {
    let other = ClipHash(rawValue: String(repeating: "b", count: 64))
    for sound in [[other], [clip, other], []] {
      #expect(
        try #require(stored().objection(sound: sound, spoken: nil, zones: [zone], on: date)).contains(
          "duyệt lại"))
    }
  }

  /// In a bulletin its own clips stand somewhere between the others'.
  @Test func aPartIsLookedForAmongTheOthers() throws {
    let other = ClipHash(rawValue: String(repeating: "b", count: 64))
    #expect(
      stored().objection(sound: [other, clip, other], isPart: true, spoken: nil, zones: [zone], on: date)
        == nil)
    #expect(
      stored().objection(sound: [other, other], isPart: true, spoken: nil, zones: [zone], on: date) != nil)
  }

  @Test func anotherWayOfReadingMayNot() throws {
    let objection = stored().objection(sound: [clip], spoken: "t", zones: [zone], on: date)
    #expect(try #require(objection).contains("cách đọc"))
  }

  @Test func norBeyondItsValidityOrZones() throws {
    let late = stored { $0.validTo = date - 1 }
    #expect(
      try #require(late.objection(sound: [clip], spoken: "s", zones: [zone], on: date)).contains("hiệu lực"))
    let early = stored { $0.validFrom = date + 1 }
    #expect(early.objection(sound: [clip], spoken: "s", zones: [zone], on: date) != nil)
    #expect(early.objection(sound: [clip], spoken: "s", zones: [zone], on: date + 1) == nil)
    let elsewhere = stored { $0.zones = [ZoneID(rawValue: "thon-2")] }
    #expect(
      try #require(elsewhere.objection(sound: [clip], spoken: "s", zones: [zone], on: date)).contains(
        "thon-1"))
  }
}
