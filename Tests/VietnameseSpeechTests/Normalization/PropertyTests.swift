import Foundation
import Testing
import VietnameseSpeech

/// What holds of any string at all.
@Suite struct PropertyTests {
  /// Pieces that rules react to, so that random joins of them meet the rules' edges.
  static let pieces = [
    "ngày ", "tháng ", "thứ ", "số ", "điểm ", "UBND", "HĐND", "QĐ", "TT", "CT", "AI", "VI", "III", "Zalo",
    "T7", "ha", "m2", "km/h",
    "đ", "%", "°C", "h", "g", "30", "4", "2026", "05", "0912.345.678", "1.250.000", "2,5", "115", "1022", "/",
    "-", " - ", ".",
    ",", ":", ";", "…", "...", "./.", "(", ")", "“", "”", "+", "@", "www.", ".vn", "x", "&", "<b>", "&nbsp;",
    "**", "\t", "\n", " ",
    "  ", "họa", "hóan", "ngiht", "é", "ß", "中文", "😀", "\u{301}", "\u{200B}", "\u{FEFF}", "𝐀", "①", "½", "m²",
    "{{hotline}}",
    "sáng", "từ", "đến", "âm lịch", "nhà", "Điều", "Đ/c", "TP.", "đ)", "a)", "I.", "1.1.",
    "biển số 34A-123.45", "H5N1", "\u{2028}",
  ]

  /// More with FUZZ_ROUNDS in the environment; the texts are the same in every run.
  static let rounds = ProcessInfo.processInfo.environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 250

  static func randomText(_ random: inout SplitMix64) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...24, using: &random) {
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      case 1:
        if let scalar = Unicode.Scalar(UInt32.random(in: 0x20...0x24FF, using: &random)) {
          text.unicodeScalars.append(scalar)
        }
      case 2: text += String(Int.random(in: 0...99_999, using: &random))
      default: text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }
    }
    return text
  }

  @Test(arguments: 0..<8) func holdForRandomText(_ part: Int) throws {
    let normalizer = try Normalizer.standard()
    var random = SplitMix64(state: UInt64(2026 + part))
    for _ in 0..<PropertyTests.rounds {
      let text = PropertyTests.randomText(&random)
      check(text, normalizer)
    }
  }

  @Test func holdForTheSeeds() throws {
    let normalizer = try Normalizer.standard()
    for seed in TestData.seeds { check(try TestData.text("seeds/\(seed)"), normalizer) }
  }

  @Test(arguments: [
    "", " ", "\n", "\r\n", "\u{0}", ".", "./.", "---", String(repeating: "9", count: 400),
    String(repeating: "b", count: 300),
    String(repeating: "a", count: 300), String(repeating: "1.234", count: 90),
    String(repeating: "1/", count: 200),
    String(repeating: "(", count: 200), String(repeating: "0912", count: 60),
    String(repeating: "I", count: 99), "👨‍👩‍👧‍👦", "🇻🇳", "e\u{301}\u{302}",
    "o\u{31B}\u{323}", "a\u{323}\u{302}", "Ð", "ð", "Å", "ﬁ", "K", "٣٤", "五十", "1️⃣ Họp", "<<<", "&&&", "@@@",
    "http://", "a@b", "www.",
  ]) func holdForOddText(_ text: String) throws {
    check(text, try Normalizer.standard())
  }

  private func check(_ text: String, _ normalizer: Normalizer) {
    let result = normalizer.normalize(text)
    let spoken = result.spoken.text
    let lines = text.replacing("\r\n", with: "\n").unicodeScalars.filter { $0 == "\n" }.count
    #expect(spoken.unicodeScalars.filter { $0 == "\n" }.count == lines, "\(text.debugDescription)")
    let strange = spoken.unicodeScalars.first { !PropertyTests.alphabet.contains($0) }
    #expect(strange == nil, "\(text.debugDescription) → \(spoken)")
    #expect(
      Array(spoken.unicodeScalars) == Array(spoken.precomposedStringWithCanonicalMapping.unicodeScalars))
    #expect(normalizer.spoken(spoken) == spoken, "\(text.debugDescription)")
    let composed = normalizer.spoken(text.precomposedStringWithCanonicalMapping)
    let decomposed = normalizer.spoken(text.decomposedStringWithCanonicalMapping)
    #expect(composed == decomposed, "\(text.debugDescription)")
    let utf8 = Array(text.utf8)
    for token in result.tokens {
      #expect(token.span.utf8.upperBound <= utf8.count && !token.span.utf8.isEmpty)
    }
    #expect(result.clauses.allSatisfy { !$0.text.isEmpty && !$0.text.contains("\n") })
  }

  /// Vietnamese letters, the marks that rest the voice, space and line feed: nothing else reaches a voice.
  private static let alphabet: Set<Unicode.Scalar> = {
    let letters = """
      aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ
      """
    return Set((letters + letters.uppercased() + " ,;:.?!\n").unicodeScalars)
  }()
}
