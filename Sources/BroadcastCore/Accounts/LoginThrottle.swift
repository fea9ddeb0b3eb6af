/// Slows down guessing: after five wrong passwords for a name each further try waits longer, up to a minute.
///
/// Counted by name and forgotten after a quarter of an hour, so that nobody can lock another out for long; an emergency
/// by the machine's own user needs no password at all.
public struct LoginThrottle: Hashable, Sendable, Codable {
  struct Failures: Hashable, Sendable, Codable {
    var count: Int
    /// Seconds of wall time since 1970.
    var last: Int64
  }

  private(set) var failures: [String: Failures] = [:]

  static let freeTries = 5
  static let longestWait = 60
  static let forgottenAfter: Int64 = 900

  public init() {}

  /// Whole seconds until `name` may try again; 0 for now.
  public func wait(for name: String, at now: WallTime) -> Int {
    guard let failed = failures[name], failed.count >= LoginThrottle.freeTries else { return 0 }
    let age = now.seconds - failed.last
    let wait = min(LoginThrottle.longestWait, 1 << min(failed.count - LoginThrottle.freeTries + 1, 6))
    // Tries side by side may be a little out of order; a clock that was set back must not lock anybody out.
    guard age >= -Int64(LoginThrottle.longestWait), age < LoginThrottle.forgottenAfter else { return 0 }
    return max(0, wait - Int(max(0, age)))
  }

  public mutating func failed(_ name: String, at now: WallTime) {
    failures = failures.filter { abs(now.seconds - $0.value.last) < LoginThrottle.forgottenAfter }
    failures[name, default: Failures(count: 0, last: now.seconds)].count += 1
    failures[name]?.last = now.seconds
  }

  public mutating func succeeded(_ name: String) {
    failures[name] = nil
  }
}
