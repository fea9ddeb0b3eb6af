/// The keys that the log names, each tied to the one before it by that one's signature.
struct KeyHistory {
  /// The key that the auditor trusts, where one was given.
  private let trusted: VerifierKey?
  /// The trusted key and those that it signed, one after another. That the log names a key proves nothing: whoever
  /// rewrites a log can write any name into it, so neither what came before the trusted key nor what replaced it counts.
  private var reached: Set<VerifierKey>
  /// In force at the end of what was read.
  private var current: VerifierKey?
  private(set) var all: [VerifierKey] = []

  init(trusted: VerifierKey? = nil) {
    self.trusted = trusted
    reached = Set([trusted].compactMap(\.self))
  }

  /// - Returns: what is wrong with the entry.
  mutating func take(_ members: CanonicalScanner.Members, seq: Int64) -> Fault? {
    guard let action = members.string("action").flatMap({ LogKey.Action(rawValue: $0) }),
      let key = members.string("vkey").flatMap({ VerifierKey($0) })
    else { return Fault(.badField, seq: seq, "action, vkey") }
    let previous = current
    current = key
    all.append(key)
    guard action != .created else {
      return previous == nil ? nil : Fault(.wrongKey, seq: seq, "created")
    }
    guard let claimed = members.string("previous").flatMap({ VerifierKey($0) }) else {
      return Fault(.badField, seq: seq, "previous")
    }
    if let previous, claimed != previous { return Fault(.wrongKey, seq: seq, "previous") }
    // Nobody vouches for the new key.
    if action == .replaced { return nil }
    do throws(NoteError) {
      guard let text = members.string("note") else { throw .malformed }
      let note = try SignedNote(reading: text)
      try note.verify(by: claimed)
      guard note.text == "\(LogKey.rotationTitle)\n\(key)\n" else { throw .forged }
      if reached.contains(claimed) { reached.insert(key) }
      return nil
    } catch {
      return Fault(.badSignature, seq: seq, "\(error)")
    }
  }

  /// Whether `key` may sign for the log: named by it, or, where the auditor trusts one, tied to that.
  func allows(_ key: VerifierKey) -> Bool {
    trusted == nil ? all.isEmpty || all.contains(key) : reached.contains(key)
  }

  /// Whether a key that may sign for the log has signed the note.
  func vouch(for note: SignedNote) -> Bool {
    let keys = trusted == nil ? Set(all) : reached
    return keys.contains { (try? note.verify(by: $0)) != nil }
  }
}
