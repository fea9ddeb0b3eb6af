import Foundation
import TestSupport
import Testing

/// `schedule next|diff|simulate|check` as an operator types them.
@Suite struct ScheduleCommandTests {
  @Test func theNextBroadcastsOfAFolderAndAsACalendar() async throws {
    let station = try TestStation(airsIn: 7200)
    let text = try await Program.run(["schedule", "next", "-n", "2", station.folder])
    #expect(
      text.code == 0 && text.output.contains("«Tin» tại Thôn 1  Hằng ngày lúc"),
      "\(text.output)\(text.errors)")
    #expect(text.output.split(separator: "\n").count == 2)
    let ics = try await Program.run(["schedule", "next", "-n", "3", "--format", "ics", station.folder])
    #expect(ics.output.components(separatedBy: "BEGIN:VEVENT\r\n").count == 4)
  }

  @Test func whatWouldChangeOnAir() async throws {
    let station = try TestStation(airsIn: 7200)
    let applied = try await Program.run(["apply", "--sample", "--state", station.state, station.folder])
    #expect(applied.code == 0)
    let same = try await Program.run(["schedule", "diff", station.folder, "--state", station.state])
    #expect(same.code == 0 && same.output.contains("Không có gì thay đổi"), "\(same.output)\(same.errors)")
    let file = station.folder + "/programmes/tin.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try text.replacing("[thon-1]", with: "[thon-2]").write(toFile: file, atomically: true, encoding: .utf8)
    let moved = try await Program.run([
      "schedule", "diff", station.folder, "--state", station.state, "--days", "3",
    ])
    #expect(moved.output.contains("thay đổi: cụm loa; trước:"), "\(moved.output)")
  }

  @Test func aSimulatedSpanSaysThatItIsOne() async throws {
    // Far from midnight, where a broadcast could be made up for on the next day, and from the quiet hours.
    let local = (Int(Date().timeIntervalSince1970) + 7 * 3600) % 86_400
    let wanted = (3...7).contains(local / 3600) ? 16 : 12
    let station = try TestStation(airsIn: Double(wanted * 3600 - local))
    let arguments = ["schedule", "simulate", station.folder, "--from", "2027-01-01", "--to", "2027-01-03"]
    let text = try await Program.run(
      arguments + ["--power-cut", "2027-01-02T00:00/2027-01-02T23:59:59"])
    #expect(text.code == 0 && text.output.hasPrefix("MÔ PHỎNG"), "\(text.errors)")
    #expect(text.output.contains("2 phát xong") && text.output.contains("1 LỠ GIỜ"), "\(text.output)")
    let csv = try await Program.run(arguments + ["--format", "csv"])
    #expect(csv.output.components(separatedBy: "\r\ntrue,hom-nay@2027-01-0").count == 4)
    // The planned time is the local one of the broadcast's name.
    #expect(
      try #/hom-nay@2027-01-01T(\d\d:\d\d).*,2027-01-01T\1:\d\d\+07:00,/#.firstMatch(in: csv.output) != nil,
      "\(csv.output)")
    let wrong = try await Program.run(arguments + ["--device-lost", "x=2027-01-01T00:00/2027-01-01T01:00"])
    #expect(wrong.code == 64 && wrong.errors.contains("Không có đầu ra «x»"))
  }

  @Test(
    "Dates and clock steps that no clock reaches: exit 64 with a Vietnamese sentence, not a crash",
    arguments: [
      ["check", "--from", "3000-01-01"], ["check", "--from", "2200-01-01"], ["next", "--from", "1899-12-31"],
      ["simulate", "--from", "2027-01-01", "--to", "9999-12-31"],
      [
        "simulate", "--from", "2027-01-01", "--to", "2027-01-02", "--clock-step",
        "2027-01-01T06:00=+999999999999",
      ],
      [
        "simulate", "--from", "2027-01-01", "--to", "2027-01-02", "--power-cut",
        "9998-01-01T06:00/9999-01-01T06:00",
      ],
      [
        "simulate", "--from", "2027-01-01", "--to", "2027-01-02", "--power-cut",
        "2028-01-01T06:00/2028-01-01T07:00",
      ],
    ])
  func beyondTheCalendar(arguments: [String]) async throws {
    let station = try TestStation(airsIn: 7200)
    let refused = try await Program.run(["schedule"] + arguments + [station.folder])
    #expect(refused.code == 64, "\(refused.errors)")
    #expect(
      ["1900", "31 ngày", "ngoài khoảng mô phỏng"].contains { refused.errors.contains($0) },
      "\(refused.errors)")
  }

  @Test func findingsForProgramsNameTheirSubject() async throws {
    let station = try TestStation(airsIn: 1200, quietNow: true)
    let checked = try await Program.run(["schedule", "check", station.folder, "--format", "json"])
    #expect(checked.code == 65 && checked.output.contains(#""subject":{"id":"hom-nay","kind":"programme"}"#))
    #expect(!checked.output.contains("_0"))
    let next = try await Program.run(["schedule", "next", station.folder])
    #expect(next.code == 0 && next.errors.contains("không xếp được giờ"), "\(next.errors)")
  }

  @Test func aScheduleInTheQuietHoursIsRefused() async throws {
    let station = try TestStation(airsIn: 1200, quietNow: true)
    let checked = try await Program.run(["schedule", "check", station.folder])
    #expect(checked.code == 65)
    #expect(
      checked.output.contains("giờ yên lặng") && checked.output.contains("tin.yaml:"), "\(checked.output)")
  }
}
