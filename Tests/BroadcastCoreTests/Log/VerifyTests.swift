import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct CanonicalScannerTests {
  @Test(
    arguments: [
      #"{}"#, #"{"a":1}"#, #"{"a":-1,"b":[1,2,[]],"c":{"x":null,"y":true},"d":"é \"\\\n\u0001"}"#,
      #"{"a":0}"#,
      #"{"a":9223372036854775807,"b":-9223372036854775808}"#, "{\"\u{1F600}\":1,\"\u{FB33}\":2}",
    ])
  func takesTheOneForm(line: String) { #expect(CanonicalScanner.members(of: Array(line.utf8)) != nil) }

  @Test(
    arguments: [
      "", "1", "[]", "{", #"{"a":1} "#, #" {"a":1}"#, #"{"a": 1}"#, #"{"b":1,"a":1}"#, #"{"a":1,"a":1}"#,
      #"{"a":01}"#, #"{"a":-0}"#, #"{"a":1.0}"#, #"{"a":1e3}"#, #"{"a":9223372036854775808}"#, #"{"a":"\/"}"#,
      #"{"a":"\u0041"}"#, #"{"a":"\u000a"}"#, #"{"a":"\u001F"}"#, #"{"a":tru}"#, #"{"a":1,}"#, #"{"a":[1,]}"#,
      "{\"a\":\"\n\"}", "{\"\u{FB33}\":1,\"\u{1F600}\":2}", #"{"a":"x}"#, #"{"a"}"#,
      "{\"a\":" + String(repeating: "[", count: 99) + String(repeating: "]", count: 99) + "}",
    ])
  func refusesEveryOther(line: String) { #expect(CanonicalScanner.members(of: Array(line.utf8)) == nil) }

  @Test func refusesWhatIsNotUTF8() {
    #expect(CanonicalScanner.members(of: Array("{\"a\":\"".utf8) + [0xC3] + Array("\"}".utf8)) == nil)
  }

  @Test func readsWhatWasWritten() throws {
    let value = CanonicalJSON.object([
      "s": "a\"\\\n\u{01}é\t", "n": -12, "o": .object(["x": 3]), "l": .array([1, -2]), "b": true,
    ])
    let members = try #require(CanonicalScanner.members(of: Array(value.line.utf8)))
    #expect(members.string("s") == "a\"\\\n\u{01}é\t")
    #expect(members.integer("n") == -12 && members.object("o")?.integer("x") == 3)
    #expect(members.integers("l") == [1, -2])
  }
}

@Suite struct StateVerifierTests {
  let sample: SampleLog

  init() throws {
    sample = try SampleLog()
    try sample.log.append(SampleLog.began, at: SampleLog.moment(1))
    try sample.air("a1", at: 2)
    try sample.air("a2", at: 20)
  }

  private func verify(trusted: VerifierKey? = nil, known: [SignedNote] = []) throws -> VerificationReport {
    try StateVerifier(sample.database, trusted: trusted, known: known).verify()
  }

  @Test func anHonestLogIsGood() throws {
    let kept = try sample.maker.make(.dayClose, at: SampleLog.moment(40))
    let key = try sample.key.current().verifier
    let report = try verify(trusted: key, known: [kept.note])
    #expect(report.isGood, "\(report.faults)")
    #expect(report.entries == 8 && report.checkpointsHeld == 2 && report.checkpoint == kept.checkpoint)
    #expect(report.notes.isEmpty)
    try sample.air("a3", at: 50)
    #expect(try verify().notes == ["3 mục cuối chưa có điểm chốt nào."])
  }

  @Test func rotatedKeysAreTiedToTheFirst() throws {
    let first = try sample.key.current().verifier
    try sample.maker.make(.dayClose, at: SampleLog.moment(40))
    _ = try sample.key.rotate(at: SampleLog.moment(41))
    try sample.maker.make(.dayClose, at: SampleLog.moment(42))
    let report = try verify(trusted: first)
    #expect(report.isGood && report.checkpointsHeld == 2, "\(report.faults)")
    let stranger = try #require(SignerKey(name: "broadcaster/mau")).verifier
    #expect(try verify(trusted: stranger).faults.map(\.kind) == [.wrongKey])
  }

  // What the owner of the file can do, and what is said of it.
  @Test(
    arguments: [
      (
        "UPDATE log_entry SET line = replace(line, 'completed', 'cut') WHERE seq = 4", false,
        Fault.Kind.changed, 4
      ),
      ("DELETE FROM log_entry WHERE seq = 3", true, .missing, 3),
      ("DELETE FROM log_entry WHERE seq >= 5", true, .truncated, 5),
      (
        "UPDATE log_entry SET line = json_set(line, '$.seq', 99) WHERE seq = 3", true, .missing, 3
      ),
      ("UPDATE log_entry SET line = line || ' ' WHERE seq = 3", true, .notCanonical, 3),
      ("UPDATE log_text SET text = 'Tin vui'", false, .textDiffers, 2),
    ] as [(String, Bool, Fault.Kind, Int64)])
  func tamperingIsNamed(sql: String, rehash: Bool, kind: Fault.Kind, seq: Int64) throws {
    try sample.maker.make(.dayClose, at: SampleLog.moment(40))
    try sample.tamper(sql, rehash: rehash)
    let report = try verify()
    let fault = report.faults.first { $0.kind == kind }
    #expect(fault?.seq == seq, "\(report.faults)")
  }

  // With fitting hashes everywhere only the signed checkpoint tells.
  @Test func fittingHashesDoNotFitTheCheckpoint() throws {
    let kept = try sample.maker.make(.dayClose, at: SampleLog.moment(40))
    try sample.tamper("UPDATE log_entry SET line = json_set(line, '$.zones', json('[]')) WHERE seq = 4")
    #expect(try verify().faults.map(\.kind) == [.rootDiffers])
    // Who removes the kept checkpoints as well is found by the one that someone else holds.
    try sample.tamper("DROP TRIGGER log_checkpoint_no_delete; DELETE FROM log_checkpoint")
    #expect(try verify().isGood)
    #expect(try verify(known: [kept.note]).faults.map(\.kind) == [.rootDiffers])
    try sample.tamper("DELETE FROM log_entry WHERE seq > 4")
    #expect(try verify(known: [kept.note]).faults.map(\.kind).contains(.truncated))
  }

  @Test func aCheckpointByAStrangerIsRefused() throws {
    let kept = try sample.maker.make(.dayClose, at: SampleLog.moment(40))
    let stranger = try #require(SignerKey(name: "broadcaster/mau"))
    let forged = try SignedNote(kept.note.text, by: stranger)
    #expect(try verify(known: [forged]).faults.map(\.kind) == [.wrongKey])
  }
}

@Suite struct EntryCheckerTests {
  private func faults(_ entries: [(LogRecord, Moment)], first: Int64 = 0) -> [Fault] {
    var report = VerificationReport()
    var checker = EntryChecker(first: first)
    for (index, (record, moment)) in entries.enumerated() {
      let line = record.line(seq: first + Int64(index), event: "e\(index)", moment: moment)
      checker.check(Array(line.utf8), into: &report)
    }
    checker.finish(into: &report)
    return report.faults
  }

  private typealias S = SampleLog
  private static func airing(_ ended: LogRecord, kind: String = "device") -> [(LogRecord, Moment)] {
    [(S.accepted("a", kind: kind), S.moment(1)), (S.started("a"), S.moment(2)), (ended, S.moment(12))]
  }

  @Test func whatCannotBe() {
    let table: [([(LogRecord, Moment)], [Fault.Kind])] = [
      (Self.airing(S.ended("a")), []),
      (Self.airing(S.ended("a", left: [479_999, 479_999])), [.impossibleFrames]),
      (Self.airing(S.ended("a", left: [479_999, 479_999], outcome: "cut")), []),
      (
        Self.airing(S.ended("a", written: 400_000, left: [400_001, 400_001], outcome: "cut")),
        [.impossibleFrames]
      ),
      (
        Self.airing(S.ended("a", rendered: 300_000, written: 400_000, left: [0, 1], outcome: "cut")),
        [.impossibleFrames]
      ),
      (
        Self.airing(S.ended("a", rendered: 480_001, written: 1, left: [0, 1], outcome: "cut")),
        [.impossibleFrames]
      ),
      (Self.airing(S.ended("a", left: [2, 1], outcome: "cut")), [.impossibleFrames]),
      (Self.airing(S.ended("a", left: [-1, 1], outcome: "cut")), [.impossibleFrames]),
      (Self.airing(S.ended("a", total: 9, rendered: 9, written: 9, left: [9, 9])), [.impossibleFrames]),
      (Self.airing(S.ended("a", outcome: "done")), [.badField]),
      // Ten seconds of sound in three.
      (
        [(S.accepted("a"), S.moment(1)), (S.started("a"), S.moment(2)), (S.ended("a"), S.moment(4))],
        [.impossibleFrames]
      ),
      ([(S.accepted("a"), S.moment(1)), (S.ended("a"), S.moment(12))], [.completedWithoutStart]),
      (Self.airing(S.ended("a")) + [(S.ended("a"), S.moment(13))], [.endedTwice]),
      ([(S.ended("a"), S.moment(1))], [.endedWithoutAccepted]),
      ([(S.started("a"), S.moment(1))], [.startedWithoutAccepted]),
      ([(S.accepted("a"), S.moment(1)), (S.accepted("a"), S.moment(1))], [.acceptedTwice]),
      ([(S.accepted("a"), S.moment(1)), (S.began, S.moment(2))], [.acceptedWithoutEnded]),
      ([(S.accepted("a"), S.moment(1))], []),
      ([(S.began, S.moment(20)), (S.began, S.moment(9))], [.timeBackwards]),
      ([(S.began, S.moment(20)), (S.began, S.moment(11))], []),
      ([(S.began, S.moment(20)), (S.began, S.moment(0, boot: "boot-2"))], []),
      (
        [(S.began, S.moment(20)), (S.began, S.moment(0, boot: "boot-2")), (S.began, S.moment(21))],
        [.bootReturned]
      ),
      ([(LogRecord(kind: .started, fields: [:]), S.moment(1))], [.badField]),
    ]
    for (index, (entries, expected)) in table.enumerated() {
      #expect(faults(entries).map(\.kind) == expected, "row \(index)")
    }
  }

  // What began before the first entry of a part is not known.
  @Test func aPartMayBeginInTheMiddle() {
    #expect(faults([(S.started("a"), S.moment(1)), (S.ended("a"), S.moment(12))], first: 7).isEmpty)
    #expect(
      faults([(S.ended("a"), S.moment(1)), (S.ended("a"), S.moment(12))], first: 7).map(\.kind) == [
        .endedTwice
      ])
  }

  @Test func aDelayedEntryMayTellOfAnEarlierMoment() {
    var late = S.began
    late.fields["delayed"] = true
    #expect(faults([(S.began, S.moment(900)), (late, S.moment(1)), (S.began, S.moment(901))]).isEmpty)
  }
}
