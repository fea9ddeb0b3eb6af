import Foundation
import Testing
import VietnameseSpeech

/// What eSpeak NG itself makes of the spoken text, by its own phoneme output (Debian package espeak-ng).
@Suite struct EspeakTests {
  static let voices = ["vi", "vi-vn-x-central", "vi-vn-x-south"]

  @Test(arguments: TestData.seeds) func theSeedsAreSaidInVietnamese(_ seed: String) throws {
    let result = try Normalizer.standard().normalize(try TestData.text("seeds/\(seed)"))
    #expect(!result.spoken.text.unicodeScalars.contains { $0.properties.numericType != nil })
    for voice in EspeakTests.voices { try expectVietnamese(result, voice) }
  }

  @Test func everyCaseIsSaidInVietnamese() throws {
    let written = try CasesTests.tables.flatMap { try TestData.rows("cases/\($0).tsv").map { $0[0] } }
    let result = try Normalizer.standard().normalize(written.joined(separator: "\n"))
    for voice in EspeakTests.voices { try expectVietnamese(result, voice) }
  }

  /// Everything unknown in the five texts is an error of theirs; nothing else is.
  @Test func theUnknownWordsOfTheSeedsAreTheirErrors() throws {
    let normalizer = try Normalizer.standard()
    let unknown = try TestData.seeds.flatMap {
      normalizer.normalize(try TestData.text("seeds/\($0)")).unknowns.map(\.written)
    }
    #expect(unknown == ["ngiht", "panpage", "VHXX", "HHC"])
  }

  @Test func theSouthernVoiceKeepsItsVowels() throws {
    let text = "hung, hun, hum, hua, huôn, trong veo"
    let phonemes = try Espeak.phonemes(EspeakSpelling.mended(text, isSouthern: true), voice: "vi-vn-x-south")
    #expect(!phonemes.contains("(en)"))
    #expect(phonemes.split(whereSeparator: \.isWhitespace).filter { $0.contains("u") }.count == 5)
    let plain = try Espeak.phonemes(text, voice: "vi-vn-x-south")
    #expect(plain.split(whereSeparator: \.isWhitespace).filter { $0.contains("u") }.count == 0)
    #expect(EspeakSpelling.mended(text, isSouthern: false) == "hung, hun, hum, hua, huôn, trong v'eo")
  }

  /// No English, and as many phoneme groups as syllables: a word that eSpeak spells gives more.
  private func expectVietnamese(_ result: Normalized, _ voice: String) throws {
    let isSouthern = voice == "vi-vn-x-south"
    let clauses = result.clauses.map { EspeakSpelling.mended($0.text, isSouthern: isSouthern) }
    // A paragraph a clause, so that each gives its own line of phonemes.
    let lines = try Espeak.phonemes(clauses.joined(separator: ".\n\n"), voice: voice)
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    #expect(!lines.contains { $0.contains("(en)") }, "\(voice)")
    let groups = lines.reduce(0) { $0 + $1.split(separator: " ").count }
    let syllables = clauses.reduce(0) { $0 + $1.split(separator: " ").count }
    #expect(groups == syllables, "\(voice)")
    guard groups != syllables, lines.count == clauses.count else { return }
    for (clause, line) in zip(clauses, lines)
    where clause.split(separator: " ").count != line.split(separator: " ").count {
      Issue.record("\(clause) → \(line)")
    }
  }
}

enum Espeak {
  static func phonemes(_ text: String, voice: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["espeak-ng", "-v", voice, "-q", "-x", "--stdin"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // Written beside the reading: both pipes are smaller than a seed.
    let data = Data(text.utf8)
    DispatchQueue.global().async {
      input.fileHandleForWriting.write(data)
      input.fileHandleForWriting.closeFile()
    }
    let result = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return String(decoding: result, as: UTF8.self)
  }
}
