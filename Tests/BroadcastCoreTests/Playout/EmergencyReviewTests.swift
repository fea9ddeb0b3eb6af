import Testing

@testable import BroadcastCore

/// An emergency is free at once, and answered for: in advance by an approval, or afterwards by a review.
@Suite struct EmergencyReviewTests {
  private let duty = Actor.account(AccountID(rawValue: "tk-1"))
  private let approver = Actor.account(AccountID(rawValue: "tk-2"))

  private func bench(_ airClass: AirClass = .emergency, approved: Bool = true) throws -> PlayoutBench {
    try PlayoutBench(startsIn: 3_600) { snapshot in
      let flood = Announcement(
        id: "lu-ve", title: "Lũ về", airClass: airClass, text: "Nước lên nhanh.", opening: [])
      snapshot.announcements.append(
        StoredAnnouncement(
          announcement: flood, author: "tk-3",
          approval: approved ? Approval(approver: "tk-2", contentHash: flood.contentHash) : nil))
    }
  }

  @Test func whatNobodyApprovedAsksForAReviewByAnother() async throws {
    let bench = try bench()
    try await bench.begin()
    let aired = try await bench.playout.emergency(EmergencyOrder(text: "Vỡ đê"), by: duty)
    let alarm = try #require(await bench.playout.openAlarms().first { $0.kind == .review })
    #expect(alarm.subject == aired.id.rawValue && alarm.by == "tk-1")
    // Neither by a click with the others, nor by who aired it, nor without a word.
    #expect(await bench.playout.acknowledge(alarm: nil, by: approver).allSatisfy { $0.kind != .review })
    #expect(await bench.playout.acknowledge(alarm: alarm.id, by: approver).isEmpty)
    await #expect(throws: EmergencyError(.ownEmergency)) {
      try await bench.playout.review(alarm: alarm.id, note: "Đúng", by: duty)
    }
    await #expect(throws: EmergencyError(.noteMissing)) {
      try await bench.playout.review(alarm: alarm.id, note: " ", by: approver)
    }
    _ = try await bench.playout.review(alarm: alarm.id, note: "Đúng, cần thiết", by: approver)
    #expect(await !bench.playout.openAlarms().contains { $0.kind == .review })
    let review = try bench.log.entries().last { $0.line.contains("\"action\":\"review\"") }
    #expect(review?.texts["after"] == "Đúng, cần thiết")
    await #expect(throws: EmergencyError(.unknownReview(alarm.id))) {
      try await bench.playout.review(alarm: alarm.id, note: "Nữa", by: approver)
    }
  }

  @Test func whatWasApprovedInAdvanceAsksForNothing() async throws {
    let bench = try bench()
    try await bench.begin()
    _ = try await bench.playout.emergency(EmergencyOrder(text: "", announcement: "lu-ve"), by: duty)
    #expect(await !bench.playout.openAlarms().contains { $0.kind == .review })
    let accepted = try await bench.line("accepted")
    #expect(accepted.announcement == "lu-ve" && accepted.author == "tk-3" && accepted.approver == "tk-2")
    #expect(accepted.class == "emergency")
    let report = try bench.verify()
    #expect(report.isGood, "\(report.faults)")
  }

  @Test(arguments: [(AirClass.emergency, false), (.priority, true)])
  func whatIsNotReadyIsSaid(_ airClass: AirClass, _ approved: Bool) async throws {
    let bench = try bench(airClass, approved: approved)
    try await bench.begin()
    await #expect(throws: EmergencyError(.notReady("lu-ve"))) {
      try await bench.playout.emergency(EmergencyOrder(text: "", announcement: "lu-ve"), by: duty)
    }
    await #expect(
      throws: EmergencyError(.unknownAnnouncement("lu", known: airClass == .emergency ? ["lu-ve"] : []))
    ) {
      try await bench.playout.emergency(EmergencyOrder(text: "", announcement: "lu"), by: duty)
    }
  }

  @Test func replacingInOneZoneLeavesTheOthers() async throws {
    let bench = try bench()
    try await bench.begin()
    let first = try await bench.playout.emergency(
      EmergencyOrder(text: "Vỡ đê", repeats: nil), by: duty)
    let second = try await bench.playout.emergency(
      EmergencyOrder(text: "Cháy", zones: [ZoneID(rawValue: "thon-1")], replaces: true), by: duty)
    let zones = await bench.playout.status().zones
    let elsewhere = zones.filter { !second.hearing.map(\.rawValue).contains($0.id) }
    #expect(!elsewhere.isEmpty)
    for zone in elsewhere { #expect(zone.playing.map(\.broadcast).contains(first.id.rawValue), "\(zone.id)") }
  }
}
