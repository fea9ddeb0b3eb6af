import BroadcastCore
import Testing

@Suite struct HolidayTests {
  static func dates(_ id: String, _ year: Int) throws -> [String] {
    try HolidayCatalogue.standard().occurrences(year: year).filter { $0.holiday.id == id }.map(
      \.date.description)
  }

  @Test(
    "Dates of the shipped holidays",
    arguments: [
      ("tet-duong-lich", 2027, "2027-01-01"), ("thanh-lap-dang", 2027, "2027-02-03"),
      ("ong-cong-ong-tao", 2027, "2027-01-30"), ("giao-thua", 2027, "2027-02-05"),
      ("giao-thua", 2024, "2024-02-09"), ("tet-nguyen-dan", 2027, "2027-02-06"),
      ("ram-thang-gieng", 2027, "2027-02-20"), ("gio-to-hung-vuong", 2027, "2027-04-16"),
      ("gio-to-hung-vuong", 2028, "2028-04-04"), ("giai-phong-mien-nam", 2027, "2027-04-30"),
      ("quoc-te-lao-dong", 2027, "2027-05-01"), ("dien-bien-phu", 2027, "2027-05-07"),
      ("sinh-nhat-bac", 2027, "2027-05-19"), ("ngay-cua-me", 2027, "2027-05-09"),
      ("vu-lan", 2025, "2025-09-06"), ("trung-thu", 2025, "2025-10-06"),
      ("cach-mang-thang-tam", 2027, "2027-08-19"), ("quoc-khanh", 2027, "2027-09-02"),
    ])
  func dates(id: String, year: Int, date: String) throws {
    #expect(try Self.dates(id, year) == [date])
  }

  @Test("January 1900 lies in the lunar year 1899")
  func theEndOf1899() throws {
    #expect(try Self.dates("ong-cong-ong-tao", 1900).first == "1900-01-23")
    #expect(try Self.dates("giao-thua", 1900).first == "1900-01-30")
  }

  @Test("The major holidays are the eight of Nghị định 145/2013")
  func major() throws {
    let major = try HolidayCatalogue.standard().holidays.filter(\.isMajor).map(\.id).sorted()
    #expect(
      major == [
        "cach-mang-thang-tam", "dien-bien-phu", "giai-phong-mien-nam", "gio-to-hung-vuong", "quoc-khanh",
        "sinh-nhat-bac", "tet-nguyen-dan", "thanh-lap-dang",
      ])
  }

  @Test("Eleven days off a year, as in Điều 112 of the Labour Code")
  func daysOff() throws {
    for year in 2021...2199 {
      let occurrences = try HolidayCatalogue.standard().occurrences(year: year)
      #expect(occurrences.flatMap(\.daysOff).count == 11, "\(year)")
    }
  }

  @Test func notBeforeItIsInForce() throws {
    #expect(try Self.dates("quoc-khanh", 1944) == [])
    #expect(try Self.dates("quoc-khanh", 1945) == ["1945-09-02"])
    #expect(try Self.dates("nha-giao-viet-nam", 1981) == [])
  }

  @Test func stationSwitches() throws {
    let catalogue = try HolidayCatalogue.standard()
    let culture = try #require(catalogue[id: "van-hoa-viet-nam"])
    let women = try #require(catalogue[id: "phu-nu-viet-nam"])
    #expect(!HolidaySwitches().keeps(culture) && HolidaySwitches().keeps(women))
    let switches = HolidaySwitches(isOn: [culture.id: true, women.id: false])
    #expect(switches.keeps(culture) && !switches.keeps(women))
  }

  @Test("A station's file replaces entries and adds others")
  func override() throws {
    let own = try HolidayCatalogue(
      yaml: """
        revised: 2027-01-05
        holidays:
          - {id: quoc-khanh, name: Quốc khánh, solar: 2/9, daysOff: [0, 1], source: Thông báo năm 2027}
          - {id: hoi-lang, name: Hội làng, lunar: 12/2, source: Hương ước}
        """, file: "rieng.yaml")
    let standard = try HolidayCatalogue.standard()
    let both = standard.overridden(by: own)
    #expect(both.holidays.count == standard.holidays.count + 1)
    #expect(
      both.holidays.map(\.id).firstIndex(of: "quoc-khanh")
        == standard.holidays.map(\.id).firstIndex(of: "quoc-khanh"))
    #expect(both[id: "quoc-khanh"]?.daysOff == [0, 1])
    #expect(both.holidays.last?.id == "hoi-lang")
    #expect(both.revised == CivilDate("2027-01-05"))
  }

  @Test(
    "Nth weekdays",
    arguments: [
      (2027, 5, 2, .sunday, "2027-05-09"), (2027, 2, -1, .sunday, "2027-02-28"),
      (2027, 3, 5, .monday, "2027-03-29"), (2027, 2, 5, .monday, nil), (2027, 1, -5, .friday, "2027-01-01"),
    ] as [(Int, Int, Int, Weekday, String?)])
  func nthWeekday(year: Int, month: Int, ordinal: Int, weekday: Weekday, date: String?) {
    #expect(
      CivilDate(year: year, month: month, ordinal: ordinal, weekday: weekday)?.description == date)
  }
}

@Suite struct HolidayFileTests {
  static let head = "revised: 2027-01-01\nholidays:\n"

  @Test(
    "Broken files: place, fault and cure",
    arguments: [
      ("", "h.yaml:1:1: lỗi: tệp trống"),
      ("[1, 2]", "h.yaml:1:1: lỗi: tệp phải gồm các dòng «khóa: giá trị»"),
      ("holidays: []", "h.yaml:1:1: lỗi: thiếu khóa «revised»"),
      (
        "revised: 1/1/2027\nholidays: []",
        "h.yaml:1:10: lỗi: «1/1/2027» ở «revised» không hợp lệ; chờ ngày dạng năm-tháng-ngày"
      ),
      ("revised: 2027-01-01\nholidays: x", "h.yaml:2:11: lỗi: «holidays» phải là một danh sách"),
      (
        head + "  - {id: A b, name: N, solar: 1/1, source: S}",
        "h.yaml:3:10: lỗi: «A b» không dùng làm tên ngắn được"
      ),
      (head + "  - {id: a, name: N, source: S}", "h.yaml:3:5: lỗi: ngày lễ phải có đúng một quy tắc ngày"),
      (
        head + "  - {id: a, name: N, solar: 1/1, lunar: 1/1, source: S}",
        "h.yaml:3:5: lỗi: ngày lễ phải có đúng một"
      ),
      (
        head + "  - {id: a, name: N, solar: 30/2, source: S}",
        "h.yaml:3:29: lỗi: «30/2» không phải ngày dương lịch"
      ),
      (
        head + "  - {id: a, name: N, lunar: 31/1, source: S}",
        "h.yaml:3:29: lỗi: «31/1» không phải ngày âm lịch"
      ),
      (
        head + "  - {id: a, name: N, lunar: -1/1, source: S}",
        "h.yaml:3:29: lỗi: «-1/1» không phải ngày âm lịch"
      ),
      (
        head + "  - {id: a, name: N, lunar: last/13, source: S}",
        "h.yaml:3:29: lỗi: «last/13» không phải ngày âm lịch"
      ),
      (
        head + "  - {id: a, name: N, weekday: {nth: 0, day: sunday, month: 5}, source: S}",
        "h.yaml:3:37: lỗi: «nth» không thể là 0"
      ),
      (
        head + "  - {id: a, name: N, weekday: {nth: 1, day: CN, month: 5}, source: S}",
        "h.yaml:3:45: lỗi: «CN» không dùng được"
      ),
      (
        head + "  - {id: a, name: N, solar: 1/1, observed: có, source: S}",
        "h.yaml:3:44: lỗi: «có» không dùng được"
      ),
      (
        head + "  - {id: a, name: N, solar: 1/1, daysOff: [99], source: S}",
        "h.yaml:3:44: lỗi: «holidays[1].daysOff[1]»"
      ),
      (
        head + "  - {id: a, name: N, solar: 1/1, sorce: S}",
        "h.yaml:3:34: lỗi: khóa lạ «sorce» (ý bạn là «source»?)"
      ),
      (head + "  - {id: a, name: N, solar: 1/1}", "h.yaml:3:5: lỗi: thiếu khóa «source»"),
      (
        head + "  - {id: a, name: N, solar: 1/1, source: S}\n  - {id: a, name: N, solar: 1/1, source: S}",
        "h.yaml:4:5: lỗi: ngày lễ «a» viết hai lần"
      ),
      (head + "  - {id: a", "h.yaml:4:1: lỗi: sai cú pháp YAML"),
    ])
  func broken(text: String, problem: String) {
    let error = #expect(throws: ConfigurationError.self) { try HolidayCatalogue(yaml: text, file: "h.yaml") }
    #expect(
      error?.problems.contains { $0.description.hasPrefix(problem) } == true, "\(error?.description ?? "")")
  }
}
