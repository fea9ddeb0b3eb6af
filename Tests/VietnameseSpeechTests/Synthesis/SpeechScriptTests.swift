import Testing

@testable import VietnameseSpeech

@Suite struct SpeechWireTests {
  private let bytes =
    SpeechWire.header(sampleRate: 22_050) + SpeechWire.clause([1, -1, .max, .min], pause: 2)
    + SpeechWire.clause([7], pause: 0) + SpeechWire.end

  @Test func roundTrip() {
    #expect(
      SpeechWire.decode(bytes)
        == Speech(sampleRate: 22_050, samples: [1, -1, .max, .min, 0, 0, 7], clauses: [0..<4, 6..<7]))
    #expect(
      SpeechWire.decode(SpeechWire.header(sampleRate: 1) + SpeechWire.end)
        == Speech(sampleRate: 1, samples: []))
  }

  // A helper that dies half-way must not pass for one that finished.
  @Test func everyTruncationIsNoticed() {
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
