import Foundation
import GRDB
import Testing

@testable import BroadcastCore

/// What people bring is written down when they bring it; the table alone proves nothing.
@Suite struct ManualEvidenceTests {
  private let folder: TemporaryFolder
  private let database: DatabasePool
  private let documents: DocumentLibrary

  init() throws {
    folder = try TemporaryFolder()
    database = try StationDatabase.open(state: folder.path)
    documents = DocumentLibrary(folder: folder.path + "/documents")
    try folder.write("%PDF-1.4 biên bản", to: "bien-ban.pdf")
    let hash = try documents.store(folder.path + "/bien-ban.pdf")
    try ManualEvidenceStore(database).add(
      ManualEvidence(
        criterion: "TC1", kind: .minutes, date: "2026-11-20", title: "Họp dân", author: "tk-1", hash: hash),
      by: .station, at: Sample.moment)
  }

  private func problems() throws -> [String] {
    try ManualEvidenceStore.problems(in: database, documents: documents)
  }

  @Test func whatWasAddedFits() throws {
    #expect(try problems().isEmpty)
  }

  @Test(arguments: [
    "date = '2026-01-01'", "title = 'Khác'", "author = 'tk-9'", "criterion = 'TC2'", "kind = 'photo'",
  ])
  func anyChangeIsFound(_ change: String) throws {
    try database.write { try $0.execute(sql: "UPDATE manual_evidence SET \(change)") }
    #expect(try problems().count == 1)
  }

  @Test func whatWasPutThereOrTakenAwayIsFound() throws {
    try database.write {
      try $0.execute(
        sql:
          "INSERT INTO manual_evidence SELECT 7, criterion, kind, date, title, author, hash FROM manual_evidence"
      )
    }
    let added = try problems()
    #expect(added.count == 1 && added[0].contains("không có lần nhập"))
    try database.write { try $0.execute(sql: "DELETE FROM manual_evidence") }
    let gone = try problems()
    #expect(gone.count == 1 && gone[0].contains("bị xóa"))
  }

  @Test func aFileThatIsGoneIsFound() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/documents")
    let found = try problems()
    #expect(found.count == 1 && found[0].contains("tệp"))
  }
}
