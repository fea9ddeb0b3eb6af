/// One log-in of an account in a browser (phiên).
public struct LoginSession: Hashable, Sendable, Identifiable {
  public let id: Int64
  public let account: AccountID
  /// Seconds since 1970.
  public let beganAt: Int64
  public var seenAt: Int64
  /// As the browser calls itself, at most 200 characters.
  public let agent: String
  /// Address it came from.
  public let address: String
  /// 128 random bits in hex that every form of it sends along, against requests from other sites (CSRF).
  public let formKey: String

  /// An unused one ends after so many seconds.
  public static let idleLimit: Int64 = 2 * 3_600
  /// Every one ends after so many seconds: one shift.
  public static let absoluteLimit: Int64 = 12 * 3_600

  /// A clock that was set back makes no session older or younger than it is.
  func isOver(at now: Int64) -> Bool {
    max(0, now - beganAt) >= LoginSession.absoluteLimit || max(0, now - seenAt) >= LoginSession.idleLimit
  }
}
