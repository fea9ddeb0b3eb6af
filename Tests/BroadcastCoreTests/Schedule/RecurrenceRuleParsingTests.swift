import BroadcastCore
import Testing

@Suite struct RecurrenceRuleParsingTests {
  @Test(
    "Text to rule to text",
    arguments: [
      ("FREQ=DAILY", "FREQ=DAILY"), ("RRULE:freq=weekly;byday=mo,fr", "FREQ=WEEKLY;BYDAY=MO,FR"),
      ("BYDAY=1MO,-1FR;FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR"),
      ("FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=-1;COUNT=5", "FREQ=YEARLY;COUNT=5;BYMONTH=2,3;BYMONTHDAY=-1"),
      ("FREQ=WEEKLY;WKST=MO;INTERVAL=1;UNTIL=20271231", "FREQ=WEEKLY;UNTIL=20271231"),
      ("FREQ=YEARLY;BYDAY=+20MO;WKST=SU", "FREQ=YEARLY;WKST=SU;BYDAY=20MO"),
      ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    ])
  func roundTrip(text: String, printed: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    #expect(rule.description == printed)
    #expect(try RecurrenceRule(parsing: printed) == rule)
  }

  @Test(
    "What is refused: the part, its column, and a word of the cure",
    arguments: [
      ("", "RRULE", 1, "trống"), ("RRULE:", "RRULE", 7, "trống"), ("BYDAY=MO", "FREQ", 1, "Thiếu FREQ"),
      ("FREQ=HOURLY", "FREQ", 1, "DAILY"), ("FREQ=", "FREQ", 1, "Thiếu giá trị"),
      ("FREQ", "FREQ", 1, "Thiếu giá trị"),
      ("FREQ=DAILY;BYHOUR=5", "BYHOUR", 12, "giờ phát"),
      ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO", 13, "không nhận"),
      ("FREQ=YEARLY;BYYEARDAY=1", "BYYEARDAY", 13, "không nhận"),
      ("RRULE:FREQ=DAILY;BYSECOND=0", "BYSECOND", 18, "không nhận"),
      ("FREQ=DAILY;X-FOO=1", "X-FOO", 12, "Không có phần này"),
      ("FREQ=DAILY;", "RRULE", 12, "Không có phần này"),
      ("FREQ=DAILY;INTERVAL=0", "INTERVAL", 12, "1 đến"),
      ("FREQ=DAILY;INTERVAL=x", "INTERVAL", 12, "số nguyên"),
      ("FREQ=DAILY;COUNT=0", "COUNT", 12, "1 đến"),
      ("FREQ=DAILY;COUNT=99999999999999999999", "COUNT", 12, "số nguyên"),
      ("FREQ=DAILY;COUNT=1;UNTIL=20270101", "UNTIL", 20, "bỏ một"),
      ("FREQ=DAILY;UNTIL=20270230", "UNTIL", 12, "UNTIL=20271231"),
      ("FREQ=DAILY;UNTIL=20271231T000000Z", "UNTIL", 12, "không có giờ"),
      ("FREQ=DAILY;UNTIL=2027-1-1", "UNTIL", 12, "liền nhau"),
      ("FREQ=DAILY;FREQ=DAILY", "FREQ", 12, "hai lần"), ("FREQ=WEEKLY;WKST=XX", "WKST", 13, "thứ"),
      ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY", 13, "MONTHLY"), ("FREQ=DAILY;BYDAY=-1SU", "BYDAY", 12, "MONTHLY"),
      ("FREQ=MONTHLY;BYDAY=MO,1TU", "BYDAY", 14, "tách"),
      ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY", 14, "không phải thứ"),
      ("FREQ=YEARLY;BYDAY=54MO", "BYDAY", 13, "không phải thứ"),
      ("FREQ=YEARLY;BYDAY=T2", "BYDAY", 13, "không phải thứ"),
      ("FREQ=YEARLY;BYDAY=MO,", "BYDAY", 13, "không phải thứ"),
      ("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", 13, "WEEKLY"),
      ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY", 14, "1 đến 31"),
      ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY", 14, "1 đến 31"),
      ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH", 13, "1 đến 12"),
      ("FREQ=YEARLY;BYMONTH=13", "BYMONTH", 13, "1 đến 12"),
      ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS", 14, "BYDAY"),
      ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS", 23, "366"),
    ])
  func refused(text: String, part: String, column: Int, cure: String) {
    let error = #expect(throws: RecurrenceRuleError.self) { try RecurrenceRule(parsing: text) }
    #expect(error?.part == part)
    #expect(error?.column == column)
    #expect(error?.description.contains(cure) == true, "\(error?.description ?? "")")
  }
}
