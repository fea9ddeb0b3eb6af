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
    for permission: Permission, in database: DatabasePool, at moment: Moment, beforeAccounts: Bool = false
  ) throws -> Actor {
    let store = AccountStore(database)
    if beforeAccounts, name == nil, try store.accounts().isEmpty { return .unixUser(getuid()) }
    let account = try account(in: store, at: moment)
    // Whom the machine itself knows has used no password.
    guard name == nil || !account.mustChangePassword else {
      throw AccountError(.mustChangePassword(account.name))
    }
    try account.require(permission)
    return .account(account.id)
  }

  /// Who it is, whatever they may do.
  func account(in store: AccountStore, at moment: Moment) throws -> Account {
    if let name {
      return try store.logIn(
        name, password: try PasswordPrompt.read("Mật khẩu của «\(name)»: ", fromInput: passwordStdin),
        at: moment)
    }
    guard let account = try store.account(ofUnixUser: getuid()) else { throw AccountError(.nobody) }
    return account
  }
}
