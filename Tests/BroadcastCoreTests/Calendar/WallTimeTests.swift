import Foundation
import Testing

@testable import BroadcastCore

@Suite struct WallTimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_795_226_645_678_999_999, "2026-11-21T02:04:05.678Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
    ] as [(Int64, String)])
  func text(nanoseconds: Int64, text: String) {
    #expect(WallTime(nanoseconds: nanoseconds).description == text)
    #expect(WallTime(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-02-30T00:00:00.000Z", "2026-11-21T02:04:05.678+07", "2026-11-21T25:00:00.000Z",
  ])
  func refused(text: String) {
    #expect(WallTime(text) == nil)
  }

  @Test("Beyond 1677 and 2262 lie the first and last instant, not a crash")
  func farAway() {
    let last = WallTime(local: "9999-12-31", .midnight, in: .gmt)
    let first = WallTime(local: "0001-01-01", .midnight, in: .gmt)
    #expect(last.description.hasPrefix("2262-04-11") && first.description.hasPrefix("1677-09-21"))
    #expect(last + 1e30 == last && first + -1e30 == first && last - first > 1.8e10)
    #expect(WallTime(nanoseconds: .max) + 5 == last && WallTime(nanoseconds: .min) + -5 == first)
  }

  @Test func timeOfAZoneWithItsOffset() throws {
    let time = try #require(WallTime("2026-11-20T22:30:00.000Z"))
    let zones = ["Asia/Ho_Chi_Minh", "America/New_York"].compactMap { TimeZone(identifier: $0) }
    #expect(
      zones.map { time.rfc3339(in: $0) } == ["2026-11-21T05:30:00+07:00", "2026-11-20T17:30:00-05:00"])
  }

  @Test func localTimeOfVietnam() throws {
    let zone = try #require(TimeZone(identifier: "Asia/Ho_Chi_Minh"))
    let time = try #require(WallTime("2026-11-20T22:30:00.000Z"))
    #expect(time.local(in: zone).date == CivilDate(year: 2026, month: 11, day: 21))
    #expect(time.local(in: zone).time == TimeOfDay("05:30"))
    #expect(
      WallTime(local: CivilDate(year: 2026, month: 11, day: 21)!, TimeOfDay("05:30")!, in: zone) == time)
  }
}

@Suite struct TimeOfDayTests {
  @Test(arguments: ["00:00", "05:30", "23:59:59", "24:00"])
  func roundTrip(text: String) {
    #expect(TimeOfDay(text)?.description == text)
  }

  @Test(arguments: ["5:30", "24:01", "12:60", "12:00:60", "12", "ab:cd", "-1:00", "12:00:00:00"])
  func refused(text: String) {
    #expect(TimeOfDay(text) == nil)
  }

  @Test(
    "Quiet hours over midnight, start included, end not",
    arguments: [
      ("20:59:59", false), ("21:00", true), ("00:00", true), ("03:15", true), ("04:59:59", true),
      ("05:00", false),
    ])
  func quiet(time: String, isQuiet: Bool) throws {
    #expect(try #require(DailySpan("21:00-05:00")).contains(TimeOfDay(time)!) == isQuiet)
  }

  @Test(arguments: ["", "21:00", "21:00-21:00", "21:00-25:00", "9-10", "21:00-05:00-06:00"])
  func spansRefused(text: String) {
    #expect(DailySpan(text) == nil)
  }
}
