import BroadcastCore
import Foundation
import TestSupport
import Testing

/// The table of docs/ACCOUNTS.vi.md, command by command and role by role, with the real program.
@Suite struct RoleTableTests {
  private struct Row {
    var command: [String]
    var allowed: [Role: Bool]
  }

  private static func rows() throws -> [Row] {
    let document = try String(contentsOfFile: Program.repository + "/docs/ACCOUNTS.vi.md", encoding: .utf8)
    let roles: [Role] = [.editor, .approver, .operator, .administrator, .auditor]
    return document.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let command = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      return Row(
        command: command.split(separator: " ").map(String.init),
        allowed: Dictionary(uniqueKeysWithValues: zip(roles, cells.dropFirst().map { $0 == "có" })))
    }
  }

  @Test func everyCommandForEveryRole() async throws {
    let rows = try Self.rows()
    #expect(rows.count >= 20)
    let root = try TemporaryFolder.make("e2e-roles")
    defer { try? FileManager.default.removeItem(at: root) }
    let state = root.path + "/state"
    let applied = try await Program.run([
      "apply", "--state", state, Program.repository + "/schedules/ninh-giang",
    ])
    try #require(applied.code == 0, "\(applied.errors)")
    let store = AccountStore(try StationDatabase.open(state: state), logRounds: 4)
    let moment = SystemClock().now()
    // One who stays administrator, so that the others can be given and taken the machine's user.
    let admin = try store.add(
      name: "goc", title: "Gốc", roles: [.administrator], password: "trời cao đất rộng", by: .unixUser(0),
      at: moment
    ).account
    for role in Role.allCases {
      let name = "vai-" + role.rawValue
      _ = try store.add(
        name: name, title: role.vietnamese, roles: [role], password: "trời cao đất rộng",
        unixUser: UInt32(getuid()),
        by: .account(admin.id), at: moment)
      for row in rows {
        let command = row.command.map { $0 == "schedules/ninh-giang" ? Program.repository + "/" + $0 : $0 }
        let result = try await Program.run(command + ["--state", state], input: "KHẨN CẤP\n")
        guard let isAllowed = row.allowed[role] else {
          Issue.record("no column for \(role)")
          continue
        }
        #expect((result.code != 77) == isAllowed, "\(role) \(row.command): \(result.code) \(result.errors)")
        #expect(result.code != 64 && result.code != 70, "\(row.command): \(result.errors)")
      }
      try store.change(name, by: .account(admin.id), at: moment) { $0.unixUser = nil }
    }
  }
}
