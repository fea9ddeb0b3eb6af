import Testing

@testable import VietnameseSpeech

@Suite struct ProsodyTests {
  private func clauses(
    _ text: String, _ settings: ProsodySettings = ProsodySettings()
  ) throws -> [SpeechScript.Clause] {
    try SpeechScript.make(text: text, voice: SpeechVoice(), normalizer: .standard(), prosody: settings)
      .clauses
  }

  @Test func pausesFollowTheRole() throws {
    let settings = ProsodySettings()
    let clauses = try clauses(
      """
      THÔNG BÁO LỊCH TIẾP CÔNG DÂN
      Thưa bà con, hôm nay tiếp dân. Mời bà con đến: sáng; chiều
      - Mục một
      - Mục hai

      Xin cảm ơn.
      """)
    #expect(
      clauses.map(\.pauseMilliseconds) == [
        settings.heading, settings.comma, settings.sentence, settings.colon, settings.semicolon,
        settings.line,
        settings.item, settings.paragraph, 0,
      ])
    #expect(clauses.map(\.speedPercent) == [settings.headingSpeed] + Array(repeating: 100, count: 8))
  }

  @Test func pausesCanBeSet() throws {
    var settings = ProsodySettings()
    settings.comma = 77
    #expect(try clauses("một, hai", settings).map(\.pauseMilliseconds) == [77, 0])
  }

  // eSpeak would cut it inside a word.
  @Test func aTextWithoutPunctuationIsCutBetweenWords() throws {
    let clauses = try clauses(Array(repeating: "nhân dân", count: 300).joined(separator: " "))
    #expect(clauses.allSatisfy { $0.text.utf8.count <= ProsodyPlanner.longestClause + 1 })
    #expect(clauses.reduce(0) { $0 + $1.text.split(separator: " ").count } == 600)
  }

  @Test func decomposedLettersAreComposed() throws {
    #expect(try clauses("Họp ta\u{323}i UBND xã.").map(\.text) == ["Họp t\u{1EA1}i Ủy ban nhân dân xã."])
  }

  @Test func nothingToSayGivesNoClause() throws {
    for text in ["", " \n\n", "😀🎉", "…"] { #expect(try clauses(text).isEmpty, "\(text)") }
  }

  @Test func silenceIsTrimmedToItsMargin() {
    let margin = 22_050 * Trimming.marginMilliseconds / 1000
    var samples = [Int16](repeating: 0, count: 30_000)
    samples[10_000] = 500
    samples[12_000] = -500
    let trimmed = Trimming.trimmed(samples[...], sampleRate: 22_050)
    #expect(trimmed.startIndex == 10_000 - margin && trimmed.endIndex == 12_001 + margin)
    #expect(Trimming.trimmed([10, -20, 65], sampleRate: 22_050).isEmpty)
    #expect(Trimming.trimmed([100], sampleRate: 22_050).count == 1)
  }
}
