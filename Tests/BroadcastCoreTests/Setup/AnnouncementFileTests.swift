import Foundation
import Testing
import VietnameseSpeech

@testable import BroadcastCore

/// Announcements of a station: from texts, templates and recordings.
@Suite struct AnnouncementFileTests {
  private static let chime = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../audio/chime.flac").standardized.path

  private static let templates = """
    templates:
      - id: hop
        title: Mời họp
        theme: meeting
        class: priority
        zones: all
        fields:
          - { id: day, label: Ngày họp, kind: date, example: 5/12/2026 }
          - { id: work, label: Việc, kind: lines, example: bầu trưởng thôn }
        text: |
          {{commune}} mời họp vào {{day.weekday}}, {{day}}. Nội dung:
          {{work}}
      - id: khau-hieu
        title: Mỗi ngày một điều
        theme: slogan
        class: filler
        zones: all
        rotation: [luôn mỉm cười, luôn lắng nghe]
        text: |
          Hôm nay {{date}}, mời bà con nhớ {{rotation}}. Gọi số {{hotline}}.
    """

  /// - Parameter announcement: lines of one announcement, indented by four.
  private func load(
    _ announcement: String, hotline: String? = "1022", templates: String = templates
  ) throws -> StationFolder {
    let folder = try TemporaryFolder()
    let variables = hotline.map { "\nvariables: { hotline: \"\($0)\" }" } ?? ""
    try folder.write(StationFolderTests.station + variables, to: "station.yaml")
    try folder.write(templates, to: "templates/cua-xa.yaml")
    try folder.write("announcements:\n  - id: tin\n" + announcement, to: "programmes/tin.yaml")
    return try StationFolder.load(folder.path)
  }

  private func draft(_ announcement: String) throws -> AnnouncementDraft {
    try #require(try load(announcement).announcements.first)
  }

  private let meeting = """
        template: hop
        fields:
          day: 5/12/2026
          work: [bầu trưởng thôn, sửa đường]
    """

  @Test func aTemplateWithoutTheDateIsFilledAtOnce() throws {
    let draft = try draft(meeting)
    #expect(draft.title == "Mời họp" && draft.airClass == .priority && draft.template?.id == "hop")
    #expect(
      draft.text
        == .fixed(
          "Xã Mẫu mời họp vào thứ bảy, ngày 5/12/2026. Nội dung:\n- bầu trưởng thôn\n- sửa đường\n"))
  }

  @Test func theFileStandsAboveTheTemplate() throws {
    let draft = try draft("    title: Họp gấp\n    class: routine\n" + meeting)
    #expect(draft.title == "Họp gấp" && draft.airClass == .routine)
  }

  @Test func aTemplateWithTheDateIsAnotherTextEveryDay() throws {
    let text = try draft("    template: khau-hieu").text
    let days = try ["2026-11-21", "2026-11-22", "2026-11-23"].map { try text.text(on: CivilDate($0)!) }
    #expect(days[0].contains("ngày 21/11/2026") && days[1].contains("ngày 22/11/2026"))
    #expect(days[0].contains("mỉm cười") != days[1].contains("mỉm cười"))
    #expect(days[0].contains("mỉm cười") == days[2].contains("mỉm cười"))
    let kept = try JSONDecoder().decode(AnnouncementText.self, from: JSONEncoder().encode(text))
    #expect(kept == text)
  }

  @Test func aTextOfOnesOwnMayNameVariables() throws {
    let text = try draft(
      "    title: Tin\n    class: routine\n    text: \"{{commune}} xin báo, gọi {{hotline}}.\""
    )
    .text
    #expect(text == .fixed("Xã Mẫu xin báo, gọi 1022."))
  }

  @Test func theHashBindsTemplateFieldsAndSettings() throws {
    func hash(_ folder: StationFolder) throws -> String {
      let draft = try #require(folder.announcements.first)
      return Announcement(id: "tin", title: "t", airClass: .routine, text: draft.text, opening: [])
        .contentHash
    }
    let slogan = "    template: khau-hieu"
    let hashes = [
      try hash(load(slogan)), try hash(load(slogan, hotline: "113")), try hash(load(meeting)),
      try hash(load(slogan, templates: Self.templates.replacing("luôn mỉm cười", with: "xin chào"))),
      try hash(load(slogan, templates: Self.templates.replacing("mời bà con nhớ", with: "bà con nhớ"))),
      try hash(load(meeting.replacing("5/12", with: "6/12"))),
    ]
    #expect(Set(hashes).count == hashes.count)
    #expect(try hash(load(slogan)) == hashes[0])
  }

  @Test func recordingsInAnotherLanguageNeedNoText() throws {
    let draft = try draft(
      """
          title: Chúc Tết
          class: routine
          clips: [\(Self.chime)]
          language: hmn
          closing: [\(Self.chime)]
      """)
    #expect(draft.text == .unspoken && draft.language == "hmn")
    #expect(draft.recordingPaths == [Self.chime] && draft.closingPaths == [Self.chime])
  }

  /// Lines of an announcement, the line of the file where the problem is, and words of it.
  static let broken: [(String, Int, [String])] = [
    (
      "    template: hop\n    fields:\n      day: 5/12/2026\n      wrk: bầu trưởng thôn", 6,
      ["không có trường «wrk» (ý bạn là «work»?)", "day, work"]
    ),
    ("    template: hop\n    fields:\n      day: 5/12/2026", 5, ["chưa điền «Việc» (work)", "day, work"]),
    ("    template: hop\n    fields:\n      day: 35/12/2026\n      work: a", 5, ["không phải ngày"]),
    ("    template: hop", 3, ["chưa điền «Ngày họp» (day)"]),
    ("    template: hopp", 3, ["không có mẫu «hopp» (ý bạn là «hop»?)", "khau-hieu"]),
    (
      "    title: T\n    class: routine\n    text: |\n      Xin chào\n      {{comune}}.", 7,
      ["biến lạ {{comune}} (ý bạn là «commune»?)", "hotline", "date.lunar"]
    ),
    ("    title: T\n    class: routine\n    text: |\n      Xin {{hotline\n      chào", 6, ["chưa đóng"]),
    ("    title: T\n    class: routine\n    text: Xin {{portal}}.", 5, ["station.yaml chưa có «portal»"]),
    ("    title: T\n    class: routine", 2, ["thiếu khóa «text»", "template", "clips"]),
    ("    title: T\n    class: routine\n    text: a\n    fields: { a: b }", 6, ["«fields» chỉ dùng với mẫu"]),
    ("    template: khau-hieu\n    text: a", 4, ["cả «template» và «text»"]),
    ("    title: T\n    class: routine\n    text: a\n    language: hmn", 6, ["chỉ dùng cho bản ghi âm"]),
    ("    title: T\n    class: routine\n    clips: [\(chime)]\n    language: Tiếng Mông", 6, ["mã BCP 47"]),
    (
      "    title: T\n    class: routine\n    clips: [khong-co.wav]", 5, ["không có tệp âm thanh khong-co.wav"]
    ),
    (
      "    template: hop\n    fields:\n      day: 5/12/2026\n      work: \"{cham: a}\"", 5,
      ["không có dấu «cham»"]
    ),
  ]

  @Test(arguments: broken) func aMistakeIsToldAtItsLine(announcement: String, line: Int, words: [String])
    throws
  {
    let error = try #require(throws: ConfigurationError.self) { try load(announcement) }
    let problem = try #require(
      error.problems.first { problem in words.allSatisfy { problem.description.contains($0) } }, "\(error)")
    #expect(problem.line == line && problem.file.hasSuffix("programmes/tin.yaml"), "\(error)")
  }

  @Test func aMistakeInATemplateOfTheStationIsToldInItsFile() throws {
    let error = try #require(throws: ConfigurationError.self) {
      try load(meeting, templates: Self.templates.replacing("{{hotline}}", with: "{{hotlin}}"))
    }
    #expect(
      error.problems.contains { $0.file.hasSuffix("templates/cua-xa.yaml") && $0.line == 19 }, "\(error)")
  }

  @Test func unknownWordsOfEveryTurnAreShown() throws {
    let folder = try load(
      "    template: khau-hieu", templates: Self.templates.replacing("luôn lắng nghe", with: "luôn VHXX"))
    #expect(try folder.unknownWords().map(\.written) == ["VHXX"])
  }
}
