import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct AccountStoreTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let store: AccountStore
  let admin: Account

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    store = AccountStore(database, logRounds: 4)
    admin = try store.add(
      name: "quan-tri", title: "Quản trị", roles: [.administrator], password: "con mèo trèo cây cau",
      by: .unixUser(0), at: Sample.moment
    ).account
  }

  private func add(_ name: String, _ roles: Set<Role>) throws -> Account {
    try store.add(
      name: name, title: "T", roles: roles, password: "hỏi thăm chú chuột", by: .account(admin.id),
      at: Sample.moment
    ).account
  }

  private func code(_ work: () throws -> Void) -> AccountError.Code? {
    do {
      try work()
      return nil
    } catch {
      return (error as? AccountError)?.code
    }
  }

  @Test func theFirstOneMustAdminister() throws {
    let empty = try TemporaryFolder()
    let store = AccountStore(try StationDatabase.open(state: empty.path), logRounds: 4)
    #expect(
      code { _ = try store.add(name: "a", title: "A", roles: [.editor], by: .unixUser(0), at: Sample.moment) }
        == .firstMustAdminister)
    #expect(try store.accounts().isEmpty)
  }

  @Test func aSecretServesOnce() throws {
    let (account, secret) = try store.add(
      name: "bien-tap", title: "Biên tập", roles: [.editor], by: .account(admin.id), at: Sample.moment)
    #expect(account.mustChangePassword)
    let known = try store.logIn("bien-tap", password: try #require(secret), at: Sample.moment)
    #expect(known.mustChangePassword)
    try store.setPassword(
      of: "bien-tap", to: "ngày mai trời mưa", by: .account(account.id), at: Sample.moment)
    #expect(
      try store.logIn("bien-tap", password: "ngày mai trời mưa", at: Sample.moment).mustChangePassword
        == false)
    #expect(code { _ = try store.logIn("bien-tap", password: secret!, at: Sample.moment) } == .notRecognised)
  }

  @Test func wrongPasswordsAndUnknownNamesLookTheSame() throws {
    #expect(code { _ = try store.logIn("quan-tri", password: "x", at: Sample.moment) } == .notRecognised)
    #expect(code { _ = try store.logIn("ai-do", password: "x", at: Sample.moment) } == .notRecognised)
  }

  @Test func guessingIsSlowedDown() throws {
    for _ in 0..<5 { _ = code { _ = try store.logIn("quan-tri", password: "x", at: Sample.moment) } }
    #expect(
      code { _ = try store.logIn("quan-tri", password: "con mèo trèo cây cau", at: Sample.moment) }
        == .throttled(seconds: 2))
    var later = Sample.moment
    later.wall = later.wall + 3
    #expect(try store.logIn("quan-tri", password: "con mèo trèo cây cau", at: later).id == admin.id)
  }

  /// Tries that run side by side must not all start from the same count.
  @Test func guessingSideBySideIsCountedToo() async throws {
    let store = store
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<12 {
        group.addTask { _ = try? store.logIn("quan-tri", password: "x", at: Sample.moment) }
      }
    }
    #expect(
      code { _ = try store.logIn("quan-tri", password: "con mèo trèo cây cau", at: Sample.moment) }
        == .throttled(seconds: 2))
  }

  @Test func unknownNamesShareOneCount() throws {
    for name in ["a", "b", "c", "d", "e"] {
      _ = code { _ = try store.logIn(name, password: "x", at: Sample.moment) }
    }
    #expect(code { _ = try store.logIn("f", password: "x", at: Sample.moment) } == .throttled(seconds: 2))
    #expect(try store.logIn("quan-tri", password: "con mèo trèo cây cau", at: Sample.moment).id == admin.id)
  }

  @Test func aDisabledAccountDoesNothing() throws {
    let editor = try add("bien-tap", [.editor])
    let off = try store.change("bien-tap", by: .account(admin.id), at: Sample.moment) { $0.isDisabled = true }
    #expect(!off.may(.look))
    #expect(
      code { _ = try store.logIn("bien-tap", password: "hỏi thăm chú chuột", at: Sample.moment) }
        == .disabled("bien-tap"))
    let on = try store.change("bien-tap", by: .account(admin.id), at: Sample.moment) { $0.isDisabled = false }
    #expect(on == editor)
  }

  @Test func someoneAlwaysAdministers() throws {
    #expect(
      code {
        try store.change("quan-tri", by: .account(admin.id), at: Sample.moment) { $0.isDisabled = true }
      }
        == .lastAdministrator("quan-tri"))
    #expect(
      code {
        try store.change("quan-tri", by: .account(admin.id), at: Sample.moment) { $0.roles = [.editor] }
      }
        == .lastAdministrator("quan-tri"))
    #expect(try store.account("quan-tri") == admin)
  }

  @Test func aUnixUserIsOneAccount() throws {
    _ = try add("van-hanh", [.operator])
    try store.change("van-hanh", by: .account(admin.id), at: Sample.moment) { $0.unixUser = 1000 }
    #expect(try store.account(ofUnixUser: 1000)?.name == "van-hanh")
    #expect(
      code { try store.change("quan-tri", by: .account(admin.id), at: Sample.moment) { $0.unixUser = 1000 } }
        == .unixUserTaken(1_000, by: "van-hanh"))
  }

  @Test(arguments: ["", " ", "hai\ndòng", "chuông\u{7}", String(repeating: "d", count: 201)])
  func titlesAreOneLine(_ title: String) throws {
    #expect(
      code {
        _ = try store.add(
          name: "x", title: title, roles: [.editor], by: .account(admin.id), at: Sample.moment)
      } == .badTitle)
  }

  @Test func aPasswordTooLongIsNotCalledTooShort() {
    #expect(throws: AccountError(.passwordTooLong(maximum: PasswordHash.maximumBytes))) {
      try PasswordHash(String(repeating: "câu này dài ", count: 200), of: "x", logRounds: 4)
    }
  }

  @Test func badNamesAndTakenOnes() throws {
    #expect(code { _ = try add("Chủ tịch", [.editor]) } == .badName("Chủ tịch"))
    #expect(code { _ = try add("quan-tri", [.editor]) } == .nameTaken("quan-tri"))
    #expect(code { _ = try add("a", []) } == .noRole)
    #expect(code { _ = try store.account("quan-try") } == .unknown("quan-try", known: ["quan-tri"]))
    #expect("\(AccountError(.unknown("quan-try", known: ["quan-tri"])))".contains("ý bạn là «quan-tri»"))
  }

  @Test func everyChangeIsInTheLogWithoutNames() throws {
    _ = try add("bien-tap", [.editor])
    try store.change("bien-tap", by: .account(admin.id), at: Sample.moment) {
      $0.roles = [.editor, .operator]
    }
    let entries = try PlaybackLog(database: database).entries()
    #expect(entries.count == 3)
    #expect(entries.allSatisfy { !$0.line.contains("bien-tap") && !$0.line.contains("Biên") })
    #expect(entries[2].line.contains(#""action":"change""#))
    #expect(entries[2].line.contains(#""by":"tk-1""#))
    #expect(entries[2].texts["before"] == "bien-tap · T · bien-tap")
    #expect(entries[2].texts["after"] == "bien-tap · T · bien-tap, van-hanh")
  }
}
