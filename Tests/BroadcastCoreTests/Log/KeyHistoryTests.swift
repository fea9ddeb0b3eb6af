import Testing

@testable import BroadcastCore

/// Whose signature counts for an auditor who trusts one key.
@Suite struct KeyHistoryTests {
  private let mine = SignerKey(name: "broadcaster/mau")!
  private let forgers = SignerKey(name: "broadcaster/mau")!

  private func take(_ records: [LogRecord], trusting key: SignerKey?) throws -> KeyHistory {
    var history = KeyHistory(trusted: key?.verifier)
    for (index, record) in records.enumerated() {
      let line = record.line(seq: Int64(index), event: EventID.make(), moment: Sample.moment)
      let members = try #require(CanonicalScanner.members(of: Array(line.utf8)))
      #expect(history.take(members, seq: Int64(index)) == nil)
    }
    return history
  }

  private func rotation(from old: SignerKey, to new: SignerKey) throws -> LogRecord {
    let note = try SignedNote("\(LogKey.rotationTitle)\n\(new.verifier)\n", by: old)
    return .key(.rotated, new.verifier, previous: old.verifier, note: note)
  }

  /// Anyone can write the name of a key into a log.
  @Test func aKeyThatIsOnlyNamedVouchesForNobody() throws {
    let forged: [[LogRecord]] = [
      [
        .key(.created, forgers.verifier, previous: nil, note: nil),
        .key(.replaced, mine.verifier, previous: forgers.verifier, note: nil),
      ],
      [
        .key(.created, mine.verifier, previous: nil, note: nil),
        .key(.replaced, forgers.verifier, previous: mine.verifier, note: nil),
        .key(.replaced, mine.verifier, previous: forgers.verifier, note: nil),
      ],
      [
        .key(.created, forgers.verifier, previous: nil, note: nil),
        try rotation(from: forgers, to: mine),
      ],
    ]
    let note = try SignedNote("broadcaster/mau\n1\nAAAA\n", by: forgers)
    for records in forged {
      let history = try take(records, trusting: mine)
      #expect(!history.allows(forgers.verifier) && !history.vouch(for: note))
      #expect(history.allows(mine.verifier))
    }
  }

  @Test func whatTheTrustedKeySignedIsTrusted() throws {
    let history = try take(
      [.key(.created, mine.verifier, previous: nil, note: nil), try rotation(from: mine, to: forgers)],
      trusting: mine)
    #expect(history.allows(forgers.verifier) && history.allows(mine.verifier))
  }

  @Test func withoutATrustedKeyTheLogsOwnNamesCount() throws {
    let history = try take([.key(.created, mine.verifier, previous: nil, note: nil)], trusting: nil)
    #expect(history.allows(mine.verifier) && !history.allows(forgers.verifier))
  }
}
