/// Who did something, as the log names them.
public enum Actor: Hashable, Sendable, CustomStringConvertible {
  case account(AccountID)
  /// The machine's own user, where the station has no accounts yet.
  case unixUser(UInt32)
  /// The program itself: a plan, a clean-up.
  case station

  /// `tk-1`, `uid-1000`, `station`.
  public var description: String {
    switch self {
    case .account(let id): id.rawValue
    case .unixUser(let user): "uid-\(user)"
    case .station: "station"
    }
  }
}

/// One change of something that people answer for.
public struct Change: Hashable, Sendable {
  /// What kind of thing: `account`, `announcement`, `clip`.
  public var object: String
  public var id: String
  public var action: String
  /// As text; the log shows only salted hashes, the texts lie where they can be erased.
  public var before: String?
  public var after: String?

  public init(_ object: String, _ id: String, _ action: String, before: String? = nil, after: String? = nil) {
    self.object = object
    self.id = id
    self.action = action
    self.before = before
    self.after = after
  }
}

extension LogRecord {
  /// Who changed what, and what it was before and after.
  public static func changed(_ change: Change, by actor: Actor) -> LogRecord {
    var texts: [String: SaltedText] = [:]
    if let before = change.before { texts["before"] = SaltedText(before) }
    if let after = change.after { texts["after"] = SaltedText(after) }
    return LogRecord(
      kind: .changed,
      fields: [
        "object": .string(change.object), "id": .string(change.id), "action": .string(change.action),
        "by": .string(actor.description),
      ], texts: texts)
  }
}
