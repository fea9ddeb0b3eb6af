import BroadcastCore
import GRDB

/// Someone who may do something now, and the station it is done to.
struct Mandate {
  let database: DatabasePool
  let actor: Actor

  /// The moment of the change, not of the command: a password or a decoder may have taken minutes.
  var now: Moment { SystemClock().now() }

  /// The account behind it.
  ///
  /// - Throws: `nobody` where it is not an account's.
  func account() throws -> Account {
    guard case .account(let id) = actor,
      let account = try AccountStore(database).accounts().first(where: { $0.id == id })
    else { throw AccountError(.nobody) }
    return account
  }
}

extension IdentityOptions {
  /// - Parameters:
  ///   - beforeAccounts: whether the machine's own user may do it while there are no accounts.
  ///   - making: for a command that begins a station.
  func mandate(
    _ permission: Permission, in options: StateOptions, beforeAccounts: Bool = false, making: Bool = false
  ) throws -> Mandate {
    let database = try options.database(making: making)
    return Mandate(
      database: database,
      actor: try actor(for: permission, in: database, beforeAccounts: beforeAccounts)
    )
  }
}
