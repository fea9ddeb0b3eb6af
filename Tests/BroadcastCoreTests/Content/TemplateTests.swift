import Foundation
import Testing

@testable import BroadcastCore

@Suite struct TemplateTests {
  private static let head = """
    templates:
      - id: hop
        title: Mời họp
        theme: meeting
        class: routine
        zones: all
    """

  private func template(_ text: String, fields: String = "", more: String = "") throws -> AnnouncementTemplate
  {
    var yaml = Self.head + "\n" + more
    if !fields.isEmpty { yaml += "    fields:\n" + fields }
    yaml += "    text: |\n" + text.split(separator: "\n").map { "      \($0)\n" }.joined()
    return try #require(try TemplateLibrary(yaml: yaml, file: "mau.yaml").templates.first)
  }

  private let date: CivilDate = "2026-11-21"
  private let dayField = "      - { id: day, label: Ngày họp, kind: date, example: 5/12/2026 }\n"

  @Test func aFormBecomesAText() throws {
    let template = try template(
      "{{commune}} mời họp vào {{day.weekday}}, {{day}}, tức {{day.lunar}}.\nHôm nay {{date}}.",
      fields: dayField)
    let filling = TemplateFilling(
      template, settings: ["commune": "xã Ninh Giang"], date: date, fields: ["day": "2026-12-05"])
    #expect(
      try filling.text() == """
        Xã Ninh Giang mời họp vào thứ bảy, ngày 5/12/2026, tức 27 tháng Mười năm Bính Ngọ.
        Hôm nay ngày 21/11/2026.

        """)
  }

  @Test func aTitleStaysInCapitals() throws {
    let template = try template("CHÚC MỪNG NĂM MỚI {{date.new_lunar_year}}\n- {{commune}} vui tết")
    let text = try TemplateFilling(
      template, settings: ["commune": "xã Ninh Giang"], date: "2027-02-05", fields: [:]
    ).text()
    #expect(text.hasPrefix("CHÚC MỪNG NĂM MỚI ĐINH MÙI\n- Xã Ninh Giang"))
  }

  // Giao thừa of Bính Ngọ greets Đinh Mùi; mùng 1 Tết greets the year that has begun.
  @Test(
    arguments: [
      ("2027-02-05", "Đinh Mùi", "2027"), ("2027-02-06", "Đinh Mùi", "2027"),
      ("2026-12-31", "Đinh Mùi", "2027"),
      ("2027-01-01", "Đinh Mùi", "2027"), ("2026-09-02", "Bính Ngọ", "2026"),
    ] as [(CivilDate, String, String)])
  func theYearGreeted(date: CivilDate, lunar: String, solar: String) {
    #expect(TemplateValues.ofDate("date.new_lunar_year", on: date) == lunar)
    #expect(TemplateValues.ofDate("date.new_year", on: date) == solar)
  }

  @Test func aMisspeltVariableIsFoundAtItsLine() throws {
    let error = try #require(throws: ConfigurationError.self) {
      try template("Một\nhai {{comune}}\nba {{hotline}")
    }
    let problems = error.problems
    #expect(problems.map(\.line) == [9, 10] || problems.map(\.line) == [10, 9])
    #expect(problems.contains { $0.what.contains("{{comune}}") && $0.what.contains("«commune»") })
    #expect(problems.contains { $0.cure.contains("hotline") && $0.cure.contains("date.lunar_year") })
    #expect(problems.contains { $0.what.contains("chưa đóng") })
  }

  @Test func aFieldNobodyUsesIsAnError() throws {
    let error = try #require(throws: ConfigurationError.self) { try template("Mời họp", fields: dayField) }
    #expect(error.problems.first?.what.contains("«day» không được dùng") == true)
  }

  @Test func everyGapIsNamedAtOnce() throws {
    let template = try template("{{day}} gọi {{hotline}} {{portal}}", fields: dayField)
    let filling = TemplateFilling(
      template, settings: [:], date: date, fields: ["day": "32/12/2026", "dayy": "x"])
    let error = try #require(throws: TemplateError.self) { try filling.text() }
    #expect(error.problems.count == 4)
    for words in ["«dayy» (ý bạn là «day»?)", "không phải ngày: «32/12/2026»", "hotline: 1022", "«portal»"] {
      #expect(error.problems.contains { $0.contains(words) }, "\(words)")
    }
  }

  @Test func marksInAValueAreChecked() throws {
    let fields = "      - { id: place, label: Nơi, kind: text, example: Nhà văn hóa }\n"
    let template = try template("Tại {{place}}.", fields: fields)
    let filling = TemplateFilling(template, settings: [:], date: date, fields: ["place": "{cham: a}"])
    #expect(throws: TemplateError.self) { try filling.text() }
  }

  @Test func linesBecomeAList() throws {
    let fields = "      - { id: work, label: Việc, kind: lines, example: một }\n"
    let template = try template("Việc:\n{{work}}", fields: fields)
    let text = try TemplateFilling(template, settings: [:], date: date, fields: ["work": "một\n\n hai "])
      .text()
    #expect(text == "Việc:\n- một\n- hai\n")
  }

  @Test func everyDayAnotherOne() throws {
    let template = try template("Hôm nay: {{rotation}}", more: "    rotation: [một, hai, ba]\n")
    let texts = try (0..<6).map { day in
      try TemplateFilling(template, settings: [:], date: date + day, fields: [:]).text()
    }
    #expect(Set(texts[0..<3]).count == 3 && texts[0..<3] == texts[3..<6])
  }

  @Test(arguments: [("19:30", "19 giờ 30"), ("7h", "7 giờ"), ("07h05", "7 giờ 5"), ("8:00", "8 giờ")])
  func times(typed: String, written: String) throws {
    #expect(try TemplateValues.time(#require(TemplateValues.parseTime(typed))) == written)
  }

  @Test(arguments: ["25:00", "", "h", "abc", "7h60"]) func notTimes(typed: String) {
    #expect(TemplateValues.parseTime(typed) == nil)
  }
}

@Suite struct TemplateLibraryTests {
  private static let repository = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../..")
    .standardized.path

  @Test func everyHolidayHasItsGreeting() throws {
    let greeted = Set(try TemplateLibrary.shipped().templates.compactMap(\.holiday))
    #expect(greeted == Set(try HolidayCatalogue.standard().holidays.map(\.id)))
  }

  // To claim more would be false evidence: TC2.5 is about the great holidays and the new year.
  @Test func onlyGreatHolidaysAreDirectEvidence() throws {
    let catalogue = try HolidayCatalogue.standard()
    for template in try TemplateLibrary.shipped().templates {
      guard let id = template.holiday, let holiday = catalogue[id: id] else { continue }
      let isNewYear = ["tet-duong-lich", "giao-thua"].contains(id)
      #expect(
        template.evidence.direct.contains("ninh-giang/TC2.5") == (holiday.isMajor || isNewYear), "\(id)")
    }
  }

  @Test func everyDisclosureOfNinhGiangIsThere() throws {
    let supporting = Set(try TemplateLibrary.shipped().templates.flatMap(\.evidence.supporting))
    for letter in "abcdđeghi" { #expect(supporting.contains("ninh-giang/TC1.1\(letter)")) }
  }

  @Test func whatIsOffByDefault() throws {
    let off = try TemplateLibrary.shipped().templates.filter { !$0.isEnabled }.map(\.id)
    #expect(off == ["chuc-mung-ngay-cua-me", "chuc-mung-van-hoa-viet-nam", "thu-chia-buon"])
  }

  // The sample station says everything that the library asks for.
  @Test func theSampleStationFillsAll() throws {
    let station = try StationFolder.load(Self.repository + "/schedules/ninh-giang").station
    for template in try TemplateLibrary.shipped().templates {
      _ = try TemplateFilling.example(template, settings: station.templateSettings, date: "2026-11-21").text()
    }
  }
}
