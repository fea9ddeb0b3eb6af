import AudioEngine
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

  @Test func anEventIDTwiceIsFoundThoughTheTableNoLongerRefusesIt() throws {
    let event = try LogLine(sample.log.entries(from: 3, limit: 1)[0].line).event
    try sample.tamper(
      """
      CREATE TABLE copy AS SELECT seq, line, leaf, event, kind, wall, broadcast, airing FROM log_entry;
      UPDATE copy SET event = '\(event)', line = json_set(line, '$.event', '\(event)') WHERE seq = 5;
      DROP TABLE log_entry; ALTER TABLE copy RENAME TO log_entry;
      """, rehash: true)
    let report = try verify()
    #expect(report.faults.contains { $0.kind == .eventTwice && $0.seq == 5 }, "\(report.faults)")
  }

  @Test func alteredTextsAreMarkedWhereTheyAreShown() throws {
    #expect(try sample.log.entries(from: 2, limit: 1)[0].alteredTexts.isEmpty)
    try sample.tamper("UPDATE log_text SET text = 'Tin vui' WHERE seq = 2", rehash: false)
    let entry = try sample.log.entries(from: 2, limit: 1)[0]
    #expect(entry.alteredTexts == ["title"] && entry.isIntact)
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

  private static let day: Int64 = 86_400
  private static func planned(_ seconds: Int64) -> CanonicalJSON {
    .string(S.moment(seconds).wall.description)
  }

  /// The plan of a day, with the moments of its broadcasts.
  private static func plan(_ date: String, _ broadcasts: [(String, Int64)]) -> LogRecord {
    LogRecord(
      kind: .plan,
      fields: [
        "date": .string(date),
        "broadcasts": .array(
          broadcasts.map { .object(["broadcast": .string($0.0), "planned": planned($0.1)]) }),
      ])
  }

  private static func aired(_ broadcast: String, due: Int64, _ airing: String = "a") -> [(LogRecord, Moment)]
  {
    var accepted = S.accepted(airing)
    accepted.fields["broadcast"] = .string(broadcast)
    accepted.fields["programme"] = "p"
    accepted.fields["planned"] = planned(due)
    return [
      (accepted, S.moment(due - 2)), (S.started(airing), S.moment(due)),
      (S.ended(airing), S.moment(due + 10)),
    ]
  }

  private static func refused(_ broadcast: String) -> LogRecord {
    LogRecord(kind: .refused, fields: ["broadcast": .string(broadcast), "reason": "quiet-hours"])
  }

  @Test func planAndOutcomeAreHeldAgainstEachOther() {
    let plan = (Self.plan("2026-11-21", [("x", 3600)]), S.moment(1))
    let next = (Self.plan("2026-11-22", []), S.moment(Self.day))
    let cancelled = LogRecord(
      kind: .changed, fields: ["object": "queue", "id": "x", "action": "cancel", "by": "tk-1"])
    let table: [(String, [(LogRecord, Moment)], [Fault.Kind], Int64?)] = [
      ("aired", [plan] + Self.aired("x", due: 3600) + [next], [], nil),
      ("refused", [plan, (Self.refused("x"), S.moment(3600)), next], [], nil),
      ("taken out", [plan, (cancelled, S.moment(1800)), next], [], nil),
      ("silence", [plan, next], [.planWithoutOutcome], 0),
      ("another one's outcome", [plan, (Self.refused("y"), S.moment(3600)), next], [.planWithoutOutcome], 0),
      ("replanned before its time", [plan, (Self.plan("2026-11-21", []), S.moment(60)), next], [], nil),
      (
        "dropped after its time", [plan, (Self.plan("2026-11-21", []), S.moment(7200)), next],
        [.planWithoutOutcome], 0
      ),
      (
        "due before the plan was known", [(Self.plan("2026-11-21", [("x", 60)]), S.moment(90)), next], [], nil
      ),
      (
        "a clock that ran a day ahead for a while",
        [plan, next, (Self.plan("2026-11-21", [("x", 3600)]), S.moment(Self.day + 1))]
          + [(Self.refused("x"), S.moment(Self.day + 2))], [], nil
      ),
      ("not settled yet", [plan], [], nil),
      (
        "down for eight days",
        [plan, (S.began, S.moment(9 * Self.day)), (Self.plan("2026-11-30", []), S.moment(9 * Self.day))], [],
        nil
      ),
      (
        "in no plan", [plan] + Self.aired("y", due: 3600) + [(Self.refused("x"), S.moment(3700))],
        [.outcomeWithoutPlan], 1
      ),
      (
        "the plan of a new day comes a look late",
        [(Self.plan("2026-11-21", []), S.moment(1))] + Self.aired("y", due: Self.day).prefix(1)
          + [(Self.plan("2026-11-22", [("y", Self.day)]), S.moment(Self.day - 1))]
          + Self.aired("y", due: Self.day).dropFirst(), [], nil
      ),
    ]
    for (name, entries, expected, seq) in table {
      let found = faults(entries)
      #expect(found.map(\.kind) == expected && found.first?.seq == seq, "\(name): \(found)")
    }
  }

  @Test func namedApproversAreBorneOut() {
    func accepted(_ approver: String, airClass: String = "routine", items: [String]? = nil) -> LogRecord {
      var record = S.accepted("a")
      record.fields["announcement"] = "bai"
      record.fields["approver"] = .string(approver)
      record.fields["class"] = .string(airClass)
      record.fields["broadcast"] = "khan@1"
      if let items {
        record.fields["items"] = .array(items.map { .object(["announcement": .string($0)]) })
      }
      return record
    }
    func approve(_ id: String, _ by: String, _ action: String = "approve", _ object: String = "announcement")
      -> LogRecord
    {
      LogRecord(
        kind: .changed,
        fields: ["object": .string(object), "id": .string(id), "action": .string(action), "by": .string(by)])
    }
    let applied = LogRecord(
      kind: .applied,
      fields: ["announcements": .array([.object(["id": "bai", "approver": "mẫu"])])])
    let table: [([LogRecord], [Fault.Kind])] = [
      ([approve("bai", "tk-2"), accepted("tk-2")], []),
      ([applied, accepted("mẫu")], []),
      ([accepted("tk-2")], [.approvalMissing]),
      ([approve("bai", "tk-2", "submit"), accepted("tk-2")], [.approvalMissing]),
      ([approve("khac", "tk-2"), accepted("tk-2")], [.approvalMissing]),
      ([approve("bai", "tk-3"), accepted("tk-2")], [.approvalMissing]),
      ([applied, accepted("")], [.approvalMissing]),
      ([accepted("", airClass: "test")], []),
      ([approve("khan@1", "tk-1", "air", "emergency"), accepted("tk-1", airClass: "emergency")], []),
      ([accepted("tk-1", airClass: "emergency")], [.approvalMissing]),
      (
        [approve("b1", "tk-2"), approve("b2", "tk-3"), accepted("tk-2, tk-3", items: ["b1", "b2"])], []
      ),
      ([approve("b1", "tk-2"), accepted("tk-2, tk-3", items: ["b1", "b2"])], [.approvalMissing]),
    ]
    for (index, (records, expected)) in table.enumerated() {
      let found = faults(records.enumerated().map { ($1, S.moment(Int64($0) + 1)) })
      #expect(found.map(\.kind) == expected, "row \(index): \(found)")
    }
    // Of a part what was approved before is not known.
    #expect(faults([(accepted("tk-2"), S.moment(1))], first: 5).isEmpty)
  }

  @Test func framesAndMomentsAgreeBetweenEntries() {
    var started = S.started("a")
    started.fields["first_frame"] = 500
    started.fields["started_mono_ns"] = .integer(S.moment(2).monotonic.nanoseconds)
    var early = started
    early.fields["started_mono_ns"] = .integer(S.moment(-60).monotonic.nanoseconds)
    var ended = S.ended("a")
    func frames(_ first: Int64) -> CanonicalJSON {
      .object([
        "total": 480_000, "rendered": 480_000, "written": 480_000, "left": .array([480_000, 480_000]),
        "first": .integer(first),
      ])
    }
    ended.fields["frames"] = frames(500)
    var elsewhere = ended
    elsewhere.fields["frames"] = frames(501)
    var boasting = S.ended("a", left: [240_000, 240_000], outcome: "cut")
    boasting.fields["completeness_ppm"] = 990_000
    let table: [(LogRecord, LogRecord, [Fault.Kind])] = [
      (started, ended, []), (early, ended, [.timeBackwards]), (started, elsewhere, [.impossibleFrames]),
      (started, boasting, [.impossibleFrames]),
    ]
    for (index, (start, end, expected)) in table.enumerated() {
      let found = faults([(S.accepted("a"), S.moment(1)), (start, S.moment(3)), (end, S.moment(12))])
      #expect(found.map(\.kind) == expected, "row \(index): \(found)")
    }
  }

  @Test func theFirstBadEntryIsNamedHoweverManyFaultsThereAre() {
    var report = VerificationReport()
    for seq in (1...500).reversed() { report.add(Fault(.changed, seq: Int64(seq))) }
    #expect(report.faults.count == 100 && report.firstBadEntry?.seq == 1)
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
