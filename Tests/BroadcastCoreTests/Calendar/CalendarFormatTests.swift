import Foundation
import Testing

@testable import BroadcastCore

@Suite struct CalendarFormatTests {
  static func kept(_ span: CalendarSpan) throws -> [HolidayOccurrence] {
    try HolidayCatalogue.standard().occurrences(in: span.dates.lowerBound - 15...span.dates.upperBound + 15)
      .filter { $0.holiday.isObserved }
  }

  @Test("The wall calendar", arguments: [(2027, nil), (2025, 7), (1967, 7)] as [(Int, Int?)])
  func wall(year: Int, month: Int?) throws {
    let span = try #require(CalendarSpan(year: year, month: month))
    let text = WallCalendar(span, occurrences: try Self.kept(span)).text
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    try Golden.expect(text, "calendar-\(year)\(month.map { "-\($0)" } ?? "").txt")
  }

  @Test func json() throws {
    let span = try #require(CalendarSpan(year: 2028))
    let all = try HolidayCatalogue.standard().occurrences(in: span.dates)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(CalendarDocument(span, occurrences: all, switches: HolidaySwitches()))
    try Golden.expect(String(decoding: data, as: UTF8.self) + "\n", "calendar-2028.json")
  }

  @Test func iCalendar() throws {
    let span = try #require(CalendarSpan(year: 2027))
    let within = try Self.kept(span).filter { span.dates.contains($0.date) }
    try Golden.expect(ICalendarComponent.holidays(within, revised: "2026-11-21").text, "calendar-2027.ics")
  }

  @Test("PyPI icalendar reads back what was written, for every year", arguments: [1900, 2027, 2199])
  func iCalendarReadBack(year: Int) throws {
    let span = try #require(CalendarSpan(year: year))
    let within = try Self.kept(span).filter { span.dates.contains($0.date) }
    let stream = ICalendarComponent.holidays(within, revised: "2026-11-21").text
    let read = try Oracle.run("icalendar_read.py", [], module: "icalendar", input: Data(stream.utf8))
    let expected = within.map { "\($0.date)\t\($0.date + 1)\t\($0.holiday.name)" }
    #expect(read.split(separator: "\n").map(String.init) == expected)
  }

  @Test("Text is escaped, folded at 75 octets, and comes back the same")
  func escapingAndFolding() throws {
    let texts = [
      "a,b;c\\d\nnội dung: \"họp\"", String(repeating: "ưỡ", count: 100), String(repeating: "x", count: 300),
      "", "\\ ;,",
      String(repeating: "🥁", count: 40),
    ]
    let events = texts.enumerated().map { index, text in
      ICalendarComponent(
        "VEVENT",
        [
          ICalendarProperty("UID", value: "\(index)"),
          ICalendarProperty("DTSTAMP", value: "20270101T000000Z"),
          .date("DTSTART", "2027-01-01"), .date("DTEND", "2027-01-02"), .text("SUMMARY", text),
        ])
    }
    let calendar = ICalendarComponent(
      "VCALENDAR", [ICalendarProperty("VERSION", value: "2.0"), .text("PRODID", "test")], components: events)
    let bytes = Array(calendar.text.utf8)
    for (index, byte) in bytes.enumerated() where byte == 10 { #expect(bytes[index - 1] == 13) }
    let lines = bytes.split(separator: 10).map { $0.dropLast() }
    #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
    #expect(lines.contains { $0.count == 75 })
    // RFC 5545 §3.3.11. Looked at here, because icalendar 4 (Debian 12) misreads an escaped
    // backslash before another escape or an n.
    let backslash = ICalendarComponent("VEVENT", [.text("SUMMARY", "\\n;,")])
    #expect(backslash.text.contains(#"SUMMARY:\\n\;\,"#))
    let read = try Oracle.run("icalendar_read.py", [], module: "icalendar", input: Data(bytes))
    let expected = texts.map {
      "2027-01-01\t2027-01-02\t" + $0.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
    #expect(read.split(separator: "\n").map(String.init) == expected)
  }
}
