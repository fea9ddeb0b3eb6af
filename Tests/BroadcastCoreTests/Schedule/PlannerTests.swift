import Testing

@testable import BroadcastCore

@Suite struct PlannerTests {
  let planner = Planner(
    station: Sample.station,
    programmes: [
      .daily(
        id: "bon-xin", announcement: "bon-xin", times: [TimeOfDay("06:00")!, TimeOfDay("17:00")!],
        zones: [ZoneID(rawValue: "thon-1")])
    ],
    announcements: [Announcement(id: "bon-xin", title: "t", airClass: .priority, text: "x", opening: [])])

  @Test func everyLocalTimeInTheSpan() {
    // 17:00 in Viet Nam is 10:00 UTC.
    let broadcasts = planner.broadcasts(
      from: WallTime("2026-11-20T10:00:00.000Z")!, to: WallTime("2026-11-21T10:00:00.000Z")!)
    #expect(broadcasts.map(\.id.rawValue) == ["bon-xin@2026-11-20T17:00", "bon-xin@2026-11-21T06:00"])
    #expect(broadcasts.map(\.start.description) == ["2026-11-20T10:00:00.000Z", "2026-11-20T23:00:00.000Z"])
    #expect(broadcasts.allSatisfy { $0.airClass == .priority })
  }

  @Test func adjoiningSpansMissAndRepeatNothing() {
    let start = WallTime("2026-02-27T00:00:00.000Z")!
    let whole = planner.broadcasts(from: start, to: start + 5 * 86_400)
    let pieces = (0..<5 * 24).flatMap { hour in
      planner.broadcasts(from: start + Double(hour) * 3600, to: start + Double(hour + 1) * 3600)
    }
    #expect(pieces == whole)
    #expect(whole.count == 10)
  }

  @Test func anEmptySpanIsEmpty() {
    let time = WallTime("2026-02-27T00:00:00.000Z")!
    #expect(planner.broadcasts(from: time, to: time).isEmpty)
    #expect(planner.broadcasts(from: time + 9, to: time).isEmpty)
  }
}
