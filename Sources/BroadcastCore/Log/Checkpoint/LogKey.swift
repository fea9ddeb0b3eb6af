internal import Foundation
internal import GRDB

/// The key that signs the log's checkpoints, and its history, which is in the log itself.
public struct LogKey: Sendable {
  private let folder: KeyFolder
  private let log: PlaybackLog

  /// - Parameter folder: `STATE/keys`.
  public init(folder: String, log: PlaybackLog) {
    self.folder = KeyFolder(path: folder)
    self.log = log
  }

  /// What was done with a key. The raw value stands in the log.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    case created
    /// By its predecessor's signature.
    case rotated
    /// Its predecessor was lost, so nothing but this entry ties them together.
    case replaced
  }

  /// First line of the text that the old key signs in a rotation.
  static let rotationTitle = "broadcaster log key rotation v1"

  /// The key in force; made at the first call, with an entry in the log.
  public func open(name: @autoclosure () -> String, at moment: Moment) throws -> SignerKey {
    let logged = try log.read { try LogKey.logged(in: $0) }
    if let next = try folder.read(folder.next) {
      // A rotation was cut off: the log decides whether it has happened.
      if next.verifier == logged {
        try folder.move(folder.next, to: folder.current)
      } else {
        folder.remove(folder.next)
      }
    }
    let found = try folder.read(folder.current)
    let name = found?.verifier.name ?? logged?.name ?? name()
    guard let key = found ?? SignerKey(name: name) else { throw KeyError(.badName, path: name) }
    // The file first: an entry that names a key that nobody has would be worse than a key without an entry, which gets
    // its entry here at the next start.
    if found == nil { try folder.write(key, to: folder.current) }
    if logged != key.verifier {
      try log.append(
        .key(logged == nil ? .created : .replaced, key.verifier, previous: logged, note: nil), at: moment)
    }
    return key
  }

  /// The key in force, without making one.
  public func current() throws -> SignerKey {
    guard let key = try folder.read(folder.current) else { throw KeyError(.missing, path: folder.current) }
    return key
  }

  /// All keys that the log names, oldest first.
  public func history() throws -> [VerifierKey] {
    try log.read { database in
      try String.fetchAll(
        database, sql: "SELECT json_extract(line, '$.vkey') FROM log_entry WHERE kind = 'key' ORDER BY seq"
      ).compactMap { VerifierKey($0) }
    }
  }

  /// A new key in place of the old one, which signs it as its last deed.
  public func rotate(at moment: Moment) throws -> (old: VerifierKey, new: VerifierKey) {
    let old = try current()
    guard let new = SignerKey(name: old.verifier.name) else {
      throw KeyError(.badName, path: old.verifier.name)
    }
    let note = try SignedNote("\(LogKey.rotationTitle)\n\(new.verifier)\n", by: old)
    // Three steps, each on the disk before the next: the new key beside the old, the entry, the new key in place.
    // Wherever the power is cut, `open` finds either the old key in force or the new one, with its entry.
    try folder.write(new, to: folder.next)
    try log.append(.key(.rotated, new.verifier, previous: old.verifier, note: note), at: moment)
    try folder.move(folder.next, to: folder.current)
    return (old.verifier, new.verifier)
  }

  /// The key that the log names last.
  static func logged(in database: Database) throws -> VerifierKey? {
    try String.fetchOne(
      database,
      sql: "SELECT json_extract(line, '$.vkey') FROM log_entry WHERE kind = 'key' ORDER BY seq DESC LIMIT 1"
    ).flatMap { VerifierKey($0) }
  }
}

extension LogRecord {
  static func key(_ action: LogKey.Action, _ key: VerifierKey, previous: VerifierKey?, note: SignedNote?)
    -> LogRecord
  {
    LogRecord(
      kind: .key,
      fields: [
        "action": .string(action.rawValue), "vkey": .string(key.description),
        "previous": previous.map { .string($0.description) } ?? .null,
        "note": note.map { .string($0.description) } ?? .null,
      ])
  }
}
