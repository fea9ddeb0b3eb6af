import BroadcastCore
import Foundation
import Testing

@Suite struct LocalTimeTests {
  @Test(
    "Local times and their instants",
    arguments: [
      ("Asia/Ho_Chi_Minh", "2027-02-06", "05:30", "2027-02-05T22:30:00.000Z", LocalTime.Kind.usual),
      ("Asia/Ho_Chi_Minh", "2027-02-05", "24:00", "2027-02-05T17:00:00.000Z", .usual),
      ("Europe/Berlin", "2027-03-28", "01:59:59", "2027-03-28T00:59:59.000Z", .usual),
      ("Europe/Berlin", "2027-03-28", "02:00", "2027-03-28T01:00:00.000Z", .skipped),
      ("Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T01:30:00.000Z", .skipped),
      ("Europe/Berlin", "2027-03-28", "03:00", "2027-03-28T01:00:00.000Z", .usual),
      ("Europe/Berlin", "2027-10-31", "01:59:59", "2027-10-30T23:59:59.000Z", .usual),
      ("Europe/Berlin", "2027-10-31", "02:30", "2027-10-31T00:30:00.000Z", .repeated),
      ("Europe/Berlin", "2027-10-31", "03:00", "2027-10-31T02:00:00.000Z", .usual),
      ("America/New_York", "2027-03-14", "02:30", "2027-03-14T07:30:00.000Z", .skipped),
      ("America/New_York", "2027-11-07", "01:30", "2027-11-07T05:30:00.000Z", .repeated),
      // Half an hour of summer time.
      ("Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02T15:45:00.000Z", .skipped),
      ("Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-03T14:45:00.000Z", .repeated),
      // A whole date was skipped.
      ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00.000Z", .skipped),
      ("Pacific/Apia", "2011-12-31", "00:00", "2011-12-30T10:00:00.000Z", .usual),
      // The gap is at midnight.
      ("America/Havana", "2027-03-14", "00:30", "2027-03-14T05:30:00.000Z", .skipped),
    ] as [(String, CivilDate, String, String, LocalTime.Kind)])
  func instants(zone: String, date: CivilDate, time: String, instant: String, kind: LocalTime.Kind) throws {
    let zone = try #require(TimeZone(identifier: zone))
    let result = LocalTime(date: date, time: try #require(TimeOfDay(time))).instant(in: zone)
    #expect(result.instant.description == instant)
    #expect(result.kind == kind)
  }

  @Test(
    "A local time of the usual kind comes back from its instant; a repeated one too",
    arguments: [
      "Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana",
      "Asia/Tehran",
    ])
  func roundTrip(zone: String) throws {
    let zone = try #require(TimeZone(identifier: zone))
    for quarter in 0..<(366 * 96) {
      let local = LocalTime(
        date: ("2027-01-01" as CivilDate) + quarter / 96,
        time: try #require(TimeOfDay(secondsSinceMidnight: quarter % 96 * 900)))
      let (instant, kind) = local.instant(in: zone)
      let back = LocalTime(instant, in: zone)
      if kind == .skipped ? back <= local : back != local { Issue.record("\(local) became \(back)") }
    }
  }

  @Test(
    "next(after:) — rule, zone, after, expected",
    arguments: [
      ("FREQ=DAILY", "05:30", "Asia/Ho_Chi_Minh", "2027-02-05T22:29:59.999Z", "2027-02-05T22:30:00.000Z"),
      ("FREQ=DAILY", "05:30", "Asia/Ho_Chi_Minh", "2027-02-05T22:30:00.000Z", "2027-02-06T22:30:00.000Z"),
      ("FREQ=DAILY", "24:00", "Asia/Ho_Chi_Minh", "2027-02-05T16:59:00.000Z", "2027-02-05T17:00:00.000Z"),
      // In the gap the announcement airs once, an hour later by the clock; in the overlap once, at the first 02:30.
      ("FREQ=DAILY", "02:30", "Europe/Berlin", "2027-03-27T12:00:00.000Z", "2027-03-28T01:30:00.000Z"),
      ("FREQ=DAILY", "02:30", "Europe/Berlin", "2027-03-28T01:30:00.000Z", "2027-03-29T00:30:00.000Z"),
      ("FREQ=DAILY", "02:30", "Europe/Berlin", "2027-10-30T12:00:00.000Z", "2027-10-31T00:30:00.000Z"),
      ("FREQ=DAILY", "02:30", "Europe/Berlin", "2027-10-31T00:30:00.000Z", "2027-11-01T01:30:00.000Z"),
      (
        "FREQ=WEEKLY;BYDAY=MO", "06:00", "Asia/Ho_Chi_Minh", "2027-02-01T00:00:00.000Z",
        "2027-02-07T23:00:00.000Z"
      ),
      (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "06:00", "Asia/Ho_Chi_Minh", "2027-01-01T00:00:00.000Z",
        "2028-02-28T23:00:00.000Z"
      ),
      ("FREQ=DAILY;UNTIL=20270102", "06:00", "Asia/Ho_Chi_Minh", "2027-01-02T00:00:00.000Z", nil),
      ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "06:00", "Asia/Ho_Chi_Minh", "2027-01-02T00:00:00.000Z", nil),
      ("FREQ=DAILY", "12:00", "Pacific/Apia", "2011-12-30T09:00:00.000Z", "2011-12-30T22:00:00.000Z"),
    ] as [(String, String, String, String, String?)])
  func next(rule: String, time: String, zone: String, after: String, expected: String?) throws {
    let recurrence = Recurrence.rule(try RecurrenceRule(parsing: rule), start: "2000-01-01")
    let next = recurrence.next(
      after: try #require(WallTime(after)), at: try #require(TimeOfDay(time)),
      in: try #require(TimeZone(identifier: zone)), through: "2035-12-31",
      holidays: try HolidayCatalogue.standard())
    #expect(next?.description == expected)
  }
}
