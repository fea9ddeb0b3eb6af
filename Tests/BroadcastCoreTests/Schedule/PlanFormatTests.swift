import Foundation
import Testing

@testable import BroadcastCore

/// The plan as others see it: as a calendar, and as what changes.
@Suite struct PlanFormatTests {
  @Test("python3-icalendar reads back what was written")
  func iCalendarReadBack() throws {
    var sample = PlanSample()
    sample.air("a", seconds: 90, at: ["06:00"], zones: ["thon-1", "thon-3"])
    sample.announcements[0].announcement.title =
      "Tin; \"dài\", có dấu phẩy, " + String(repeating: "ưỡ", count: 60)
    sample.announcements[0].approval = nil
    let broadcasts = try sample.plan("2026-11-21", "2026-11-22").broadcasts
    let stamp = WallTime("2026-11-21T02:00:00.500Z")!
    let text = ICalendarComponent.plan(broadcasts, station: sample.station, stamp: stamp).text
    #expect(text.utf8.split(separator: 10).allSatisfy { $0.count <= 76 }, "75 octets and CR")
    #expect(
      text.contains("DTSTART:20261120T230000Z\r\nDTEND:20261120T230130Z\r\n"),
      "06:00 in Viet Nam, in UTC")
    #expect(text.contains("STATUS:TENTATIVE"))
    let read = try Oracle.run("icalendar_read.py", [], module: "icalendar", input: Data(text.utf8))
    let title = sample.announcements[0].announcement.title
    #expect(
      read.split(separator: "\n").map(String.init) == [
        "2026-11-20 23:00:00+00:00\t2026-11-20 23:01:30+00:00\t\(title)",
        "2026-11-21 23:00:00+00:00\t2026-11-21 23:01:30+00:00\t\(title)",
      ])
  }

  @Test("A simulated log as a calendar: in Vietnamese, and no event that ends when it begins")
  func simulatedCalendar() throws {
    var sample = PlanSample()
    sample.air("a", seconds: 90, at: ["06:00"])
    sample.air("nhap", approved: false, at: ["07:00"])
    sample.air("dem", at: ["22:00"])
    let log = Simulation(try sample.input).run("2026-11-21"..."2026-11-21")
    let stamp = WallTime("2026-11-21T02:00:00.500Z")!
    let text = ICalendarComponent.simulation(log, station: sample.station, stamp: stamp).text
      .replacing("\r\n ", with: "")
    #expect(
      text.components(separatedBy: "DTSTART").count == 4 && text.components(separatedBy: "DTEND").count == 2)
    for words in ["phát xong", "KHÔNG PHÁT: bản tin chưa được duyệt", "KHÔNG PHÁT: đang trong giờ yên lặng"] {
      #expect(text.contains("Mô phỏng\\, không phải minh chứng. \(words)"), "\(text)")
    }
    #expect(!text.contains("completed") && !text.contains("refused"))
    let read = try Oracle.run("icalendar_read.py", [], module: "icalendar", input: Data(text.utf8))
    #expect(read.split(separator: "\n").count == 3)
  }

  @Test("A finding names its subject by kind and id")
  func findingAsJSON() throws {
    let subjects: [Finding.Subject] = [
      .station, .programme("p"), .announcement("a"), .bulletin("b"), .event("e"), .holiday("h"),
      .zone(ZoneID(rawValue: "z")), .criterion("c"),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(subjects)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.hasPrefix(#"[{"kind":"station"},{"id":"p","kind":"programme"},"#) && !text.contains("_0"))
    #expect(try JSONDecoder().decode([Finding.Subject].self, from: data) == subjects)
  }

  @Test func aUIDStaysWhenTheTimeMoves() throws {
    var sample = PlanSample()
    sample.air("a", at: ["17:00"])
    let before = try sample.plan("2026-11-21").broadcasts
    sample.air("uu-tien", .priority, at: ["17:00"])
    let after = try sample.plan("2026-11-21").broadcasts.filter { $0.programme == "a" }
    #expect(before[0].start != after[0].start && before[0].id == after[0].id)
    let difference = PlanDifference(from: before, to: try sample.plan("2026-11-21").broadcasts)
    #expect(difference.added.map(\.programme) == ["uu-tien"] && difference.removed.isEmpty)
    #expect(difference.changed.map(\.aspects) == [[.start]])
  }

  @Test func differencesNameWhatChanged() throws {
    var sample = PlanSample()
    sample.air("a", at: ["06:00"])
    sample.air("b", at: ["08:00"])
    let before = try sample.plan("2026-11-21").broadcasts
    #expect(PlanDifference(from: before, to: before).isEmpty)
    sample.programmes.remove(at: 1)
    sample.programmes[0].zones = [ZoneID(rawValue: "thon-3")]
    sample.announcements[0].announcement.text = "75"
    let difference = PlanDifference(from: before, to: try sample.plan("2026-11-21").broadcasts)
    #expect(difference.removed.map(\.programme) == ["b"])
    #expect(difference.changed.map(\.aspects) == [[.zones, .content, .length, .approval]])
    var voice = before
    voice[0].sound = "another"
    #expect(PlanDifference(from: before, to: voice).changed.map(\.aspects) == [[.voice]])
  }
}
