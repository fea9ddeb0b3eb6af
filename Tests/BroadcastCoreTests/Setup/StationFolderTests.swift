import Foundation
import Testing
import VietnameseSpeech

@testable import BroadcastCore

/// Broken set-up files, each with the line and the words that the user must see.
@Suite struct StationFolderTests {
  static let station = """
    id: mau
    commune: xã Mẫu
    outputs:
      - { id: loa, device: default, channels: 2 }
    zones:
      - { id: thon-1, name: Thôn 1, output: loa, channels: [1] }
      - { id: thon-2, name: Thôn 2, output: loa, channels: [2] }
    hours:
      quiet: "21:00-05:00"
    """
  static let programme = """
    announcements:
      - id: tin
        title: Tin
        class: routine
        text: Xin chào bà con.
    programmes:
      - id: hang-ngay
        announcement: tin
        recurrence: FREQ=DAILY
        times: ["17:00"]
        zones: [thon-1]
    """

  private func load(station: String, programme: String?) throws -> (StationFolder, TemporaryFolder) {
    let folder = try TemporaryFolder()
    try folder.write(station, to: "station.yaml")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/programmes", withIntermediateDirectories: true)
    if let programme { try folder.write(programme, to: "programmes/tin.yaml") }
    return (try StationFolder.load(folder.path), folder)
  }

  private func problems(station: String, programme: String?) throws -> [ConfigurationProblem] {
    let error = try #require(throws: ConfigurationError.self) {
      try load(station: station, programme: programme)
    }
    return error.problems
  }

  @Test func aGoodFolder() throws {
    let (folder, _) = try load(station: Self.station, programme: Self.programme)
    #expect(folder.station.zones.map(\.name) == ["Thôn 1", "Thôn 2"])
    #expect(folder.station.timeZone == "Asia/Ho_Chi_Minh")
    #expect(folder.programmes.first?.slots == [.at(TimeOfDay("17:00")!)])
    #expect(folder.fileHashes.keys.sorted() == ["programmes/tin.yaml", "station.yaml"])
    #expect(folder.fileHashes["station.yaml"] == Hex.sha256(Array(Self.station.utf8)))
  }

  @Test(
    "station.yaml refused",
    arguments: [
      ("commune: xã Mẫu", "communne: xã Mẫu", 2, "khóa lạ «communne» (ý bạn là «commune»?)"),
      ("commune: xã Mẫu", "commune: \"\"", 2, "«commune» trống"),
      ("id: mau", "id: Xã Mẫu", 1, "không dùng làm tên ngắn được"),
      ("channels: 2 }", "channels: 65 }", 4, "từ 1 đến 64"),
      ("channels: 2 }", "channels: hai }", 4, "không phải số nguyên"),
      ("output: loa, channels: [1]", "output: lao, channels: [1]", 6, "không có đầu ra «lao»"),
      ("output: loa, channels: [1]", "output: loa, channels: [3]", 6, "từ 1 đến 2"),
      ("output: loa, channels: [1]", "output: loa, channels: []", 6, "chưa có kênh nào"),
      ("output: loa, channels: [1]", "output: loa, channels: [1, 1]", 6, "một kênh viết hai lần"),
      ("id: thon-2", "id: thon-1", 7, "đã dùng rồi"),
      ("channels: 2 }", "channels: 2, buffer: 5 }", 4, "từ 20 đến 2000"),
      ("\"21:00-05:00\"", "\"21h-5h\"", 9, "chờ khoảng giờ"),
      ("quiet: \"21:00-05:00\"", "quiet: \"21:00-05:00\"\n  quite: x", 10, "khóa lạ «quite»"),
      ("hours:\n  quiet: \"21:00-05:00\"", "", 1, "thiếu khóa «hours»"),
      ("id: mau", "id: mau\nid: khac", 2, "viết hai lần"),
      ("commune: xã Mẫu", "commune: xã Mẫu\ntime-zone: Asia/Hanoi_City", 3, "không có múi giờ"),
      ("commune: xã Mẫu", "commune: xã Mẫu\nspeech: { voice: en }", 3, "vi-vn-x-south"),
      ("commune: xã Mẫu", "commune: xã Mẫu\nspeech: { rate: 9 }", 3, "từ 80 đến 450"),
      ("zones:", "zones: thon-1\nnhom:", 5, "phải là một danh sách"),
      ("outputs:", "  outputs:", 3, "sai cú pháp YAML"),
      ("commune: xã Mẫu", "commune: \"xã Mẫu", 9, "sai cú pháp YAML"),
    ])
  func stationRefused(old: String, new: String, line: Int, words: String) throws {
    let text = Self.station.replacingOccurrences(of: old, with: new)
    #expect(text != Self.station)
    let problems = try problems(station: text, programme: Self.programme)
    #expect(
      problems.contains { $0.line.map { $0 == line } == true && $0.description.contains(words) },
      "got: \(problems)")
    #expect(problems.allSatisfy { $0.file.hasSuffix("station.yaml") && !$0.cure.isEmpty })
  }

  @Test(
    "A programme file refused",
    arguments: [
      ("zones: [thon-1]", "zones: [thon-9]", 11, "không có cụm loa «thon-9» (ý bạn là «thon-1»?)"),
      ("zones: [thon-1]", "zones: []", 11, "chưa có cụm loa nào"),
      ("[\"17:00\"]", "[\"25:00\"]", 10, "«25:00»"),
      ("[\"17:00\"]", "[]", 10, "chưa có giờ phát nào"),
      ("[\"17:00\"]", "[\"24:00\"]", 10, "24:00 không phải giờ bắt đầu"),
      ("FREQ=DAILY", "FREQ=HOURLY", 9, "chỉ có DAILY, WEEKLY, MONTHLY, YEARLY"),
      ("announcement: tin", "announcement: tinn", 8, "gọi bản tin không có: «tinn» (ý bạn là «tin»?)"),
      ("class: routine", "class: thuong", 4, "chờ một trong: test, filler, routine, priority, emergency"),
      ("title: Tin", "title: Tin\n    opening: [khong-co.flac]", 4, "không có tệp âm thanh"),
      ("text: Xin chào bà con.", "text: \"...\"", 5, "không có chữ nào để đọc"),
      ("text: Xin chào bà con.", "txt: Xin chào", 5, "khóa lạ «txt»"),
      ("text: Xin chào bà con.", "", 2, "thiếu khóa «text»"),
    ])
  func programmeRefused(old: String, new: String, line: Int, words: String) throws {
    let text = Self.programme.replacingOccurrences(of: old, with: new)
    #expect(text != Self.programme)
    let problems = try problems(station: Self.station, programme: text)
    #expect(
      problems.contains { $0.line.map { $0 == line } == true && $0.description.contains(words) },
      "got: \(problems)")
  }

  @Test(arguments: [("outputs: []", "đầu ra"), ("zones: []", "cụm loa")])
  func aStationWithoutLoudspeakersIsNone(line: String, words: String) throws {
    let key = String(line.prefix { $0 != ":" })
    let rows = Self.station.split(separator: "\n", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    var skips = false
    for row in rows {
      if !row.hasPrefix(" ") { skips = row.hasPrefix(key + ":") }
      if !skips { kept.append(row) }
    }
    let text = kept.joined(separator: "\n") + "\n" + line
    #expect(try problems(station: text, programme: nil).contains { $0.what.contains(words) })
  }

  @Test func twoProgrammesInOneSecondOnOneLineAreRefused() throws {
    let station = Self.station.replacingOccurrences(of: "channels: [2]", with: "channels: [1]")
    let programme =
      Self.programme + """

          - id: thu-hai
            announcement: tin
            recurrence: FREQ=DAILY
            times: ["17:00"]
            zones: [thon-2]
        """
    let problems = try problems(
      station: station,
      programme: programme.replacingOccurrences(of: "\n    - id: thu-hai", with: "\n  - id: thu-hai")
        .replacingOccurrences(of: "\n      ", with: "\n    "))
    #expect(problems.contains { $0.description.contains("cùng phát lúc 17:00") }, "\(problems)")
  }

  @Test(
    "What class, order, or windows tell apart is no clash",
    arguments: [
      ("announcement: tin", 1), ("announcement: gap", 0), ("announcement: tin\norder: 5", 0),
      ("announcement: tin\nfrom: 2026-01-01\nto: 2026-06-30", 0),
      ("announcement: tin\nfrom: 2026-01-01", 1), ("announcement: tin\nexcept: 2026-12-01", 0),
    ])
  func clashes(lines: String, count: Int) throws {
    let folder = try SetupFixture.folder(
      programmes: """
        announcements:
          - { id: tin, title: Tin, class: routine, text: Xin chào bà con. }
          - { id: gap, title: Gấp, class: priority, text: Xin chào bà con. }
        programmes:
          - id: mot
            announcement: tin
            dates: 2026-12-01
            from: 2026-07-01
            times: ["17:00"]
            zones: all
          - id: hai
            \(lines.replacing("\n", with: "\n    "))
            dates: 2026-12-01
            times: ["17:00"]
            zones: all
        """)
    if count == 0 {
      _ = try StationFolder.load(folder.path)
    } else {
      let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
      #expect(error.problems.count == count && error.description.contains("cùng phát lúc 17:00"))
    }
  }

  @Test func aGreetingHasItsPlaceInTheStationFile() throws {
    let station =
      SetupFixture.station + """

        greetings:
          times: ["06:30"]
          exceptions:
            giao-thua: { times: ["20:00"] }
        """
    let folder = try SetupFixture.folder(station: station, programmes: "programmes: []\n")
    let places = try StationFolder.load(folder.path).places
    #expect(places[.holiday("quoc-khanh")]?.line == 13 && places[.holiday("giao-thua")]?.line == 15)
  }

  @Test func aBrokenSoundIsFoundBeforeItIsTaken() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.station, to: "station.yaml")
    let chime = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../audio/chime.flac").standardized
    let whole = try Data(contentsOf: chime)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/programmes", withIntermediateDirectories: true)
    for (name, data) in [
      ("cut.flac", whole.prefix(whole.count / 3)), ("text.wav", Data("không phải tiếng".utf8)),
    ] {
      try data.write(to: URL(fileURLWithPath: folder.path + "/programmes/" + name))
      let programme = Self.programme.replacingOccurrences(
        of: "title: Tin", with: "title: Tin\n    opening: [\(name)]")
      try folder.write(programme, to: "programmes/tin.yaml")
      let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
      #expect(error.problems.contains { $0.line == 4 && $0.what.contains(name) }, "\(error)")
    }
  }

  @Test func everyProblemAtOnce() throws {
    let station = Self.station.replacingOccurrences(of: "[1]", with: "[7]").replacingOccurrences(
      of: "[2]", with: "[8]")
    #expect(try problems(station: station, programme: nil).count == 2)
  }

  @Test func missingFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    let missing = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    #expect(missing.description.contains("station.yaml"))
    try folder.write(Self.station, to: "station.yaml")
    let noProgrammes = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    #expect(noProgrammes.description.contains("programmes"))
  }

  @Test func notUTF8() throws {
    let folder = try TemporaryFolder()
    try Data([0x69, 0x64, 0x3A, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: folder.path + "/station.yaml"))
    let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    #expect(error.description.contains("UTF-8"))
  }

  @Test func unknownWordsAreShownUntilTheLexiconKnowsThem() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.station, to: "station.yaml")
    try folder.write(
      Self.programme.replacingOccurrences(of: "bà con.", with: "bà con VHXX."), to: "programmes/tin.yaml")
    let before = try StationFolder.load(folder.path)
    #expect(try before.unknownWords().map(\.written) == ["VHXX"])
    try folder.write(
      """
      viết tắt:
        VHXX: Văn hóa xã xóm
      """, to: "lexicon.yaml")
    let after = try StationFolder.load(folder.path)
    #expect(try after.unknownWords() == [])
    #expect(after.fileHashes["lexicon.yaml"] != nil)
    #expect(after.station.speechKey != before.station.speechKey, "what was rendered before is rendered anew")
    #expect(try after.station.normalizer().normalize("VHXX").spoken.text.hasPrefix("Văn hóa xã xóm"))
  }

  @Test func aBadLexiconLineIsRefusedWithItsNumber() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.station, to: "station.yaml")
    try folder.write(Self.programme, to: "programmes/tin.yaml")
    try folder.write("viết tắt:\n  ABC: a bê xê\n  XYZ: 12 mét\n", to: "lexicon.yaml")
    let error = try #require(throws: ConfigurationError.self) { try StationFolder.load(folder.path) }
    #expect(error.problems.map(\.line) == [3])
    #expect(error.description.contains("lexicon.yaml:3"))
  }

  @Test(
    "How the station speaks",
    arguments: [
      ("region: south", "năm 2024", "hai ngàn không trăm hai mươi bốn"),
      ("early-days: true", "ngày 4/11", "ngày mùng bốn tháng mười một"),
    ])
  func manner(setting: String, text: String, spoken: String) throws {
    let (folder, _) = try load(station: Self.station + "\nspeech: { \(setting) }", programme: Self.programme)
    #expect(try folder.station.normalizer().normalize(text).spoken.text.contains(spoken))
  }

  @Test func onlyATestMayAirOnStart() throws {
    let problems = try problems(station: Self.station + "\non_start: tin", programme: Self.programme)
    #expect(problems.contains { $0.description.contains("class: test") })
  }

  @Test func theSampleStationIsValid() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
    let folder = try StationFolder.load(root.standardized.path + "/schedules/ninh-giang")
    #expect(folder.station.zones.count == 6)
    #expect(folder.programmes.contains { $0.id == "bon-xin-hang-ngay" })
  }
}
