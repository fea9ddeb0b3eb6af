import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct SignedNoteTests {
  static let vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
  static let vector =
    "This is an example message.\n\n\u{2014} example.com/foo "
    + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"

  // The example of C2SP signed-note.
  @Test func vectorPasses() throws {
    let key = try #require(VerifierKey(SignedNoteTests.vkey))
    #expect(key.description == SignedNoteTests.vkey)
    #expect(Hex.string(key.id) == "530d903a")
    let note = try SignedNote(reading: SignedNoteTests.vector)
    #expect(note.text == "This is an example message.\n")
    try note.verify(by: key)
    #expect(note.description == SignedNoteTests.vector)
  }

  @Test func everyChangeOfTheVectorIsFound() throws {
    let key = try #require(VerifierKey(SignedNoteTests.vkey))
    func passes(_ bytes: [UInt8]) -> Bool {
      guard let text = String(validating: bytes, as: UTF8.self), let note = try? SignedNote(reading: text)
      else {
        return false
      }
      return (try? note.verify(by: key)) != nil
    }
    let bytes = Array(SignedNoteTests.vector.utf8)
    #expect(passes(bytes))
    for at in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[at] ^= 1 << bit
        #expect(!passes(changed))
      }
      var shorter = bytes
      shorter.remove(at: at)
      #expect(!passes(shorter))
      for extra in [0x0A, 0x20, 0x3D, 0x41, bytes[at]] as [UInt8] {
        var longer = bytes
        longer.insert(extra, at: at)
        #expect(!passes(longer))
      }
    }
  }

  @Test func anotherKeyProvesNothing() throws {
    let own = try #require(SignerKey(name: "broadcaster/mau"))
    let other = try #require(SignerKey(name: "broadcaster/mau"))
    let note = try SignedNote(reading: SignedNote("một\n\nhai\n", by: own).description)
    try note.verify(by: own.verifier)
    #expect(throws: NoteError.unsigned) { try note.verify(by: other.verifier) }
    let forged = note.description.replacingOccurrences(of: "hai", with: "ba")
    #expect(throws: NoteError.forged) { try SignedNote(reading: forged).verify(by: own.verifier) }
    #expect(SignerKey(encoded: own.encoded)?.verifier == own.verifier)
    #expect(SignerKey(name: "a b") == nil && SignerKey(name: "a+b") == nil && SignerKey(name: "") == nil)
  }

  @Test(
    arguments: [
      "", "a\n", "a\n0\n", "a\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
      "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
      "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "a\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
      "a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nx\n",
    ])
  func notACheckpoint(text: String) { #expect(Checkpoint(text: text) == nil) }

  @Test func checkpointHasOneForm() throws {
    let checkpoint = Checkpoint(origin: "broadcaster/mau", size: 0, root: .empty)
    #expect(checkpoint.text == "broadcaster/mau\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
    #expect(Checkpoint(text: checkpoint.text) == checkpoint)
  }
}

@Suite struct CheckpointTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let log: PlaybackLog
  let key: LogKey
  let maker: CheckpointMaker

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    log = PlaybackLog(database: database)
    key = LogKey(folder: folder.path + "/keys", log: log)
    maker = CheckpointMaker(log: log, key: key)
  }

  private let record = LogRecord(kind: .changed, fields: [:])
  private func open() throws -> SignerKey { try key.open(name: "broadcaster/mau", at: Sample.moment) }

  @Test func keyIsMadeOnceAndOnlyItsOwnerReadsIt() throws {
    let first = try open()
    #expect(try open().verifier == first.verifier)
    let entries = try log.entries()
    #expect(entries.count == 1 && entries[0].line.contains("\"action\":\"created\""))
    #expect(entries[0].line.contains(first.verifier.description))
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/keys/log.key")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func rotationIsSignedByTheOldKeyAndSurvivesACut() throws {
    let old = try open()
    let (was, new) = try key.rotate(at: Sample.moment)
    #expect(was == old.verifier && new != was)
    #expect(try open().verifier == new)
    let entry = try #require(try log.entries().last)
    let members = try #require(
      JSONSerialization.jsonObject(with: Data(entry.line.utf8)) as? [String: Any])
    let note = try SignedNote(reading: try #require(members["note"] as? String))
    try note.verify(by: was)
    #expect(note.text == "broadcaster log key rotation v1\n\(new)\n")
    // Cut before the entry: the key beside is dropped. Cut after it: the key beside takes over.
    let keys = KeyFolder(path: folder.path + "/keys")
    let third = try #require(SignerKey(name: "broadcaster/mau"))
    try keys.write(third, to: keys.next)
    #expect(try open().verifier == new)
    try keys.write(third, to: keys.next)
    try log.append(.key(.rotated, third.verifier, previous: new, note: nil), at: Sample.moment)
    #expect(try open().verifier == third.verifier)
    #expect(try keys.read(keys.next) == nil)
    // A lost key is replaced, and the log says so.
    keys.remove(keys.current)
    _ = try open()
    #expect(try log.entries().last?.line.contains("\"action\":\"replaced\"") == true)
  }

  @Test func checkpointIsSignedKeptAndMadeOnce() throws {
    let signer = try open()
    try log.append(Array(repeating: record, count: 300), at: Sample.moment)
    let kept = try maker.make(.dayClose, at: Sample.moment)
    try kept.note.verify(by: signer.verifier)
    #expect(kept.checkpoint.size == 301 && kept.checkpoint.origin == "broadcaster/mau")
    let leaves = try log.entries().map { Array($0.line.utf8) }
    #expect(kept.checkpoint.root == MerkleTests.rfc(leaves[...]))
    _ = try maker.make(.shutdown, at: Sample.moment)
    #expect(try maker.all() == [kept], "nothing new, nothing signed")
    try log.append(record, at: Sample.moment)
    let next = try maker.make(.entries, at: Sample.moment)
    #expect(try maker.newest() == next)
    try database.read { try Growth(from: kept.checkpoint, to: next.checkpoint, in: $0).check() }
  }

  // Whoever rewrites the log with fitting hashes gets no more signatures.
  @Test func aRewrittenLogIsNotSigned() throws {
    _ = try open()
    try log.append([record, record, record], at: Sample.moment)
    try maker.make(.dayClose, at: Sample.moment)
    try database.write { database in
      try database.execute(sql: "DROP TRIGGER log_entry_no_update")
      let line = try String.fetchOne(
        database, sql: "SELECT json_set(line, '$.x', 1) FROM log_entry WHERE seq = 2")!
      try database.execute(
        sql: "UPDATE log_entry SET line = ?, leaf = ? WHERE seq = 2",
        arguments: [line, Data(MerkleLeaf.hash(line))])
    }
    #expect { try maker.make(.dayClose, at: Sample.moment) } throws: {
      ($0 as? GrowthError)?.code == .changed
    }
    try database.write { database in
      try database.execute(sql: "DROP TRIGGER log_entry_no_delete; DELETE FROM log_entry WHERE seq > 1")
    }
    #expect { try maker.make(.dayClose, at: Sample.moment) } throws: {
      ($0 as? GrowthError)?.code == .shorter
    }
  }

  @Test func scheduleSignsAtDayCloseAndEveryThousand() throws {
    var schedule = CheckpointSchedule(signed: 0)
    #expect(schedule.due(size: 5, today: "2026-11-21") == nil)
    #expect(schedule.due(size: 999, today: "2026-11-21") == nil)
    #expect(schedule.due(size: 1000, today: "2026-11-21") == .entries)
    schedule.didFail(at: 1000)
    #expect(schedule.due(size: 1009, today: "2026-11-21") == nil)
    #expect(schedule.due(size: 1010, today: "2026-11-21") == .entries)
    schedule.didSign(1010)
    #expect(schedule.due(size: 1010, today: "2026-11-22") == nil)
    #expect(schedule.due(size: 1011, today: "2026-11-22") == .dayClose)
  }

  @Test func qrCodeHoldsTheNote() throws {
    _ = try open()
    let note = try maker.make(.command, at: Sample.moment).note.description
    let code = try #require(QRCode(note))
    #expect(code.width >= 21 && (code.width - 17) % 4 == 0)
    // The three corners that a camera looks for.
    for (x, y) in [(0, 0), (code.width - 7, 0), (0, code.width - 7)] {
      #expect((0..<7).allSatisfy { code.isDark(x + $0, y) && code.isDark(x, y + $0) })
      #expect(!code.isDark(x + 1, y + 1) && code.isDark(x + 3, y + 3))
    }
    #expect(code.svg.hasPrefix("<svg") && code.terminal.split(separator: "\n").count > code.width / 2)
    #expect(QRCode(String(repeating: "a", count: 3000)) == nil)
  }
}
