import AudioEngine
import BroadcastCore
import Foundation
import Testing
import VietnameseSpeech

/// Every template of the library, from its example to a finished clip, by the real program.
@Suite(.serialized) struct ShippedTemplatesTests {
  private static let station = Result {
    try StationFolder.load(Program.repository + "/schedules/ninh-giang").station
  }

  /// Each on a day on which it would air.
  private static func text(_ template: AnnouncementTemplate) throws -> String {
    let date = try #require(
      try template.holiday.flatMap { id in
        try HolidayCatalogue.standard()[id: id]?.rule.date(year: 2026)
      } ?? CivilDate(year: 2026, month: 11, day: 21))
    return try TemplateFilling.example(template, settings: station.get().templateSettings, date: date).text()
  }

  @Test func nothingIsUnknownAndNothingIsSaidInEnglish() throws {
    let normalizer = try Self.station.get().normalizer()
    var clauses: [String] = []
    for template in try TemplateLibrary.shipped().templates {
      let text = try Self.text(template)
      let unknown = normalizer.normalize(try MarkedText(text).plain).unknowns.map(\.written)
      #expect(unknown == [], "\(template.id)")
      clauses += try SpeechScript.make(text: text, voice: SpeechVoice(), normalizer: normalizer).clauses.map(
        \.text)
    }
    for voice in SpeechVoice.names {
      let isSouthern = voice == "vi-vn-x-south"
      let spoken = clauses.map { EspeakSpelling.mended($0, isSouthern: isSouthern) }.joined(separator: "\n\n")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/espeak-ng")
      process.arguments = ["-v", voice, "-q", "-x", "--stdin"]
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      let data = Data(spoken.utf8)
      // Beside the reading: both pipes are smaller than the texts.
      DispatchQueue.global().async {
        input.fileHandleForWriting.write(data)
        input.fileHandleForWriting.closeFile()
      }
      let phonemes = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      #expect(phonemes.count > spoken.count / 2)
      #expect(!phonemes.contains("(en)"), "\(voice)")
    }
  }

  @Test(arguments: AnnouncementTemplate.Theme.allCases)
  func everyTemplateBecomesAGoodClip(theme: AnnouncementTemplate.Theme) async throws {
    let station = try Self.station.get()
    let renderer = AnnouncementRenderer(
      synthesizer: EspeakSynthesizer(helper: Program.path, timeout: .seconds(300)),
      library: ClipLibrary(folder: ""),
      speech: station.speech, normalizer: try station.normalizer())
    for template in try TemplateLibrary.shipped().templates where template.theme == theme {
      let script = try renderer.script(of: try Self.text(template))
      let clip = try await renderer.rendering(of: script).clip
      // Measured by libebur128 anew, not what the renderer says of itself.
      let loudness = try clip.loudness()
      #expect(abs(loudness.integrated - station.speech.loudness) <= 0.5, "\(template.id): \(loudness)")
      #expect(loudness.truePeak <= -1, "\(template.id): \(loudness)")
      let samples = clip.samples(ofChannel: 0)
      let limit = Int(0.3 * Double(clip.sampleRate))
      #expect(try #require(samples.firstIndex { abs($0) > 0.001 }) <= limit, "\(template.id)")
      #expect(
        samples.count - (try #require(samples.lastIndex { abs($0) > 0.001 })) <= limit, "\(template.id)")
      let estimate = DurationEstimate.seconds(of: script)
      #expect(abs(estimate / clip.duration - 1) <= 0.1, "\(template.id): \(estimate) s, \(clip.duration) s")
    }
  }

  @Test(arguments: ["000_2317b636d7fc6780", "003_235456f17d27c336"])
  func theEstimateHoldsForThePlans(seed: String) async throws {
    let path = Program.repository + "/Tests/VietnameseSpeechTests/Normalization/Data/seeds/\(seed).txt"
    let script = try SpeechScript.make(
      text: try String(contentsOfFile: path, encoding: .utf8), voice: SpeechVoice(),
      normalizer: try Self.station.get().normalizer())
    let speech = try await EspeakSynthesizer(helper: Program.path, timeout: .seconds(300)).speak(script)
    let seconds = Double(speech.samples.count) / Double(speech.sampleRate)
    #expect(abs(DurationEstimate.seconds(of: script) / seconds - 1) <= 0.1)
    #expect(speech.clauses.count == script.clauses.count)
    // The same bytes from another process.
    #expect(try await EspeakSynthesizer(helper: Program.path, timeout: .seconds(300)).speak(script) == speech)
  }

  /// Texts that are no announcement: exit code and a word of the answer.
  static let odd: [(name: String, text: String, code: Int32, words: String)] = [
    ("empty", "", 65, "không có chữ nào"), ("emoji", "😀🎉🎊", 65, "không có chữ nào"),
    ("English", "Please attend the annual meeting tomorrow", 0, "«tomorrow» đọc là «to mo ro vờ»"),
    ("1 MB", String(repeating: "Bà con nhân dân. ", count: 60_000), 65, "tách thành nhiều bản tin"),
    ("10,000 characters", String(repeating: "Mời bà con nghe tin. ", count: 476), 0, "Đã đọc 50 %."),
    ("a bad mark", "Một {chậm: hai", 65, "chưa đóng"),
  ]

  @Test(arguments: odd)
  func anOddTextGetsAClearAnswer(name: String, text: String, code: Int32, words: String) async throws {
    let output = NSTemporaryDirectory() + "/say-\(UUID().uuidString).wav"
    defer { try? FileManager.default.removeItem(atPath: output) }
    let result = try await Program.run(["say", "-", "--output", output], input: text)
    #expect(result.code == code, "\(name)")
    #expect(result.errors.contains(words), "\(name): \(result.errors)")
  }
}
