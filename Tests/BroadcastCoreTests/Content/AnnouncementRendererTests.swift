import AudioEngine
import Foundation
import Synchronization
import Testing
import VietnameseSpeech

@testable import BroadcastCore

@Suite struct AnnouncementRendererTests {
  private let voice = RecordingVoice()

  private func renderer(_ folder: TemporaryFolder) throws -> AnnouncementRenderer {
    AnnouncementRenderer(
      synthesizer: voice, library: ClipLibrary(folder: folder.path), speech: SpeechSettings(),
      normalizer: Normalizer(lexicon: try .shipped()))
  }

  private func dated(_ text: String) throws -> AnnouncementText {
    let yaml = """
      templates:
        - { id: mau, title: Mẫu, theme: slogan, class: filler, zones: all, text: "\(text)" }
      """
    let template = try #require(try TemplateLibrary(yaml: yaml, file: "mau.yaml").templates.first)
    return .dated(DatedText(template, settings: [:], fields: [:]))
  }

  @Test func partsAirInTheirOrder() async throws {
    let folder = try TemporaryFolder()
    let library = ClipLibrary(folder: folder.path)
    let hashes = try [Float(0.1), 0.2, 0.3].map {
      try library.store(Clip(sampleRate: 48_000, channels: [[$0]]))
    }
    var announcement = Announcement(
      id: "tin", title: "t", airClass: .routine, text: "Xin chào.", opening: [hashes[0]],
      recordings: [hashes[1]], language: "tyz", closing: [hashes[2]])
    let clips = try await renderer(folder).render(announcement, on: "2026-11-21")
    #expect(clips.count == 4 && Array(clips[..<2]) == Array(hashes[..<2]) && clips[3] == hashes[2])
    announcement.text = .unspoken
    #expect(try await renderer(folder).render(announcement, on: "2026-11-21") == hashes)
    #expect(voice.said == [["Xin chào."]], "nothing is spoken where there are only recordings")
  }

  @Test func aRecordingThatIsGoneOrChangedIsToldBeforeItsTime() async throws {
    let folder = try TemporaryFolder()
    let library = ClipLibrary(folder: folder.path)
    let hash = try library.store(Clip(sampleRate: 48_000, channels: [[0.1, 0.2]]))
    let announcement = Announcement(
      id: "tin", title: "t", airClass: .routine, text: .unspoken, opening: [], recordings: [hash])
    #expect(try await renderer(folder).render(announcement, on: "2026-11-21") == [hash])
    let file = URL(fileURLWithPath: library.path(of: hash))
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: file)
    await #expect(throws: SoundFileError.self) {
      try await renderer(folder).render(announcement, on: "2026-11-21")
    }
    try FileManager.default.removeItem(at: file)
    await #expect(throws: SoundFileError.self) {
      try await renderer(folder).render(announcement, on: "2026-11-21")
    }
  }

  @Test func aDatedTextIsSpokenForItsDate() async throws {
    let folder = try TemporaryFolder()
    let announcement = Announcement(
      id: "tin", title: "t", airClass: .routine, text: try dated("Hôm nay {{date}}."), opening: [])
    let first = try await renderer(folder).render(announcement, on: "2026-11-21")
    let second = try await renderer(folder).render(announcement, on: "2026-12-04")
    #expect(first != second)
    #expect(
      voice.said.map { $0.joined(separator: " ") } == [
        "Hôm nay ngày hai mươi mốt tháng mười một năm hai nghìn không trăm hai mươi sáu.",
        "Hôm nay ngày bốn tháng mười hai năm hai nghìn không trăm hai mươi sáu.",
      ])
    // Made before: nobody speaks again.
    #expect(try await renderer(folder).render(announcement, on: "2026-11-21") == first)
    #expect(voice.said.count == 2)
  }

  // What an older version wrote, and what others may still read.
  @Test func announcementsOfOlderVersionsAreRead() throws {
    let old = #"{"airClass":"routine","id":"tin","opening":["ab"],"text":"Xin chào.","title":"Tin"}"#
    let announcement = try JSONDecoder().decode(Announcement.self, from: Data(old.utf8))
    #expect(announcement.text == .fixed("Xin chào.") && announcement.closing.isEmpty)
    #expect(
      announcement.contentHash
        == Hex.sha256(
          Array(#"{"class":"routine","id":"tin","opening":["ab"],"text":"Xin chào.","title":"Tin"}"#.utf8)),
      "older approvals hold")
  }
}

/// Keeps what it is to say; its sound is as long as the words, so that other words are another clip.
private final class RecordingVoice: SpeechSynthesizer {
  private let scripts = Mutex<[[String]]>([])

  var said: [[String]] { scripts.withLock { $0 } }

  func identity() async throws(SpeechError) -> String { "recording voice" }

  func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech {
    let texts = script.clauses.map(\.text)
    scripts.withLock { $0.append(texts) }
    let count = 400 * texts.joined().utf8.count
    return Speech(sampleRate: 22_050, samples: (0..<count).map { Int16(8000 * sin(Double($0) * 0.2)) })
  }
}
