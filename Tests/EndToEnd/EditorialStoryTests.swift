import BroadcastCore
import Foundation
import TestSupport
import Testing

/// An editor, an approver, a greeting from a phone; by the command line alone.
@Suite(.serialized) struct EditorialStoryTests {
  private static let editorPassword = "tôi là biên tập viên"
  private static let approverPassword = "tôi là người duyệt bài"

  private struct Desk {
    let state: String

    func run(_ arguments: [String], input: String = "") async throws -> Program.Result {
      try await Program.run(arguments + ["--state", state], input: input)
    }

    func editor(_ arguments: [String]) async throws -> Program.Result {
      try await run(
        arguments + ["--as", "bien-tap", "--password-stdin"], input: EditorialStoryTests.editorPassword + "\n"
      )
    }

    func approver(_ arguments: [String]) async throws -> Program.Result {
      try await run(
        arguments + ["--as", "pho-chu-tich", "--password-stdin"],
        input: EditorialStoryTests.approverPassword + "\n")
    }
  }

  /// A station with its three people.
  private func makeDesk(_ root: URL) async throws -> Desk {
    let desk = Desk(state: root.path + "/state")
    let applied = try await desk.run(["apply", Program.repository + "/schedules/ninh-giang"])
    try #require(applied.code == 0, "\(applied.errors)")
    let admin = try await desk.run([
      "user", "add", "quan-tri", "--title", "Quản trị", "--role", "quan-tri", "--unix-user", "\(getuid())",
    ])
    try #require(admin.code == 0, "\(admin.errors)")
    for (name, role, password) in [
      ("bien-tap", "bien-tap", Self.editorPassword), ("pho-chu-tich", "duyet", Self.approverPassword),
    ] {
      let added = try await desk.run(["user", "add", name, "--title", name, "--role", role])
      let secret = try #require(added.output.firstMatch(of: /[a-z0-9]{9}-[a-z0-9]{9}-[a-z0-9]{9}/)).output
      // The secret serves to set a password of one's own and for nothing else.
      let refused = try await desk.run(
        ["announcement", "submit", "x", "--as", name, "--password-stdin"], input: secret + "\n")
      #expect(refused.code == 77 && refused.errors.contains("tự đặt"), "\(refused.errors)")
      let changed = try await desk.run(
        ["user", "passwd", name, "--as", name, "--password-stdin"], input: "\(secret)\n\(password)\n")
      #expect(changed.code == 0, "\(changed.errors)")
    }
    return desk
  }

  @Test func aGreetingFromAPhoneToThePlan() async throws {
    let root = try TemporaryFolder.make("e2e-story")
    defer { try? FileManager.default.removeItem(at: root) }
    let desk = try await makeDesk(root)
    let pulse = try PulseFixture()

    // The chairman's phone.
    let phone = root.path + "/chuc-tet.m4a"
    let ffmpeg = Process()
    ffmpeg.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    ffmpeg.arguments = [
      "-v", "error", "-f", "lavfi", "-i", "sine=frequency=300:duration=2", "-af", "adelay=500", "-c:a", "aac",
      phone,
    ]
    ffmpeg.standardInput = FileHandle.nullDevice
    try ffmpeg.run()
    ffmpeg.waitUntilExit()
    let added = try await desk.editor(["clip", "add", phone, "--title", "Lời chúc Tết của Chủ tịch"])
    #expect(added.code == 0 && added.output.hasPrefix("bg-1"), "\(added.output)\(added.errors)")

    let made = try await desk.editor([
      "announcement", "new", "chuc-tet-chu-tich", "--title", "Chủ tịch chúc Tết", "--clip", "bg-1",
      "--holiday",
      "tet-nguyen-dan",
    ])
    #expect(made.code == 0, "\(made.errors)")
    #expect(try await desk.editor(["announcement", "submit", "chuc-tet-chu-tich"]).code == 0)
    let own = try await desk.editor(["announcement", "approve", "chuc-tet-chu-tich"])
    #expect(own.code == 77, "an editor does not approve")

    // The approver listens to what will air, then approves it.
    let heard = try await Program.run(
      ["clip", "play", "bg-1", "--device", "loa", "--state", desk.state], environment: pulse.childEnvironment)
    #expect(heard.code == 0 && heard.errors.contains("Đã phát"), "\(heard.errors)")
    let blind = try await desk.approver(["announcement", "approve", "chuc-tet-chu-tich"])
    #expect(blind.code == 64 && blind.errors.contains("--version 1"), "\(blind.errors)")
    let approved = try await desk.approver([
      "announcement", "approve", "chuc-tet-chu-tich", "--version", "1",
    ])
    #expect(approved.code == 0, "\(approved.errors)")
    #expect(try await greeting(desk)?.isApproved == true)

    // One letter of the title later nobody has approved it.
    let edited = try await desk.editor([
      "announcement", "edit", "chuc-tet-chu-tich", "--title", "Chủ tịch chúc tết",
    ])
    #expect(edited.code == 0, "\(edited.errors)")
    let after = try await greeting(desk)
    #expect(after?.announcement != "chuc-tet-chu-tich" || after?.isApproved == false)
    let list = try await desk.run(["announcement", "show", "chuc-tet-chu-tich"])
    #expect(list.output.contains("đã sửa sau khi duyệt: Tiêu đề"), "\(list.output)")

    // Everything that was done is in the log, by whom, and without a word of it.
    let audit = try await desk.run(["audit", "list", "--object", "announcement", "--format", "json"])
    #expect(audit.output.split(separator: "\n").count == 4)
    #expect(audit.output.contains(#""action":"approve""#) && !audit.output.contains("chúc"))
    #expect(audit.output.contains(#""by":"tk-3""#))
  }

  private struct Planned: Decodable {
    var programme: String?
    var announcement: String
    var isApproved: Bool
  }

  /// What is planned to greet with on the first day of Tết 2027.
  private func greeting(_ desk: Desk) async throws -> Planned? {
    let planned = try await desk.run([
      "schedule", "next", "--from", "2027-02-06", "-n", "200", "--format", "json",
    ])
    #expect(planned.code == 0, "\(planned.errors)")
    return try planned.output.split(separator: "\n")
      .map { try JSONDecoder().decode(Planned.self, from: Data($0.utf8)) }
      .first { $0.programme?.contains("tet-nguyen-dan") == true }
  }
}
