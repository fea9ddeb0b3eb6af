internal import Foundation
public import GRDB

/// The accounts of a station. Every change is in the log in the same transaction.
public struct AccountStore: Sendable {
  private let database: any DatabaseWriter
  /// Lower in tests alone.
  private let logRounds: Int

  public init(_ database: any DatabaseWriter, logRounds: Int = PasswordHash.logRounds) {
    self.database = database
    self.logRounds = logRounds
  }

  /// In the order in which they were made.
  public func accounts() throws -> [Account] {
    try database.read { try AccountStore.accounts(in: $0) }
  }

  /// - Throws: `unknown`.
  public func account(_ name: String) throws -> Account {
    try database.read { try AccountStore.account(name, in: $0) }
  }

  /// The account that a Unix user of this machine is without a password.
  public func account(ofUnixUser user: UInt32) throws -> Account? {
    try accounts().first { $0.unixUser == user && !$0.isDisabled }
  }

  /// The password once more before something grave, of whoever is logged in.
  ///
  /// Counted by session: strangers who guess at the name must not keep its owner from an emergency.
  public func confirm(
    _ account: Account, password: String, in session: LoginSession, at moment: Moment
  ) throws {
    _ = try logIn(account.name, password: password, counting: "phiên \(session.id)", at: moment)
  }

  /// - Parameter counting: under which name tries are counted; the account's own where there is none.
  /// - Throws: `throttled`, `notRecognised`, `disabled`.
  public func logIn(
    _ name: String, password: String, counting: String? = nil, at moment: Moment
  ) throws -> Account {
    let row = try database.read {
      try Row.fetchOne($0, sql: "SELECT * FROM account WHERE name = ?", arguments: [name])
    }
    // Names that nobody has share one count, so that they cannot fill the table.
    let counted = counting ?? (row == nil ? "" : name)
    // Counted before the work, in the transaction that looks: tries side by side each find the one before.
    let wait = try database.write { database in
      var throttle = try AccountStore.throttle(in: database)
      let wait = throttle.wait(for: counted, at: moment.wall)
      if wait == 0 {
        throttle.failed(counted, at: moment.wall)
        try AccountStore.keep(throttle, in: database)
      }
      return wait
    }
    guard wait == 0 else { throw AccountError(.throttled(seconds: wait)) }
    let hash = (row?["password"] as String?).flatMap { PasswordHash($0) }
    // An unknown name costs as much as a wrong password, so that names cannot be felt out.
    let isRight = (hash ?? PasswordHash.ofNobody).matches(password) && hash != nil
    try database.write { database in
      if isRight {
        var throttle = try AccountStore.throttle(in: database)
        throttle.succeeded(counted)
        try AccountStore.keep(throttle, in: database)
      } else {
        let id = row.map { AccountStore.id(of: $0).rawValue } ?? "?"
        try PlaybackLog.append(
          [.changed(Change("login", id, "failed"), by: .station)], at: moment, in: database)
      }
    }
    guard isRight, let row else { throw AccountError(.notRecognised) }
    let account = AccountStore.account(of: row)
    guard !account.isDisabled else { throw AccountError(.disabled(name)) }
    return account
  }

  /// - Parameter password: `nil` makes a secret that serves once.
  /// - Returns: the account, and the secret to hand over where one was made.
  public func add(
    name: String, title: String, roles: Set<Role>, password: String? = nil, unixUser: UInt32? = nil,
    by actor: Actor, at moment: Moment
  ) throws -> (account: Account, secret: String?) {
    let allowed = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard allowed, (1...32).contains(name.utf8.count) else { throw AccountError(.badName(name)) }
    guard !roles.isEmpty else { throw AccountError(.noRole) }
    guard PlainLine.isPlain(title) else { throw AccountError(.badTitle) }
    let secret = password == nil ? PasswordHash.oneTimeSecret() : nil
    let hash = try PasswordHash(password ?? secret ?? "", of: name, logRounds: logRounds)
    let account = try database.write { database in
      guard try !AccountStore.accounts(in: database).contains(where: { $0.name == name }) else {
        throw AccountError(.nameTaken(name))
      }
      try AccountStore.requireFree(unixUser, for: name, in: database)
      try database.execute(
        sql: """
          INSERT INTO account (name, title, roles, must_change, unix_user, password)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          name, title, AccountStore.text(of: roles), secret != nil, unixUser.map { Int64($0) },
          hash.description,
        ])
      guard try AccountStore.accounts(in: database).contains(where: { $0.may(.administer) }) else {
        throw AccountError(.firstMustAdminister)
      }
      let account = try AccountStore.account(name, in: database)
      try PlaybackLog.append(
        [.changed(Change("account", account.id.rawValue, "add", after: account.summary), by: actor)],
        at: moment, in: database)
      return account
    }
    return (account, secret)
  }

  /// - Parameter password: `nil` makes a secret that serves once.
  @discardableResult
  public func setPassword(
    of name: String, to password: String?, by actor: Actor, at moment: Moment
  ) throws -> String? {
    let secret = password == nil ? PasswordHash.oneTimeSecret() : nil
    let hash = try PasswordHash(password ?? secret ?? "", of: name, logRounds: logRounds)
    let old = try database.read {
      try String.fetchOne($0, sql: "SELECT password FROM account WHERE name = ?", arguments: [name])
    }
    // A secret that another has seen is no password of one's own.
    if let password, let old, PasswordHash(old)?.matches(password) == true {
      throw AccountError(.passwordSame)
    }
    try database.write { database in
      let account = try AccountStore.account(name, in: database)
      try database.execute(
        sql: "UPDATE account SET password = ?, must_change = ? WHERE name = ?",
        arguments: [hash.description, secret != nil || actor != .account(account.id), name])
      var throttle = try AccountStore.throttle(in: database)
      throttle.succeeded(name)
      try AccountStore.keep(throttle, in: database)
      try PlaybackLog.append(
        [.changed(Change("account", account.id.rawValue, "password"), by: actor)], at: moment, in: database)
    }
    return secret
  }

  /// Changes title, roles, the Unix user or whether it is disabled.
  ///
  /// - Throws: `lastAdministrator` where nobody would be left to administer.
  @discardableResult
  public func change(
    _ name: String, by actor: Actor, at moment: Moment, _ change: @Sendable (inout Account) -> Void
  ) throws -> Account {
    try database.write { database in
      let before = try AccountStore.account(name, in: database)
      var after = before
      change(&after)
      if let user = before.unixUser, after.unixUser != user { after.formerUnixUsers.insert(user) }
      guard !after.roles.isEmpty else { throw AccountError(.noRole) }
      guard PlainLine.isPlain(after.title) else { throw AccountError(.badTitle) }
      try AccountStore.requireFree(after.unixUser, for: name, in: database)
      try database.execute(
        sql: """
          UPDATE account SET title = ?, roles = ?, is_disabled = ?, unix_user = ?, former_unix_users = ?
          WHERE name = ?
          """,
        arguments: [
          after.title, AccountStore.text(of: after.roles), after.isDisabled, after.unixUser.map { Int64($0) },
          after.formerUnixUsers.sorted().map(String.init).joined(separator: " "), name,
        ])
      guard try AccountStore.accounts(in: database).contains(where: { $0.may(.administer) }) else {
        throw AccountError(.lastAdministrator(name))
      }
      try PlaybackLog.append(
        [
          .changed(
            Change("account", before.id.rawValue, "change", before: before.summary, after: after.summary),
            by: actor)
        ], at: moment, in: database)
      return after
    }
  }

  // MARK: Rows

  private static func requireFree(_ user: UInt32?, for name: String, in database: Database) throws {
    guard let user else { return }
    if let other = try accounts(in: database).first(where: { $0.unixUser == user && $0.name != name }) {
      throw AccountError(.unixUserTaken(user, by: other.name))
    }
  }

  private static func accounts(in database: Database) throws -> [Account] {
    try Row.fetchAll(database, sql: "SELECT * FROM account ORDER BY number").map(account)
  }

  private static func account(_ name: String, in database: Database) throws -> Account {
    let accounts = try accounts(in: database)
    guard let found = accounts.first(where: { $0.name == name }) else {
      throw AccountError(.unknown(name, known: accounts.map(\.name)))
    }
    return found
  }

  static func account(_ id: AccountID, in database: Database) throws -> Account? {
    try accounts(in: database).first { $0.id == id }
  }

  private static func id(of row: Row) -> AccountID { AccountID(rawValue: "tk-\(row["number"] as Int64)") }

  private static func account(of row: Row) -> Account {
    let roles = (row["roles"] as String).split(separator: ",").compactMap { Role(rawValue: String($0)) }
    var account = Account(
      id: id(of: row), name: row["name"], title: row["title"], roles: Set(roles),
      isDisabled: row["is_disabled"], mustChangePassword: row["must_change"],
      unixUser: (row["unix_user"] as Int64?).map { UInt32(truncatingIfNeeded: $0) })
    account.formerUnixUsers = Set(
      (row["former_unix_users"] as String).split(separator: " ").compactMap { UInt32($0) })
    return account
  }

  private static func text(of roles: Set<Role>) -> String {
    roles.map(\.rawValue).sorted().joined(separator: ",")
  }

  private static func throttle(in database: Database) throws -> LoginThrottle {
    guard let text = try String.fetchOne(database, sql: "SELECT value FROM login_throttle") else {
      return LoginThrottle()
    }
    return try JSONDecoder().decode(LoginThrottle.self, from: Data(text.utf8))
  }

  private static func keep(_ throttle: LoginThrottle, in database: Database) throws {
    let text = String(decoding: try JSONEncoder().encode(throttle), as: UTF8.self)
    try database.execute(
      sql: "INSERT OR REPLACE INTO login_throttle (only, value) VALUES (1, ?)", arguments: [text])
  }
}

extension Account {
  /// For the audit: everything but the password.
  var summary: String {
    let roles = roles.map(\.rawValue).sorted().joined(separator: ", ")
    return "\(name) · \(title) · \(roles)" + (isDisabled ? " · đã khóa" : "")
      + (unixUser.map { " · uid \($0)" } ?? "")
  }
}
