/// The keys that the log names, each tied to the one before it by that one's signature.
struct KeyHistory {
  /// The key that the auditor trusts, where one was given.
  private let trusted: VerifierKey?
  /// In force at the end of what was read.
  private(set) var current: VerifierKey?
  /// Whether `current` is the trusted key or follows from it.
  private(set) var isTrusted: Bool
  private(set) var all: [VerifierKey] = []

  init(trusted: VerifierKey? = nil) {
    self.trusted = trusted
    isTrusted = trusted == nil
  }

  /// - Returns: what is wrong with the entry.
  mutating func take(_ members: CanonicalScanner.Members, seq: Int64) -> Fault? {
    guard let action = members.string("action").flatMap({ LogKey.Action(rawValue: $0) }),
      let key = members.string("vkey").flatMap({ VerifierKey($0) })
    else { return Fault(.badField, seq: seq, "action, vkey") }
    let previous = current
    current = key
    all.append(key)
    if key == trusted { isTrusted = true }
    guard action != .created else {
      return previous == nil ? nil : Fault(.wrongKey, seq: seq, "created")
    }
    guard let claimed = members.string("previous").flatMap({ VerifierKey($0) }) else {
      return Fault(.badField, seq: seq, "previous")
    }
    if let previous, claimed != previous { return Fault(.wrongKey, seq: seq, "previous") }
    if claimed == trusted { isTrusted = true }
    if action == .replaced {
      // Nobody vouches for the new key.
      if trusted != nil, key != trusted { isTrusted = false }
      return nil
    }
    do throws(NoteError) {
      guard let text = members.string("note") else { throw .malformed }
      let note = try SignedNote(reading: text)
      try note.verify(by: claimed)
      guard note.text == "\(LogKey.rotationTitle)\n\(key)\n" else { throw .forged }
      return nil
    } catch {
      isTrusted = false
      return Fault(.badSignature, seq: seq, "\(error)")
    }
  }

  /// Whether `key` may sign for the log: named by it or given, and tied to the trusted key.
  func allows(_ key: VerifierKey) -> Bool {
    if let trusted, key == trusted { return true }
    return isTrusted && (all.isEmpty ? trusted == nil : all.contains(key))
  }
}
