/// Someone who may use the station. The log names accounts by `id` alone.
public struct Account: Hashable, Sendable, Identifiable {
  /// `tk-1`, given once and never again.
  public let id: AccountID
  /// What is typed to log in: lower-case letters, digits, hyphens. Offices rather than people: `chu-tich`.
  public var name: String
  /// As shown: "Phó Chủ tịch Ủy ban nhân dân xã".
  public var title: String
  public var roles: Set<Role>
  public var isDisabled: Bool
  /// A password given by someone else serves once, to set one's own.
  public var mustChangePassword: Bool
  /// Unix user of this machine who is this account without a password; `nil` for none.
  public var unixUser: UInt32?
  /// Those who were it before: whose work is whose does not change with the machine's set-up.
  public var formerUnixUsers: Set<UInt32> = []

  public init(
    id: AccountID, name: String, title: String, roles: Set<Role>, isDisabled: Bool = false,
    mustChangePassword: Bool = false, unixUser: UInt32? = nil
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.roles = roles
    self.isDisabled = isDisabled
    self.mustChangePassword = mustChangePassword
    self.unixUser = unixUser
  }

  /// Whether it is the one whom `Actor.description` names, also from before its Unix user had an account.
  public func isAuthor(_ actor: String) -> Bool {
    actor == Actor.account(id).description
      || formerUnixUsers.union(unixUser.map { [$0] } ?? [])
        .contains { actor == Actor.unixUser($0).description }
  }

  public func may(_ permission: Permission) -> Bool {
    !isDisabled && roles.contains { $0.permissions.contains(permission) }
  }

  /// - Throws: `refused`, naming the roles that would do.
  public func require(_ permission: Permission) throws(AccountError) {
    guard may(permission) else { throw AccountError(.refused(name, permission)) }
  }
}

public struct AccountID: Hashable, Sendable, Comparable, Codable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  public static func < (a: AccountID, b: AccountID) -> Bool { a.rawValue < b.rawValue }
}
