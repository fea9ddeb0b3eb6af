import BroadcastCore
import Foundation
import Synchronization

/// The secret of a station without accounts, printed where only its owner reads: whoever has it makes the first account.
final class FirstRun: Sendable {
  private let secret = Mutex<String?>(nil)

  /// The secret to print; `nil` where the station has accounts.
  func begin(_ accounts: AccountStore) throws -> String? {
    guard try accounts.accounts().isEmpty else { return nil }
    let made = PasswordHash.oneTimeSecret()
    secret.withLock { $0 = made }
    return made
  }

  /// Compares in a time that tells nothing.
  func accepts(_ typed: String) -> Bool {
    secret.withLock { secret in
      guard let secret else { return false }
      let (a, b) = (Array(secret.utf8), Array(typed.utf8))
      guard a.count == b.count else { return false }
      return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
  }

  func end() { secret.withLock { $0 = nil } }
}
