import Foundation
import Testing

@testable import BroadcastCore

@Suite struct RoleTests {
  /// The table of docs/ACCOUNTS.vi.md: who may do what.
  @Test(arguments: Role.allCases)
  func everyRoleLooks(_ role: Role) {
    #expect(role.permissions.contains(.look))
  }

  @Test func onlyOneRoleHasEachDangerousPermission() {
    func holders(_ permission: Permission) -> [Role] {
      Role.allCases.filter { $0.permissions.contains(permission) }
    }
    #expect(holders(.write) == [.editor])
    #expect(holders(.approve) == [.approver])
    #expect(holders(.operate) == [.operator])
    #expect(holders(.emergency) == [.operator])
    #expect(holders(.administer) == [.administrator])
    #expect(holders(.audit) == [.administrator, .auditor])
    #expect(Role.auditor.permissions == [.look, .audit])
  }
}

@Suite struct PasswordHashTests {
  @Test func vectorOfRFC7914() throws {
    // RFC 7914 section 12, third vector, its first 32 bytes.
    let hash = try #require(
      PasswordHash("$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf046/2o+7qQT44+qbVD9lRdofI"))
    #expect(hash.matches("pleaseletmein"))
    #expect(!hash.matches("pleaseletmeim"))
  }

  @Test func matchesOnlyItsPassword() throws {
    let hash = try PasswordHash("trời hôm nay đẹp", of: "chu-tich", logRounds: 4)
    #expect(hash.matches("trời hôm nay đẹp"))
    #expect(hash.matches("trời hôm nay đẹp".decomposedStringWithCanonicalMapping))
    #expect(!hash.matches("trời hôm nay đep"))
    #expect(!hash.matches(""))
    let again = try #require(PasswordHash(hash.description))
    #expect(again == hash)
    #expect(again.matches("trời hôm nay đẹp"))
    #expect(hash.isOutdated)
  }

  @Test(arguments: ["ngắn", "aaaaaaaaaaaa", "mật khẩu là van-hanh nhé", "Password-2026"])
  func weakOnesAreRefused(_ password: String) {
    #expect(throws: AccountError.self) { try PasswordHash(password, of: "van-hanh", logRounds: 4) }
  }

  @Test(arguments: ["", "$scrypt$", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA", "$argon2$ln=4,r=8,p=1$AAAA$AAAA"])
  func damagedOnesAreNotRead(_ text: String) {
    #expect(PasswordHash(text) == nil)
  }

  @Test func nothingFitsNobody() {
    #expect(!PasswordHash.ofNobody.matches(""))
  }

  @Test func secretsAreLongAndDiffer() {
    let secrets = Set((0..<50).map { _ in PasswordHash.oneTimeSecret() })
    #expect(secrets.count == 50)
    #expect(secrets.allSatisfy { $0.count == 29 })
  }
}

@Suite struct LoginThrottleTests {
  @Test func waitsGrowAndAreForgotten() {
    var throttle = LoginThrottle()
    let start = WallTime("2026-11-21T10:00:00.000Z")!
    for _ in 0..<4 { throttle.failed("a", at: start) }
    #expect(throttle.wait(for: "a", at: start) == 0)
    throttle.failed("a", at: start)
    #expect(throttle.wait(for: "a", at: start) == 2)
    #expect(throttle.wait(for: "a", at: start + 2) == 0)
    for _ in 0..<20 { throttle.failed("a", at: start) }
    #expect(throttle.wait(for: "a", at: start) == 60)
    #expect(throttle.wait(for: "a", at: start + 30) == 30)
    #expect(throttle.wait(for: "b", at: start) == 0)
    #expect(throttle.wait(for: "a", at: start + 901) == 0)
    // A clock set back by an hour does not lock out for an hour.
    #expect(throttle.wait(for: "a", at: start + -3600) == 0)
    throttle.succeeded("a")
    #expect(throttle.wait(for: "a", at: start) == 0)
  }
}
