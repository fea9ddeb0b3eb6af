import Testing

@testable import VietnameseSpeech

@Suite struct MarkupTests {
  private func clauses(_ text: String) throws -> [SpeechScript.Clause] {
    try SpeechScript.make(text: text, voice: SpeechVoice(), normalizer: .standard()).clauses
  }

  @Test func aTextWithoutMarksStaysAsItIs() throws {
    let text = "Thưa bà con,\nhọp lúc 19h30 tại {{place}}."
    let marked = try MarkedText(text)
    #expect(marked.plain == text && marked.sourceOffset(of: 7) == 7)
  }

  @Test func aPauseIsExact() throws {
    let clauses = try clauses("Xin chào bà con. {nghỉ 2,5}Mời bà con nghe tin.")
    #expect(clauses.map(\.text) == ["Xin chào bà con.", "Mời bà con nghe tin."])
    #expect(clauses.map(\.pauseMilliseconds) == [2500, 0])
  }

  @Test func aPauseInsideASentenceCutsIt() throws {
    let clauses = try clauses("Xin mời {nghỉ 1 giây} bà con.")
    #expect(clauses.map(\.pauseMilliseconds) == [1000, 0])
  }

  @Test func slowWordsAreAClauseOfTheirOwn() throws {
    let clauses = try clauses("Xin gọi số {chậm: 0220 3 767 567} để được giúp.")
    #expect(clauses.first?.speedPercent == 100 && clauses.last?.speedPercent == 100)
    #expect(clauses.first?.text == "Xin gọi số,")
    let slow = clauses.filter { $0.speedPercent < 100 }
    #expect(slow.map(\.text).joined(separator: " ").contains("bảy sáu bảy"))
    #expect(!slow.contains { $0.text.contains("giúp") })
  }

  @Test func whatIsRepeatedIsSaidTwice() throws {
    let spoken = try clauses("Đường dây nóng: {nhắc lại: 1022}.").map(\.text).joined(separator: " ")
    #expect(spoken == "Đường dây nóng: một không hai hai. Xin nhắc lại: một không hai hai.")
  }

  @Test func wordsAreSpelt() throws {
    let spoken = try clauses("Ứng dụng {đánh vần: VNeID} và xã {đánh vần: Hòa-2}").map(\.text)
      .joined(separator: " ")
    #expect(spoken == "Ứng dụng, vê, nờ, e, i, dê, và xã, hát, o, huyền, a, gạch ngang, hai.")
  }

  @Test func marksMayLieInOneAnother() throws {
    let spoken = try clauses("{nhắc lại: tại {chậm: Nhà văn hóa} {nghỉ 1}thôn 3}").map(\.text)
    #expect(spoken.joined(separator: " ").components(of: "Nhà văn hóa") == 2)
  }

  /// Text, then line and column of each problem and a word of what is said about it.
  static let mistakes: [(String, [(Int, Int, String)])] = [
    ("Một\nhai {chậm: ba\nbốn", [(2, 5, "chưa đóng")]),
    ("a } b", [(1, 3, "không có dấu { mở")]),
    ("{nhanh: a} và {nghỉ lâu}", [(1, 1, "không có dấu «nhanh»"), (1, 15, "số giây")]),
    ("{nghỉ 99}", [(1, 1, "0,1 đến 30")]), ("{nghỉ 2", [(1, 1, "chưa đóng")]),
    ("{chậm} a", [(1, 1, "hai chấm")]), ("{chậm: }", [(1, 1, "không có chữ nào")]),
    ("{đánh vần: }", [(1, 1, "cần đánh vần")]), ("{chậm: a {nghỉ 1}", [(1, 1, "chưa đóng")]),
    ("{ }", [(1, 1, "không có dấu này")]),
  ]

  @Test(arguments: mistakes)
  func everyMistakeIsShownWhereItIs(text: String, expected: [(Int, Int, String)]) throws {
    let error = try #require(throws: MarkupError.self) { try MarkedText(text) }
    #expect(error.problems.map(\.line) == expected.map(\.0))
    #expect(error.problems.map(\.column) == expected.map(\.1))
    for (problem, (_, _, words)) in zip(error.problems, expected) { #expect(problem.message.contains(words)) }
  }

  @Test func aPlaceInThePlainTextIsFoundInTheSource() throws {
    let source = "Gọi {chậm: số ngiht} nhé"
    let marked = try MarkedText(source)
    let place = try #require(marked.plain.firstRange(of: "ngiht")).lowerBound
    let offset = marked.plain.utf8.distance(from: marked.plain.startIndex, to: place)
    let inSource = source.utf8.index(source.startIndex, offsetBy: marked.sourceOffset(of: offset))
    #expect(source[inSource...].hasPrefix("ngiht"))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
