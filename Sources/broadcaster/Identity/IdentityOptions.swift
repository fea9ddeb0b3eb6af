import ArgumentParser
import BroadcastCore
import Foundation
import GRDB

/// Who gives a command: an account by password, or the account of this Unix user.
struct IdentityOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Tài khoản ra lệnh; không ghi thì là tài khoản gắn với người dùng của máy.", valueName: "tên"))
  var name: String?

  @Flag(help: "Đọc mật khẩu từ một dòng của đầu vào chuẩn, thay vì hỏi trên màn hình.")
  var passwordStdin = false

  /// - Parameter beforeAccounts: whether the machine's user may do it while the station has no accounts yet.
  /// - Throws: `AccountError`.
  func actor(
    for permission: Permission, in database: DatabasePool, beforeAccounts: Bool = false
  ) throws -> Actor {
    let store = AccountStore(database)
    if beforeAccounts, name == nil, try store.accounts().isEmpty { return .unixUser(getuid()) }
    let account = try account(in: store)
    // Whom the machine itself knows has used no password.
    guard name == nil || !account.mustChangePassword else {
      throw AccountError(.mustChangePassword(account.name))
    }
    try account.require(permission)
    return .account(account.id)
  }

  /// Who it is, whatever they may do.
  func account(in store: AccountStore) throws -> Account {
    if let name {
      let password = try PasswordPrompt.read("Mật khẩu của «\(name)»: ", fromInput: passwordStdin)
      // The time of the try, not of the command: whoever waits with the password must not choose it.
      return try store.logIn(name, password: password, at: SystemClock().now())
    }
    guard let account = try store.account(ofUnixUser: getuid()) else { throw AccountError(.nobody) }
    return account
  }
}
