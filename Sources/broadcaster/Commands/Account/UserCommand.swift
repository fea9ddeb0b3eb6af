import ArgumentParser
import BroadcastCore
import Foundation

extension Role {
  /// As typed: `duyet`.
  static func typed(_ text: String) throws -> Role {
    guard let role = Role(rawValue: text) else {
      throw ValidationError(
        "Không có vai trò «\(text)»; chờ một trong: \(Role.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
    return role
  }
}

struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Tài khoản và vai trò.",
    subcommands: [
      UserAddCommand.self, UserPasswdCommand.self, UserListCommand.self, UserRoleCommand.self,
      UserDisableCommand.self, UserEnableCommand.self,
    ])
}

struct UserAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Thêm tài khoản; in ra mật khẩu dùng một lần. Tài khoản đầu tiên phải là quan-tri.")

  @Argument(help: ArgumentHelp("Tên đăng nhập: chữ thường, số, gạch nối.", valueName: "tên"))
  var newName: String

  @Option(help: ArgumentHelp("Chức danh, ví dụ «Phó Chủ tịch Ủy ban nhân dân xã».", valueName: "chức danh"))
  var title: String

  @Option(
    help: "Vai trò, ghi nhiều lần được: bien-tap, duyet, van-hanh, quan-tri, giam-sat.", transform: Role.typed
  )
  var role: [Role] = []

  @Option(
    help: ArgumentHelp(
      "Số (uid) của người dùng Linux là tài khoản này, không cần mật khẩu.", valueName: "uid"))
  var unixUser: UInt32?

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      // Before anything is made under a name that may be mistyped.
      if (try? StationDatabase.requireStation(options.state)) == nil, !role.contains(.administrator) {
        throw AccountError(.firstMustAdminister)
      }
      let mandate = try identity.mandate(.administer, in: options, beforeAccounts: true, making: true)
      let (account, secret) = try AccountStore(mandate.database).add(
        name: newName, title: title, roles: Set(role), unixUser: unixUser, by: mandate.actor, at: mandate.now)
      Console.print("Đã thêm tài khoản «\(account.name)» (\(account.id.rawValue)).")
      if let secret {
        Console.print("Mật khẩu dùng một lần: \(secret)")
        Console.print("Người dùng tự đặt mật khẩu của mình: broadcaster user passwd \(account.name)")
      }
    }
  }
}

struct UserPasswdCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passwd",
    abstract: "Đặt mật khẩu của mình; người quản trị chạy cho người khác thì in ra mật khẩu dùng một lần.")

  @Argument(help: ArgumentHelp("Tên đăng nhập.", valueName: "tên"))
  var target: String

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await Failure.reported {
      let database = try options.database()
      let store = AccountStore(database)
      let owner = try store.account(target)
      // Where nothing says who asks, one means oneself.
      let asker = try identity.name ?? store.account(ofUnixUser: getuid())?.name ?? target
      guard asker == target else {
        let mandate = try identity.mandate(.administer, in: options)
        let secret = try store.setPassword(of: target, to: nil, by: mandate.actor, at: mandate.now) ?? ""
        Console.print("Mật khẩu dùng một lần của «\(target)»: \(secret)")
        return
      }
      var own = identity
      if owner.unixUser != getuid() { own.name = target }
      let account = try own.account(in: store)
      let password = try PasswordPrompt.readNew(of: target, fromInput: identity.passwordStdin)
      try store.setPassword(of: target, to: password, by: .account(account.id), at: SystemClock().now())
      Console.print("Đã đổi mật khẩu của «\(target)».")
    }
  }
}

struct UserListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Liệt kê tài khoản.")

  @Option(help: "text hoặc json.")
  var format = OutputFormat.text

  @OptionGroup var options: StateOptions

  private struct Line: Encodable {
    var id: String
    var name: String
    var title: String
    var roles: [String]
    var disabled: Bool
    var unixUser: UInt32?
  }

  func run() async throws {
    try await Failure.reported {
      let accounts = try AccountStore(try options.existingDatabase()).accounts()
      if format == .json {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = accounts.map {
          Line(
            id: $0.id.rawValue, name: $0.name, title: $0.title, roles: $0.roles.map(\.rawValue).sorted(),
            disabled: $0.isDisabled, unixUser: $0.unixUser)
        }
        for line in lines { Console.print(String(decoding: try encoder.encode(line), as: UTF8.self)) }
        return
      }
      if accounts.isEmpty {
        Console.print("Chưa có tài khoản nào: broadcaster user add TÊN --title … --role quan-tri")
      }
      for account in accounts {
        let roles = Role.allCases.filter(account.roles.contains).map(\.vietnamese).joined(separator: ", ")
        Console.print(
          "\(account.id.rawValue)\t\(account.name)\t\(account.title)\t\(roles)"
            + (account.isDisabled ? "\tđã khóa" : "") + (account.unixUser.map { "\tuid \($0)" } ?? ""))
      }
    }
  }
}

struct UserRoleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "role", abstract: "Đổi vai trò, chức danh hoặc người dùng của máy gắn với tài khoản.")

  @Argument(help: ArgumentHelp("Tên đăng nhập.", valueName: "tên"))
  var target: String

  @Option(help: "Các vai trò từ nay, ghi nhiều lần được; không ghi thì giữ nguyên.", transform: Role.typed)
  var role: [Role] = []

  @Option(help: ArgumentHelp("Chức danh mới.", valueName: "chức danh"))
  var title: String?

  @Option(help: ArgumentHelp("Gắn với người dùng Linux có số này.", valueName: "uid"))
  var unixUser: UInt32?

  @Flag(help: "Không gắn với người dùng nào của máy nữa.")
  var noUnixUser = false

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func validate() throws {
    guard !role.isEmpty || title != nil || unixUser != nil || noUnixUser else {
      throw ValidationError("Chưa ghi đổi gì: --role, --title, --unix-user hoặc --no-unix-user.")
    }
  }

  func run() async throws {
    try await UserChange.perform(target, identity, options) { [role, title, unixUser, noUnixUser] account in
      if !role.isEmpty { account.roles = Set(role) }
      if let title { account.title = title }
      if let unixUser { account.unixUser = unixUser }
      if noUnixUser { account.unixUser = nil }
    }
  }
}

struct UserDisableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disable", abstract: "Khóa tài khoản; những gì người đó đã làm vẫn còn trong nhật ký.")

  @Argument(help: ArgumentHelp("Tên đăng nhập.", valueName: "tên"))
  var target: String
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await UserChange.perform(target, identity, options) { $0.isDisabled = true }
  }
}

struct UserEnableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enable", abstract: "Mở lại tài khoản đã khóa.")

  @Argument(help: ArgumentHelp("Tên đăng nhập.", valueName: "tên"))
  var target: String
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: StateOptions

  func run() async throws {
    try await UserChange.perform(target, identity, options) { $0.isDisabled = false }
  }
}

private enum UserChange {
  static func perform(
    _ target: String, _ identity: IdentityOptions, _ options: StateOptions,
    _ change: @escaping @Sendable (inout Account) -> Void
  ) async throws {
    try await Failure.reported {
      let mandate = try identity.mandate(.administer, in: options)
      let account = try AccountStore(mandate.database).change(
        target, by: mandate.actor, at: mandate.now, change)
      let roles = Role.allCases.filter(account.roles.contains).map(\.vietnamese).joined(separator: ", ")
      Console.print(
        "«\(account.name)»: \(account.title); \(roles)" + (account.isDisabled ? "; đã khóa." : "."))
    }
  }
}
