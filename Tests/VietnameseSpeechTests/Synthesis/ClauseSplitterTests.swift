import Testing

@testable import VietnameseSpeech

@Suite struct ClauseSplitterTests {
  @Test(
    arguments: [
      ("Xin chào bà con.", ["Xin chào bà con.|0"]),
      ("Một. Hai! Ba?", ["Một.|450", "Hai!|450", "Ba?|0"]),
      ("Bốn xin là: xin chào; xin lỗi", ["Bốn xin là:|280", "xin chào;|280", "xin lỗi|0"]),
      ("Dòng một\nDòng hai.\n\nDòng ba", ["Dòng một|600", "Dòng hai.|600", "Dòng ba|0"]),
      ("Giá 2.5 triệu, hết", ["Giá 2.5 triệu, hết|0"]),
      ("  nhiều   khoảng\ttrắng ", ["nhiều khoảng trắng|0"]),
      ("...\n . \n?", []),
      ("", []),
    ] as [(String, [String])])
  func clauses(text: String, expected: [String]) {
    #expect(ClauseSplitter().clauses(of: text).map { "\($0.text)|\($0.pauseMilliseconds)" } == expected)
  }

  @Test func theTextIsReadBeforeItIsSpoken() throws {
    let normalizer = Normalizer(lexicon: try Lexicon.shipped())
    // Decomposed letters and a date, as an official's text brings them.
    let script = SpeechScript.make(
      text: "Họp ngày 15/02 ta\u{323}i UBND xã.", voice: SpeechVoice(), normalizer: normalizer)
    #expect(
      script.clauses.map(\.text) == ["Họp ngày mười lăm tháng hai t\u{1EA1}i Ủy ban nhân dân xã."])
  }
}

@Suite struct SpeechWireTests {
  private let speech = Speech(sampleRate: 22_050, samples: [0, 1, -1, .max, .min])

  @Test func roundTrip() {
    #expect(SpeechWire.decode(SpeechWire.encode(speech)) == speech)
    #expect(
      SpeechWire.decode(SpeechWire.encode(Speech(sampleRate: 1, samples: [])))
        == Speech(sampleRate: 1, samples: []))
  }

  // A helper that dies half-way must not pass for one that finished.
  @Test func everyTruncationIsNoticed() {
    let bytes = SpeechWire.encode(speech)
    for length in 0..<bytes.count {
      #expect(SpeechWire.decode(Array(bytes[..<length])) == nil)
    }
    #expect(SpeechWire.decode(bytes + [0]) == nil)
    #expect(SpeechWire.decode(Array("Segmentation fault\n".utf8)) == nil)
  }
}

@Suite struct SpeechScriptTests {
  @Test(
    arguments: [
      SpeechScript(voice: SpeechVoice(), clauses: []),
      SpeechScript(voice: SpeechVoice(rate: 79), clauses: [.init(text: "a", pauseMilliseconds: 0)]),
      SpeechScript(voice: SpeechVoice(rate: 451), clauses: [.init(text: "a", pauseMilliseconds: 0)]),
      SpeechScript(voice: SpeechVoice(pitch: 100), clauses: [.init(text: "a", pauseMilliseconds: 0)]),
      SpeechScript(voice: SpeechVoice(), clauses: [.init(text: "", pauseMilliseconds: 0)]),
      SpeechScript(voice: SpeechVoice(), clauses: [.init(text: "a", pauseMilliseconds: -1)]),
      SpeechScript(voice: SpeechVoice(), clauses: [.init(text: "a", pauseMilliseconds: 60_001)]),
    ])
  func outOfRange(script: SpeechScript) throws {
    let error = try #require(throws: SpeechError.self) { try script.check() }
    #expect(error.code == .badScript)
  }
}
