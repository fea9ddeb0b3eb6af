import BroadcastCore
import Foundation
import Testing

@Suite struct RecurrenceTests {
  static let year: ClosedRange<CivilDate> = "2025-01-01"..."2025-12-31"

  static func dates(_ recurrence: Recurrence, in range: ClosedRange<CivilDate> = year) throws -> [String] {
    recurrence.dates(in: range, holidays: try HolidayCatalogue.standard()).map(\.description)
  }

  @Test("Mùng 1 và rằm: 24 days in 2025, also in its leap month")
  func firstAndFullMoon() throws {
    let dates = try Self.dates(.lunar(.firstAndFullMoon))
    #expect(dates.count == 24)
    #expect(dates.prefix(3) == ["2025-01-14", "2025-01-29", "2025-02-12"])
    // Mùng 1 and rằm of the leap sixth month.
    #expect(dates.contains("2025-07-25") && dates.contains("2025-08-08"))
    #expect(LunarRecurrence.firstAndFullMoon.description == "mùng 1, rằm hằng tháng (âm lịch)")
  }

  @Test(
    "A lunar month and day every year, by leap-month policy",
    arguments: [
      (LunarRecurrence.LeapMonths.regular, ["2024-07-06", "2025-06-25", "2026-07-14"]),
      (.leap, ["2024-07-06", "2025-07-25", "2026-07-14"]),
      (.both, ["2024-07-06", "2025-06-25", "2025-07-25", "2026-07-14"]),
    ])
  func leapMonths(policy: LunarRecurrence.LeapMonths, expected: [String]) throws {
    let recurrence = try #require(LunarRecurrence(month: 6, days: [1], leapMonths: policy))
    #expect(try Self.dates(.lunar(recurrence), in: "2024-01-01"..."2026-12-31") == expected)
  }

  @Test("The 30th of a month of 29 days: left out or the last day; the last day counted from the end")
  func missingDay() throws {
    let range: ClosedRange<CivilDate> = "2024-01-01"..."2027-12-31"
    let skip = try #require(LunarRecurrence(month: 12, days: [30]))
    let last = try #require(LunarRecurrence(month: 12, days: [30], missingDay: .lastDay))
    let fromEnd = try #require(LunarRecurrence(month: 12, days: [-1]))
    #expect(try Self.dates(.lunar(skip), in: range) == ["2024-02-09"])
    #expect(
      try Self.dates(.lunar(last), in: range) == ["2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"])
    #expect(
      try Self.dates(.lunar(fromEnd), in: range) == Self.dates(.holiday("giao-thua", daysAfter: 0), in: range)
    )
  }

  @Test func impossibleLunarRecurrences() {
    #expect(LunarRecurrence(days: []) == nil)
    #expect(LunarRecurrence(days: [0]) == nil)
    #expect(LunarRecurrence(days: [31]) == nil)
    #expect(LunarRecurrence(month: 13, days: [1]) == nil)
  }

  @Test("Days before and after a holiday, across the ends of the range")
  func aroundHolidays() throws {
    #expect(try Self.dates(.holiday("tet-nguyen-dan", daysAfter: -7)) == ["2025-01-22"])
    #expect(try Self.dates(.holiday("tet-duong-lich", daysAfter: -1)) == ["2025-12-31"])
    #expect(try Self.dates(.holiday("thanh-lap-quan-doi", daysAfter: 14)) == ["2025-01-05"])
    #expect(try Self.dates(.holiday("khong-co", daysAfter: 0)) == [])
  }

  @Test("Days before an event, and a union without repeats")
  func shiftedAndUnion() throws {
    let event = Recurrence.dates(["2025-09-05", "2026-01-02"])
    let reminders = Recurrence.union([
      .shifted(event, daysAfter: -3), .shifted(event, daysAfter: -1), event, .dates(["2025-09-04"]),
    ])
    #expect(try Self.dates(reminders) == ["2025-09-02", "2025-09-04", "2025-09-05", "2025-12-30"])
  }

  @Test("next(after:) finds what dates(in:) lists")
  func next() throws {
    let holidays = try HolidayCatalogue.standard()
    let recurrences: [Recurrence] = [
      .lunar(.firstAndFullMoon), .holiday("gio-to-hung-vuong", daysAfter: -2), .dates(["2026-03-04"]),
      .rule(try RecurrenceRule(parsing: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), start: "2020-01-01"),
    ]
    for recurrence in recurrences {
      var walked: [CivilDate] = []
      var date: CivilDate = "2024-12-31"
      while let next = recurrence.next(after: date, through: "2033-12-31", holidays: holidays) {
        walked.append(next)
        date = next
      }
      #expect(walked == recurrence.dates(in: "2025-01-01"..."2033-12-31", holidays: holidays))
      #expect(!walked.isEmpty)
    }
  }
}
