import Foundation
import Testing

@testable import VietnameseSpeech

/// Helpers that behave badly, as real shell scripts.
@Suite struct ChildProcessTests {
  private func shell(
    _ script: String, input: String = "", limit: Int = 1 << 20, timeout: Duration = .seconds(20)
  ) async throws(ChildProcess.Failure) -> String {
    String(
      decoding: try await ChildProcess.run(
        program: "/bin/sh", arguments: ["-c", script], input: Array(input.utf8), outputLimit: limit,
        timeout: timeout),
      as: UTF8.self)
  }

  @Test func inputReachesItAndOutputComesBack() async throws {
    #expect(try await shell("cat", input: "Xin chào") == "Xin chào")
  }

  @Test func muchInputAndOutputDoNotBlockEachOther() async throws {
    let text = String(repeating: "x", count: 900_000)
    #expect(try await shell("cat", input: text).utf8.count == 900_000)
  }

  @Test func anErrorKeepsItsWords() async throws {
    let failure = try await #require(throws: ChildProcess.Failure.self) {
      try await shell("echo hỏng >&2; exit 3")
    }
    guard case .failed(let status, let words) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(status.contains("3") && words == "hỏng")
  }

  @Test func aCrashIsAFailure() async throws {
    let failure = try await #require(throws: ChildProcess.Failure.self) { try await shell("kill -SEGV $$") }
    guard case .failed = failure else {
      Issue.record("\(failure)")
      return
    }
  }

  @Test func aMissingProgramIsSaid() async throws {
    let failure = try await #require(throws: ChildProcess.Failure.self) {
      try await ChildProcess.run(
        program: "/khong/co", arguments: [], input: [], outputLimit: 1, timeout: .seconds(5))
    }
    guard case .notStarted = failure else {
      Issue.record("\(failure)")
      return
    }
  }

  @Test func endlessOutputIsCutOff() async throws {
    let failure = try await #require(throws: ChildProcess.Failure.self) {
      try await shell("yes", limit: 10_000)
    }
    #expect(failure == .tooMuchOutput(limit: 10_000))
  }

  // The grandchild keeps the pipe open and would outlive its parent.
  @Test func aHangIsKilledWithItsGrandchildren() async throws {
    let file = NSTemporaryDirectory() + "/grandchild-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    let failure = try await #require(throws: ChildProcess.Failure.self) {
      try await shell(
        "(echo $$ > \(file); exec tail -f /dev/null) & tail -f /dev/null", timeout: .milliseconds(500))
    }
    #expect(failure == .timedOut(seconds: 0.5))
    let group = try #require(
      Int32(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
    )
    // The kernel ends a killed process in its own time; a living one would stay past any limit.
    let limit = ContinuousClock.now + .seconds(10)
    while !Self.living(inGroup: group).isEmpty, ContinuousClock.now < limit { await Task.yield() }
    #expect(Self.living(inGroup: group) == [])
  }

  /// Processes of a group that are not zombies.
  private static func living(inGroup group: Int32) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard let stat = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { return false }
      let fields = stat[stat.index(after: end)...].split(separator: " ")
      return fields.count > 2 && fields[2] == "\(group)" && fields[0] != "Z" && fields[0] != "X"
    }
  }
}
