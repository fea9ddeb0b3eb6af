import Foundation
import Testing
import TestSupport

/// The running station as its operator commands it.
@Suite(.serialized) struct ControlTests {
  @Test func emergencyStatusQueueAndStop() async throws {
    let station = try TestStation(airsIn: 3600)
    let state = station.state
    _ = try await Program.run(["apply", "--sample", "--state", state, station.folder])
    let alone = try await Program.run(["status", "--state", state])
    #expect(alone.code == 69 && alone.errors.contains("Đài chưa chạy"))

    let run = RunningProgram(["run", "--state", state, "--output", "file:" + station.root.path + "/out"])
    try run.start()
    #expect(await run.prints("Đã phát xong «thu-may»"), "\(run.output)\(run.errors)")
    let socket = try FileManager.default.attributesOfItem(atPath: state + "/control.sock")
    #expect((socket[.posixPermissions] as? NSNumber)?.intValue == 0o600)

    // Without the word nothing sounds.
    let slip = try await Program.run(["emergency", "Lũ về", "--state", state], input: "có\n")
    #expect(slip.code == 64 && !run.output.contains("khan-cap"))

    let flood = try await Program.run(
      [
        "emergency", "Lũ đang về, bà con lên chỗ cao ngay.", "--zone", "thon-2", "--until-stopped", "--state",
        state,
      ],
      input: "KHẨN CẤP\n")
    #expect(flood.code == 0, "\(flood.errors)")
    #expect(await run.prints("Hết tiếng báo động"), "\(run.output)")
    let status = try await Self.status(state)
    #expect(status.zones.map(\.isOnAir) == [false, true])
    #expect(status.zones[1].playing.contains { $0.airClass == "emergency" && $0.part == "message" })
    let second = try await Program.run(
      ["emergency", "Tin khác.", "--state", state], input: "KHẨN CẤP\n")
    #expect(second.code == 69 && second.errors.contains("--replace"))

    let stopped = try await Program.run(["stop", "--yes", "--state", state])
    #expect(stopped.code == 0 && stopped.output.contains("Thông báo khẩn cấp"))
    #expect(await run.prints("BỊ DỪNG bởi uid-\(getuid())"), "\(run.output)")

    let added = try await Program.run(["queue", "add", "tin", "--hold", "--state", state])
    #expect(added.code == 0 && added.output.contains("q-1"), "\(added.errors)")
    let list = try await Program.run(["queue", "list", "--state", state])
    #expect(list.output.contains("tạm giữ") && list.output.contains("hom-nay@"), "plan and queue in one list")
    let released = try await Program.run(["queue", "release", "q-1", "--state", state])
    #expect(released.code == 0, "\(released.errors)")
    #expect(await run.prints("Đã phát xong «tin»"), "\(run.output)")
    let late = try await Program.run(["queue", "cancel", "q-1", "--state", state])
    #expect(late.code == 65 && late.errors.contains("đã phát"))

    run.signal(SIGINT)
    #expect(await run.exitCode() == 0)
    #expect(!FileManager.default.fileExists(atPath: state + "/control.sock"))
    let entries = try await station.entries()
    let kinds = entries.map(\.kind)
    #expect(try #require(kinds.firstIndex(of: "plan")) < #require(kinds.firstIndex(of: "accepted")))
    let cut = entries.filter { $0.kind == "ended" && $0.outcome == "cut" }
    #expect(cut.map(\.reason) == ["message-follows", "stopped"])
  }

  private struct Status: Decodable {
    struct Zone: Decodable {
      var isOnAir: Bool
      var playing: [Playing]
    }
    struct Playing: Decodable {
      var airClass: String
      var part: String?
    }
    var zones: [Zone]
  }

  private static func status(_ state: String) async throws -> Status {
    let result = try await Program.run(["status", "--format", "json", "--state", state])
    return try JSONDecoder().decode(Status.self, from: Data(result.output.utf8))
  }
}
