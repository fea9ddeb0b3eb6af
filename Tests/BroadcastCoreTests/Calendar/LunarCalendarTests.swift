import Testing

@testable import BroadcastCore

@Suite struct LunarCalendarTests {
  static let calendar = LunarCalendar.vietnamese

  @Test(
    "Tết, Giỗ Tổ and leap months of the check table",
    arguments: [
      (1985, "1985-01-21", nil, 2, "1985-03-21"), (2007, "2007-02-17", "2007-04-26", nil, nil),
      (2024, "2024-02-10", "2024-04-18", nil, nil), (2025, "2025-01-29", "2025-04-07", 6, "2025-07-25"),
      (2026, "2026-02-17", "2026-04-26", nil, nil), (2027, "2027-02-06", "2027-04-16", nil, nil),
      (2028, "2028-01-26", "2028-04-04", 5, "2028-06-23"), (2030, "2030-02-02", "2030-04-12", nil, nil),
    ] as [(Int, CivilDate, CivilDate?, Int?, CivilDate?)])
  func checkTable(number: Int, newYear: CivilDate, kings: CivilDate?, leap: Int?, leapStart: CivilDate?)
    throws
  {
    let year = try #require(Self.calendar.year(number))
    #expect(year.newYear == newYear)
    if let kings { #expect(Self.calendar.civilDate(of: LunarDate(year: number, month: 3, day: 10)) == kings) }
    #expect(year.leapMonth == leap)
    #expect(leap.flatMap { year.month($0, leap: true)?.firstDay } == leapStart)
  }

  @Test("The meridian of China gives another Tết in 1985, 2007 and 2030")
  func china() throws {
    let china = LunarCalendar(meridianHours: 8)
    #expect(china.year(1985)?.newYear == "1985-02-20")
    #expect(china.year(2007)?.newYear == "2007-02-18")
    #expect(china.year(2030)?.newYear == "2030-02-03")
  }

  @Test(
    "The last day of the lunar year is the 29th or the 30th of Chạp",
    arguments: [
      (2023, 30, "2024-02-09"), (2024, 29, "2025-01-28"), (2025, 29, "2026-02-16"), (2026, 29, "2027-02-05"),
    ]
      as [(Int, Int, CivilDate)])
  func yearEnd(number: Int, length: Int, date: CivilDate) throws {
    let year = try #require(Self.calendar.year(number))
    #expect(year.lastDay == date)
    #expect(year.months.last?.length == length)
  }

  @Test("Every day of 300 years goes to the lunar calendar and back, one lunar day after the other")
  func roundTrip() throws {
    var previous: LunarDate?
    for number in Self.calendar.supportedDates.lowerBound
      .dayNumber...Self.calendar.supportedDates.upperBound.dayNumber
    {
      let date = CivilDate(dayNumber: number)
      let lunar = try #require(Self.calendar.lunarDate(of: date))
      if lunar.year >= LunarCalendar.supportedYears.lowerBound, Self.calendar.civilDate(of: lunar) != date {
        Issue.record("\(date) became \(lunar)")
      }
      if let previous, lunar.day != previous.day + 1, lunar.day != 1 || previous.day < 29 || lunar <= previous
      {
        Issue.record("\(lunar) after \(previous)")
      }
      previous = lunar
    }
    #expect(previous == LunarDate(year: 2199, month: 12, day: 30))
  }

  @Test("Months have 29 or 30 days, years 12 or 13 months, of which one is a leap month")
  func shapes() throws {
    for number in LunarCalendar.supportedYears {
      let year = try #require(Self.calendar.year(number))
      #expect(year.months.allSatisfy { (29...30).contains($0.length) && $0.year == number })
      #expect(year.months.count == (year.leapMonth == nil ? 12 : 13))
      #expect(year.months.filter { !$0.isLeap }.map(\.number) == Array(1...12))
      let winter: ClosedRange<String> = "\(number)-01-20"..."\(number)-02-21"
      #expect(winter.contains("\(year.newYear)"))
    }
  }

  @Test func outsideOfRange() {
    #expect(Self.calendar.lunarDate(of: "1899-12-31") == nil)
    #expect(Self.calendar.lunarDate(of: "1900-01-01") == LunarDate(year: 1899, month: 12, day: 1))
    #expect(Self.calendar.lunarDate(of: "2200-02-15") == nil)
    #expect(Self.calendar.year(1899) == nil && Self.calendar.year(2200) == nil)
    #expect(Self.calendar.civilDate(of: LunarDate(year: 2026, month: 6, isLeapMonth: true, day: 1)) == nil)
    #expect(Self.calendar.civilDate(of: LunarDate(year: 2026, month: 12, day: 30)) == nil)
    #expect(Self.calendar.civilDate(of: LunarDate(year: 2026, month: 1, day: 0)) == nil)
    #expect(Self.calendar.civilDate(of: LunarDate(year: 2026, month: 13, day: 1)) == nil)
  }
}
