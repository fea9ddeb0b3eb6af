import Foundation
import Testing

/// The speech helper does not outlive whoever asked for speech.
@Suite(.serialized) struct HelperLifeTests {
  // The helper is held, so that it cannot end by being done: only the kernel can end it then.
  @Test func theHelperEndsWithItsParent() async throws {
    let text = String(repeating: "Mời bà con nghe tin. ", count: 1500)
    let program = RunningProgram(["say", "-", "--output", "/dev/null"])
    try program.start(input: text)
    let parent = try #require(program.identifier)
    let helper = try #require(await Self.first { Self.helper(of: parent) }, "\(program.errors)")
    kill(helper, SIGSTOP)
    defer { kill(helper, SIGKILL) }
    program.signal(SIGKILL)
    #expect(await program.exitCode() == 128 + SIGKILL)
    #expect(await Self.first { Self.state(of: helper) == nil ? true : nil } != nil, "the helper lives on")
  }

  // Its parent may have ended before it could ask the kernel.
  @Test func aHelperWithoutItsParentDoesNothing() async throws {
    let result = try await Program.run(
      ["synthesize", "--parent", "1"],
      input: #"{"voice":{"name":"vi","rate":150,"pitch":50},"clauses":[]}"#)
    #expect(result.output.isEmpty && result.errors.isEmpty && result.code == 0)
  }

  /// Asks until there is an answer, for at most ten seconds.
  private static func first<Value>(_ answer: () -> Value?) async -> Value? {
    let limit = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < limit {
      if let value = answer() { return value }
      await Task.yield()
    }
    return nil
  }

  /// The speech helper that a process started.
  private static func helper(of parent: Int32) -> Int32? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.first { id in
      guard let fields = state(of: id), fields.count > 1, fields[1] == "\(parent)",
        let command = try? String(contentsOfFile: "/proc/\(id)/cmdline", encoding: .utf8)
      else { return false }
      return command.contains("synthesize")
    }
  }

  /// What `/proc` says of a living process after its name: state, parent, …; `nil` where it is gone or a zombie.
  private static func state(of id: Int32) -> [Substring]? {
    guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      let end = stat.lastIndex(of: ")")
    else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    return ["Z", "X"].contains(fields.first) ? nil : fields
  }
}
