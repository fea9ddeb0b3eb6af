import Foundation
import Testing

@testable import BroadcastCore

/// Against PyEphem, by the tables that Tests/Oracles/lunar_reference.py makes.
@Suite struct LunarReferenceTests {
  @Test("Every month 1900–2199 starts on PyEphem's date, with its number and leap mark")
  func months() throws {
    let reference = try Golden.reference("lunar-months.tsv").map { $0[0...2].joined(separator: " ") }
    let ours = LunarCalendar.vietnamese.months.filter { $0.year >= 1900 }
      .map { "\($0.firstDay) \($0.year) \($0.number)\($0.isLeap ? "n" : "")" }
    #expect(ours.count == 3711)
    #expect(zip(ours, reference).filter { $0 != $1 }.map { "\($0) ≠ \($1)" } == [])
    #expect(ours.count == reference.count)
  }

  @Test("New moons are within 18 s of PyEphem's, the difference of ΔT taken out")
  func newMoons() throws {
    var squares = 0.0
    let months = LunarCalendar.vietnamese.months.filter { $0.year >= 1900 }
    for (month, row) in zip(months, try Golden.reference("lunar-months.tsv")) {
      let clock = try #require(TimeOfDay(String(row[3])))
      let deltaT = try #require(Double(row[4]))
      let ours = month.secondsFromMidnight + DeltaT.seconds(julianDay: month.firstDay.julianDayAtNoon)
      // The table gives whole seconds, rounded down.
      let theirs = Double(clock.secondsSinceMidnight) + 0.5 + deltaT
      // Seconds from midnight have half a day for their period.
      let difference = (ours - theirs).remainder(dividingBy: 86_400)
      #expect(abs(difference) < 18, "\(month.firstDay): \(difference) s")
      squares += difference * difference
    }
    #expect((squares / Double(months.count)).squareRoot() < 4.6)
  }

  @Test("Solar terms are within 2 minutes of PyEphem's, on the same date but for one")
  func solarTerms() throws {
    var otherDates: [String] = []
    for row in try Golden.reference("solar-terms.tsv") {
      let year = try #require(Int(row[0]))
      for (term, text) in zip(SolarTerm.allCases, row.dropFirst()) {
        let numbers = stride(from: 0, to: 8, by: 2).compactMap { Int(text.dropFirst($0).prefix(2)) }
        let theirs = try #require(CivilDate(year: year, month: numbers[0], day: numbers[1]))
        let jde = term.julianEphemerisDay(year: year)
        let local = jde - DeltaT.seconds(julianDay: jde) / 86_400 + 7.0 / 24
        let expected = theirs.julianDayAtNoon - 0.5 + Double(numbers[2] * 60 + numbers[3]) / 1440
        #expect(abs(local - expected) * 1440 < 2, "\(term.name) \(year): \((local - expected) * 1440) min")
        if term.date(year: year) != theirs { otherDates.append("\(term.name) \(theirs)") }
      }
    }
    // docs/CALENDAR.md explains them.
    #expect(otherDates == ["Xử thử 2074-08-22"])
  }

  @Test("The tables are what the script makes today")
  func tablesAreCurrent() throws {
    let folder = try TemporaryFolder()
    _ = try Oracle.run("lunar_reference.py", [folder.path], module: "ephem")
    for name in ["lunar-months.tsv", "solar-terms.tsv"] {
      let made = try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
      #expect(made.split(separator: "\n").map { $0.split(separator: "\t") } == (try Golden.reference(name)))
    }
  }

  @Test("The new moons within a minute of midnight are those that docs/CALENDAR.md names")
  func nearMidnight() throws {
    let found = LunarCalendar.vietnamese.monthsWithNewMoon(withinSecondsOfMidnight: 60)
      .map { "\($0.firstDay) \($0.newMoon)" }
    let manual = try String(
      contentsOf: Oracle.packageRoot.appending(path: "docs/CALENDAR.md"), encoding: .utf8)
    #expect(!found.isEmpty)
    for line in found { #expect(manual.contains("| \(line.replacing(" ", with: " | ")) |"), "\(line)") }
    #expect(manual.matches(of: /(?m)^\| \d{4}-\d\d-\d\d \| \d\d:/).count == found.count)
  }
}
