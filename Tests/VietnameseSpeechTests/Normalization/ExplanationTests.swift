import Testing
import VietnameseSpeech

/// What a page shows beside the text: spans, classes, unknown words, clauses.
@Suite struct ExplanationTests {
  @Test func spansPointIntoTheSource() throws {
    let text = "😀 Từ 7h30 ngày 30/4,\nUBND xã họp với panpage./."
    let result = try Normalizer.standard().normalize(text)
    for token in result.tokens {
      let utf8 = Array(text.utf8)[token.span.utf8]
      #expect(String(decoding: utf8, as: UTF8.self) == token.written)
      let utf16 = Array(text.utf16)[token.span.utf16]
      #expect(String(decoding: utf16, as: UTF16.self) == token.written)
    }
    #expect(
      result.tokens.map(\.written) == ["Từ", "7h30", "ngày", "30/4", "UBND", "xã", "họp", "với", "panpage"])
    #expect(
      result.tokens.map(\.kind) == [.word, .time, .word, .date, .abbreviation, .word, .word, .word, .unknown])
    #expect(result.tokens.map(\.line) == [0, 0, 0, 0, 1, 1, 1, 1, 1])
  }

  @Test func spansOfDecomposedTextPointIntoItToo() throws {
    let text = "U\u{309}y ban xa\u{303} ho\u{323}p 15/11"
    let result = try Normalizer.standard().normalize(text)
    #expect(result.tokens.map(\.written) == ["Ủy", "ban", "xã", "họp", "15/11"])
    #expect(result.tokens.last?.span.utf16 == 17..<22)
  }

  @Test(arguments: [
    ("panpage", "fanpage"), ("VHXX", "VHXH"), ("HHC", "HCC"), ("facebok", "facebook"),
    ("intenet", "internet"), ("UBNN", "UBND"),
  ]) func anUnknownWordHasASuggestion(_ written: String, _ meant: String) throws {
    let unknown = try #require(try Normalizer.standard().normalize("gửi \(written) xã").unknowns.first)
    #expect(unknown.written == written)
    #expect(unknown.suggestion?.hasPrefix(meant) == true)
    #expect(!unknown.spoken.isEmpty)
  }

  @Test(arguments: ["{{chairman}}", "Xin chào {{hotline}}", "thân gửi 中文", "xyz", "đượcc", "QWK"])
  func whatNobodyVouchesForIsUnknown(_ text: String) throws {
    #expect(try Normalizer.standard().normalize(text).unknowns.count == 1)
  }

  @Test func clausesFollowTheMarks() throws {
    let result = try Normalizer.standard().normalize("I. MỤC TIÊU\n- Một: hai, ba; bốn? Năm.\n\nXong")
    #expect(result.clauses.map(\.text) == ["một", "mục tiêu", "Một", "hai", "ba", "bốn", "Năm", "Xong"])
    #expect(
      result.clauses.map(\.end)
        == [.comma, .paragraph, .colon, .comma, .semicolon, .question, .paragraph, .paragraph].replacing(
          1, with: .line))
    #expect(result.clauses.map(\.role) == [.heading, .heading, .item, .item, .item, .item, .item, .body])
    #expect(result.clauses.map(\.line) == [0, 0, 1, 1, 1, 1, 1, 3])
    let covered = result.clauses.flatMap { Array($0.tokens) }
    #expect(covered == Array(result.tokens.indices))
  }
}

extension Array {
  fileprivate func replacing(_ index: Int, with element: Element) -> [Element] {
    var copy = self
    copy[index] = element
    return copy
  }
}
