import Foundation
import GRDB
import Testing

@testable import BroadcastCore

@Suite struct AnnouncementStateTests {
  /// (state, action) → state; what is not here cannot be done.
  @Test func everyStepOfTheTable() {
    let table: [AnnouncementState: [AnnouncementState.Action: AnnouncementState]] = [
      .draft: [.edit: .draft, .submit: .submitted, .retire: .retired],
      .submitted: [.edit: .draft, .approve: .approved, .return: .returned, .retire: .retired],
      .returned: [.edit: .draft, .submit: .submitted, .retire: .retired],
      .approved: [.edit: .draft, .return: .returned, .retire: .retired],
      .retired: [:],
    ]
    for state in AnnouncementState.allCases {
      for action in AnnouncementState.Action.allCases {
        #expect(state.after(action) == table[state]?[action], "\(state) \(action)")
      }
    }
  }
}

@Suite struct AnnouncementDeskTests {
  let folder: TemporaryFolder
  let database: DatabasePool
  let desk: AnnouncementDesk
  let editor = Account(
    id: AccountID(rawValue: "tk-1"), name: "bien-tap", title: "Biên tập", roles: [.editor, .approver])
  let approver = Account(id: AccountID(rawValue: "tk-2"), name: "duyet", title: "Duyệt", roles: [.approver])

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    desk = AnnouncementDesk(database)
  }

  private var written: Announcement {
    Announcement(
      id: "mat-nuoc", title: "Mất nước", airClass: .routine, text: "Ngày mai mất nước.", opening: [])
  }

  private func create() throws {
    try desk.create(written, by: .account(editor.id), at: Sample.moment)
  }

  private func approve(version: Int = 1, by account: Account, policy: ApprovalPolicy = ApprovalPolicy())
    throws
  {
    try desk.approve(
      "mat-nuoc", version: version, spoken: "s", sound: [ClipHash(rawValue: "t")], policy: policy,
      by: account, at: Sample.moment)
  }

  private func code(_ work: () throws -> Void) -> ApprovalError.Code? {
    do {
      try work()
      return nil
    } catch {
      return (error as? ApprovalError)?.code
    }
  }

  @Test func twoPeopleAndOneText() throws {
    try create()
    #expect(code { try approve(by: approver) } == .wrongState(.draft, .approve))
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(by: editor) } == .ownWork("bien-tap"))
    #expect(try !desk.announcement("mat-nuoc").isApproved)
    try approve(by: approver)
    let approved = try desk.announcement("mat-nuoc")
    #expect(approved.isApproved)
    #expect(approved.approval?.approver == "tk-2")
    #expect(approved.approval?.sound == [ClipHash(rawValue: "t")])
  }

  /// A trivial edit by somebody else does not make one's own text another's.
  @Test func whoeverWroteAnyOfItDoesNotApproveIt() throws {
    try create()
    try desk.edit("mat-nuoc", by: .account(AccountID(rawValue: "tk-3")), at: Sample.moment) {
      $0.title = "Mất nước "
    }
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(version: 2, by: editor) } == .ownWork("bien-tap"))
    try approve(version: 2, by: approver)
    // What was approved since is settled: only new words count.
    try desk.edit("mat-nuoc", by: .account(AccountID(rawValue: "tk-3")), at: Sample.moment) {
      $0.title = "Nước"
    }
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(version: 3, by: editor)
    #expect(try desk.versions(of: "mat-nuoc").map(\.approver) == [nil, "tk-2", "tk-1"])
  }

  /// Approved, taken back, touched by somebody else: still nobody but the author stands for it.
  @Test func whatWasTakenBackIsNotSettled() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(by: approver)
    try desk.sendBack("mat-nuoc", reason: "Sai sự thật", by: .account(approver.id), at: Sample.moment)
    try desk.edit("mat-nuoc", by: .account(AccountID(rawValue: "tk-3")), at: Sample.moment) {
      $0.title = "Mới"
    }
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(version: 2, by: editor) } == .ownWork("bien-tap"))
  }

  /// What one person may air alone as a test is not thereby approved by a second one.
  @Test func anApprovalOfOnesOwnSettlesNothing() throws {
    var test = written
    test.airClass = .test
    try desk.create(test, by: .account(editor.id), at: Sample.moment)
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(by: editor)
    try desk.edit("mat-nuoc", by: .account(AccountID(rawValue: "tk-3")), at: Sample.moment) {
      $0.airClass = .priority
    }
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(version: 2, by: editor) } == .ownWork("bien-tap"))
    try approve(version: 2, by: approver)
  }

  @Test func theNoteNamesAllThatChangedSinceTheApproval() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(by: approver)
    try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { $0.text = "Khác." }
    let twice = try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { $0.title = "Khác" }
    #expect(twice.note == "đã sửa sau khi duyệt: Nội dung, Tiêu đề")
  }

  /// A reason of several lines could draw a false row in a list.
  @Test func aReasonIsOneLine() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try desk.sendBack(
      "mat-nuoc", reason: "sửa\r\nx\tv9\tđã duyệt\u{1B}[2J", by: .account(approver.id), at: Sample.moment)
    #expect(try desk.announcement("mat-nuoc").note == "sửa x v9 đã duyệt\u{FFFD}[2J")
  }

  @Test func aUnixUserBeforeTheAccountIsTheSamePerson() throws {
    try desk.create(written, by: .unixUser(1_000), at: Sample.moment)
    try desk.submit("mat-nuoc", by: .unixUser(1_000), at: Sample.moment)
    var same = approver
    same.unixUser = 1_000
    #expect(code { try approve(by: same) } == .ownWork("duyet"))
    // Also where the machine's user is somebody else's by now.
    same.unixUser = nil
    same.formerUnixUsers = [1_000]
    #expect(code { try approve(by: same) } == .ownWork("duyet"))
    try approve(by: approver)
  }

  @Test func aGreetingCalledATestNeedsTwo() throws {
    var greeting = written
    greeting.airClass = .test
    greeting.purpose.holiday = "tet-nguyen-dan"
    try desk.create(greeting, by: .account(editor.id), at: Sample.moment)
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(by: editor) } == .ownWork("bien-tap"))
  }

  @Test func oneIsEnoughWhereTheStationSaysSo() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(by: editor, policy: ApprovalPolicy(singlePerson: [.routine]))
    #expect(try desk.announcement("mat-nuoc").isApproved)
  }

  /// Each change of what an approver answers for voids the approval.
  @Test(arguments: 0..<11)
  func anyChangeVoidsTheApproval(_ index: Int) throws {
    let changes: [@Sendable (inout Announcement) -> Void] = [
      { $0.text = "Ngày mai mất nướC." }, { $0.title = "Mất điện" }, { $0.airClass = .priority },
      { $0.recordings = [ClipHash(rawValue: "ab")] }, { $0.opening = [ClipHash(rawValue: "ab")] },
      { $0.closing = [ClipHash(rawValue: "ab")] }, { $0.zones = [ZoneID(rawValue: "thon-1")] },
      { $0.validTo = CivilDate("2026-12-31") }, { $0.purpose.criteria = ["TC1.2"] },
      { $0.purpose.isThreeDays = true },
      { $0.document = SourceDocument(number: "60/KH-UBND", date: nil, issuer: "", subject: "") },
    ]
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try approve(by: approver)
    let before = try desk.announcement("mat-nuoc").announcement.contentHash
    let after = try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment, changes[index])
    #expect(!after.isApproved && after.version == 2 && after.state == .draft)
    #expect(after.announcement.contentHash != before)
    // Nor does a row that was changed behind our back air: the hash is looked at, not the state.
    var forged = try desk.announcement("mat-nuoc")
    forged.state = .approved
    forged.approval = Approval(approver: "tk-2", contentHash: before)
    #expect(!forged.isApproved)
  }

  @Test func approvingWhatWasChangedMeanwhileIsRefused() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { $0.title = "Khác" }
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(code { try approve(by: approver) } == .changed(seen: 1, now: 2))
  }

  @Test func sendingBackNeedsAReason() throws {
    try create()
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(
      code { try desk.sendBack("mat-nuoc", reason: " ", by: .account(approver.id), at: Sample.moment) }
        == .reasonMissing)
    try desk.sendBack("mat-nuoc", reason: "Thiếu giờ", by: .account(approver.id), at: Sample.moment)
    let returned = try desk.announcement("mat-nuoc")
    #expect(returned.state == .returned && returned.note == "Thiếu giờ" && !returned.isApproved)
    try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment)
    #expect(try desk.announcement("mat-nuoc").note.isEmpty)
  }

  @Test func versionsAndTheirDifference() throws {
    try create()
    try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) {
      $0.text = "Ngày mai mất nước.\nTừ 8 giờ."
      $0.zones = [ZoneID(rawValue: "thon-1")]
    }
    #expect(
      code { try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { _ in } }
        == .nothingChanged)
    let versions = try desk.versions(of: "mat-nuoc")
    #expect(versions.map(\.number) == [1, 2])
    #expect(
      versions[1].difference(from: versions[0]) == [
        "Nội dung:", "+ Từ 8 giờ.", "Cụm loa:", "- tất cả", "+ thon-1",
      ])
    #expect(throws: ApprovalError.self) { try desk.versions(of: "mat-nuo") }
  }

  @Test func changedLinesStandInTheirOrder() {
    #expect(
      AnnouncementVersion.difference(from: "a\nb\nc\nd", to: "a\nB\nc\nD") == ["- b", "+ B", "- d", "+ D"])
  }

  @Test(arguments: ["", " ", "a\nb", "\u{1B}[2J", "\u{202E}x"])
  func aTitleIsOnePlainLine(_ title: String) throws {
    var bad = written
    bad.title = title
    #expect(throws: ComposeError(.badTitle)) {
      try desk.create(bad, by: .account(editor.id), at: Sample.moment)
    }
    try create()
    #expect(throws: ComposeError(.badTitle)) {
      try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { $0.title = title }
    }
  }

  /// Each edit is right by itself; together they are not.
  @Test func validityHoldsAcrossEdits() throws {
    try create()
    try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) {
      $0.validFrom = CivilDate("2026-12-05")
    }
    #expect(throws: ComposeError(.validityReversed)) {
      try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) {
        $0.validTo = CivilDate("2026-12-04")
      }
    }
  }

  @Test func retiredStaysRetired() throws {
    try create()
    try desk.retire("mat-nuoc", by: .account(approver.id), at: Sample.moment)
    #expect(
      code { try desk.submit("mat-nuoc", by: .account(editor.id), at: Sample.moment) }
        == .wrongState(.retired, .submit))
    #expect(code { try create() } == .exists)
  }

  @Test func theLogHoldsHashesAndTheAuditTexts() throws {
    try create()
    try desk.edit("mat-nuoc", by: .account(editor.id), at: Sample.moment) { $0.text = "Chiều mai mất nước." }
    let entries = try PlaybackLog(database: database).entries()
    #expect(entries.count == 2)
    #expect(entries.allSatisfy { !$0.line.contains("nước") })
    #expect(entries[1].texts["before"]?.contains("Ngày mai mất nước.") == true)
    #expect(entries[1].texts["after"]?.contains("Chiều mai mất nước.") == true)
  }

  @Test func filesLeaveTheDesksTextsAlone() throws {
    try create()
    let sample = try StationFolder.load(Sample.repository + "/schedules/ninh-giang")
    let applier = SetupApplier(database: database, library: ClipLibrary(folder: folder.path + "/clips"))
    _ = try applier.apply(sample, asSample: false, at: Sample.moment)
    #expect(try desk.announcement("mat-nuoc").source == .desk)
    // Sent back from the file's text: applying the same file again does not hide it.
    let first = try #require(sample.announcements.first?.id)
    try desk.sendBack(first, reason: "Sai số điện thoại", by: .account(approver.id), at: Sample.moment)
    _ = try applier.apply(sample, asSample: false, at: Sample.moment)
    #expect(try desk.announcement(first).state == .returned)
    #expect(try desk.announcement(first).version == 1)
    #expect(
      code { try desk.edit(first, by: .account(editor.id), at: Sample.moment) { $0.title = "x" } }
        == .fromSetup)
  }
}
