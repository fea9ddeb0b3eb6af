import Foundation
import Testing
import VietnameseSpeech

/// One table a semiotic class: written, spoken.
@Suite struct CasesTests {
  static let tables = [
    "abbreviation", "address", "announcement", "code", "date", "document", "foreign", "fraction", "money",
    "number",
    "outline", "phone",
    "range", "rate", "reference", "roman", "symbol", "time", "unit", "weekday",
  ]

  @Test(arguments: tables) func readsAsAnAnnouncerWould(_ table: String) throws {
    let normalizer = try Normalizer.standard()
    let rows = try TestData.rows("cases/\(table).tsv")
    #expect(rows.count >= 5)
    for row in rows {
      #expect(normalizer.spoken(row[0]) == row[1], "\(row[0])")
    }
  }

  @Test func tablesOnDiskAreAllRun() throws {
    let files = try TestData.names(in: "cases").map { $0.replacing(".tsv", with: "") }
    #expect(files == CasesTests.tables)
    let total = try files.reduce(0) { $0 + (try TestData.rows("cases/\($1).tsv").count) }
    #expect(total >= 300)
  }

  /// The examples the project began with, and the cases written without sight of the rules or of what they say: all certain
  /// ones, and nine in ten where speakers differ.
  @Test(arguments: ["speech_examples.tsv", "cases-blind.tsv"])
  func readsAsOneOfTheAnnouncersDoes(_ table: String) throws {
    let normalizer = try Normalizer.standard()
    var varying = 0
    var right = 0
    for row in try TestData.rows(table).dropFirst() {
      try #require(row.count == 7, "\(row[0])")
      let accepted = [row[1]] + row[4].components(separatedBy: " || ")
      let got = bare(normalizer.spoken(row[0]))
      let isRight = accepted.map(bare).contains(got)
      if row[3] == "varies" {
        varying += 1
        right += isRight ? 1 : 0
      } else {
        #expect(isRight, "\(row[0]) → \(got)")
      }
    }
    #expect(varying >= 20)
    #expect(right * 10 >= varying * 9)
  }

  /// NFC, lower case, without punctuation: how the examples are compared.
  private func bare(_ text: String) -> String {
    let kept = text.precomposedStringWithCanonicalMapping.lowercased().unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar == " " ? Character(scalar) : " "
    }
    return String(kept).split(separator: " ").joined(separator: " ")
  }
}
