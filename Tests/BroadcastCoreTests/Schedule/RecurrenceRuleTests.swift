import BroadcastCore
import Testing

@Suite struct RecurrenceRuleTests {
  @Test(
    "Examples of RFC 5545 section 3.8.5.3, and corner cases: the first dates",
    arguments: [
      (
        "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02",
        "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"
      ),
      ("FREQ=WEEKLY;COUNT=3", "1997-09-02", "1997-09-02 1997-09-09 1997-09-16"),
      (
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=4", "1997-09-02",
        "1997-09-02 1997-09-04 1997-09-16 1997-09-18"
      ),
      (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
        "1997-08-05 1997-08-10 1997-08-19 1997-08-24"
      ),
      (
        "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
        "1997-08-05 1997-08-17 1997-08-19 1997-08-31"
      ),
      ("FREQ=MONTHLY;COUNT=3;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07"),
      ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28"),
      ("FREQ=MONTHLY;COUNT=3;BYMONTHDAY=2,15", "1997-09-02", "1997-09-02 1997-09-15 1997-10-02"),
      ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", "1998-02-13 1998-03-13 1998-11-13 1999-08-13"),
      ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3", "1997-09-04", "1997-09-04 1997-10-07 1997-11-06"),
      ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "1997-09-29 1997-10-30 1997-11-27"),
      ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
      ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", "1997-03-13 1997-03-20 1997-03-27 1998-03-05"),
      (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05",
        "1996-11-05 2000-11-07 2004-11-02"
      ),
      ("FREQ=MONTHLY", "2027-01-31", "2027-01-31 2027-03-31 2027-05-31"),
      ("FREQ=YEARLY", "2024-02-29", "2024-02-29 2028-02-29"),
      ("FREQ=DAILY;UNTIL=20270103", "2027-01-02", "2027-01-02 2027-01-03"),
      ("FREQ=DAILY;UNTIL=20270101", "2027-01-02", ""),
      ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01", ""),
      ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01", ""),
    ] as [(String, CivilDate, String)])
  func expansion(text: String, start: CivilDate, expected: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    let wanted = expected.split(separator: " ").map(String.init)
    let dates = rule.dates(start: start, in: start...RecurrenceRule.horizon).prefix(max(wanted.count, 1))
    #expect(dates.map(\.description) == wanted)
  }

  @Test(
    "next(after:) walks the same dates as the expansion, from any day",
    arguments: [
      "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "FREQ=MONTHLY;BYMONTHDAY=31",
      "FREQ=MONTHLY;BYDAY=2TU,-1FR;COUNT=9", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      "FREQ=YEARLY;INTERVAL=3;BYDAY=53FR",
    ])
  func next(text: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    let start: CivilDate = "2024-02-29"
    let span = start - 40...start + 3000
    let dates = Array(rule.dates(start: start, in: span))
    #expect(!dates.isEmpty)
    for number in span.lowerBound.dayNumber..<span.upperBound.dayNumber {
      let day = CivilDate(dayNumber: number)
      let next = rule.next(after: day, start: start, through: span.upperBound)
      if next != dates.first(where: { $0 > day }) {
        Issue.record("after \(day): \(String(describing: next))")
      }
    }
  }

  @Test("No date lies beyond the end of the year 9999")
  func horizon() throws {
    #expect(RecurrenceRule.horizon == "9999-12-31")
    let rule = try RecurrenceRule(parsing: "FREQ=YEARLY;INTERVAL=9999")
    #expect(rule.next(after: "2027-01-01", start: "2027-01-01") == nil)
    #expect(try RecurrenceRule(parsing: "FREQ=DAILY").next(after: "9999-12-31", start: "2027-01-01") == nil)
  }
}
