import AudioEngine
import BroadcastCore
import Foundation
import GRDB
import TestSupport
import Testing

/// `log list|show|export|verify|uptime` as people use them.
@Suite(.serialized) struct LogCommandTests {
  private let folder: URL
  private var state: String { folder.path + "/state" }

  private struct Aired {
    var zone: String
    var airClass: String
    var outcome: String
    var criterion: String
  }

  /// Four broadcasts on two days.
  init() async throws {
    folder = try TemporaryFolder.make("e2e-log")
    let applied = try await Program.run([
      "apply", "--sample", Program.repository + "/schedules/ninh-giang", "--state", state,
    ])
    #expect(applied.code == 0, "\(applied.errors)")
    let log = PlaybackLog(database: try StationDatabase.open(state: state))
    let table = [
      Aired(zone: "thon-1", airClass: "routine", outcome: "completed", criterion: "TC1.2c"),
      Aired(zone: "thon-2", airClass: "priority", outcome: "completed", criterion: "TC2.5"),
      Aired(zone: "thon-1", airClass: "routine", outcome: "cut", criterion: "TC2.5"),
      Aired(zone: "thon-3", airClass: "routine", outcome: "completed", criterion: "TC1.2c"),
    ]
    for (index, aired) in table.enumerated() {
      // 23:30 in Viet Nam is still the day before in the second pair's date.
      let wall = try #require(WallTime(index < 2 ? "2026-12-02T16:30:00.000Z" : "2026-12-02T17:30:00.000Z"))
      let common: [String: CanonicalJSON] = [
        "airing": .string("a-\(index)"), "broadcast": .string("b-\(index)"), "announcement": "bai",
        "class": .string(aired.airClass), "zones": .array([.string(aired.zone)]),
        "hearing": .array([.string(aired.zone)]), "criteria": .array([.string(aired.criterion)]),
        "output": .object(["id": "loa", "device": "null", "kind": "virtual"]),
      ]
      let left: Int64 = aired.outcome == "completed" ? 480_000 : 100
      let moment = Moment(
        wall: wall, monotonic: .init(nanoseconds: 0), boot: "thu", isClockTrusted: true)
      try log.append(
        [
          LogRecord(
            kind: .accepted,
            fields: common.merging(["rate": 48_000, "frames": .object(["total": 480_000])]) { a, _ in a },
            texts: ["title": SaltedText("Bản tin \(index)")]),
          LogRecord(kind: .started, fields: common),
          LogRecord(
            kind: .ended,
            fields: common.merging([
              "outcome": .string(aired.outcome),
              "frames": .object([
                "total": 480_000, "rendered": .integer(left), "written": .integer(left),
                "left": .array([.integer(left), .integer(left)]),
              ]),
            ]) { a, _ in a }),
        ], at: moment)
    }
  }

  private func list(_ arguments: String...) async throws -> [String] {
    let result = try await Program.run(["log", "list", "--format", "json", "--state", state] + arguments)
    #expect(result.code == 0, "\(result.errors)")
    return try result.output.split(separator: "\n").map { line in
      let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["v"] as? Int == 1)
      return "\(object["kind"] ?? "") \(object["airing"] ?? "")"
    }
  }

  @Test("Filters by date, zone, outcome, criterion, class and kind, alone and together") func filters()
    async throws
  {
    #expect(try await list("--outcome", "completed") == ["ended a-0", "ended a-1", "ended a-3"])
    #expect(try await list("--outcome", "cut") == ["ended a-2"])
    #expect(try await list("--zone", "thon-2") == ["accepted a-1", "started a-1", "ended a-1"])
    #expect(try await list("--criterion", "TC2.5", "--kind", "ended") == ["ended a-1", "ended a-2"])
    #expect(try await list("--class", "priority", "--kind", "accepted") == ["accepted a-1"])
    // Local days: 2 December ends at 17:00 UTC.
    #expect(
      try await list("--from", "2026-12-02", "--to", "2026-12-02", "--kind", "ended") == [
        "ended a-0", "ended a-1",
      ])
    #expect(
      try await list("--from", "2026-12-03", "--to", "2026-12-03", "--kind", "ended") == [
        "ended a-2", "ended a-3",
      ])
    #expect(try await list("--zone", "thon-1", "--kind", "ended", "--last", "1") == ["ended a-2"])
    let wrong = try await Program.run(["log", "list", "--outcome", "xong", "--state", state])
    #expect(wrong.code == 64 && wrong.errors.contains("--outcome"))
  }

  @Test("show gives entries with their texts, hash and proof; one that was altered says so") func show()
    async throws
  {
    let show = ["log", "show", "--zone", "thon-2", "--kind", "accepted", "--state", state]
    let text = try await Program.run(show)
    #expect(text.code == 0 && text.output.contains("title: Bản tin 1\n"), "\(text.output)\(text.errors)")
    #expect(text.output.contains("Chưa nằm trong điểm chốt nào."))
    _ = try await Program.run(["log", "checkpoint", "--state", state])
    let json = try await Program.run(show + ["--format", "json"])
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? Int == 1 && object["is_intact"] as? Bool == true)
    #expect(
      (object["inclusion"] as? [String])?.isEmpty == false && object["altered_texts"] as? [String] == [])
    let none = try await Program.run(["log", "show", "999", "--state", state])
    #expect(none.code == 65 && none.errors.contains("#999"))
    let neither = try await Program.run(["log", "show", "--state", state])
    #expect(neither.code == 64 && neither.errors.contains("--zone"))

    let database = try StationDatabase.open(state: state)
    try await database.write {
      try $0.execute(sql: "UPDATE log_text SET text = 'Khác' WHERE name = 'title' AND text = 'Bản tin 1'")
    }
    let altered = try await Program.run(show)
    #expect(altered.output.contains("NỘI DUNG ĐÃ BỊ SỬA"), "\(altered.output)")
    let verified = try await Program.run(["log", "verify", "--state", state])
    #expect(verified.code == 65 && verified.output.contains("Mục sai đầu tiên"), "\(verified.output)")
  }

  @Test("export takes the run of entries that holds all that match, and says which match") func export()
    async throws
  {
    let out = folder.path + "/ho-so"
    let made = try await Program.run([
      "log", "export", "--out", out, "--zone", "thon-1", "--outcome", "cut", "--state", state,
    ])
    #expect(made.code == 0 && made.output.contains("Đã xuất 1 mục"), "\(made.output)\(made.errors)")
    let chosen = try String(contentsOfFile: out + "/selection.txt", encoding: .utf8)
    let lines = try String(contentsOfFile: out + "/entries.jsonl", encoding: .utf8)
    #expect(lines.contains("\"seq\":\(chosen.dropLast())"))
    #expect(try await Program.run(["log", "verify", out]).code == 0)
    try Data("0\n".utf8).write(to: URL(filePath: out + "/selection.txt"))
    #expect(try await Program.run(["log", "verify", out]).code == 65)
    let none = try await Program.run([
      "log", "export", "--out", out + "2", "--zone", "khong-co", "--state", state,
    ])
    #expect(none.code == 65 && none.errors.contains("không có mục nào"))
  }
}
