import BroadcastCore
import Testing

@Suite struct LunarNamesTests {
  @Test(
    "Can chi of years",
    arguments: [
      (1900, "Canh Tý"), (1968, "Mậu Thân"), (1984, "Giáp Tý"), (2026, "Bính Ngọ"), (2027, "Đinh Mùi"),
      (2043, "Quý Hợi"),
    ])
  func years(year: Int, name: String) {
    #expect(Sexagenary.ofYear(year).description == name)
  }

  @Test(
    "Can chi of days and of the hour at 23:00, which is the next day's first",
    arguments: [
      ("2000-01-01", "Mậu Ngọ", "Nhâm Tý", "Giáp Tý"), ("1984-01-31", "Giáp Tý", "Giáp Tý", "Bính Tý"),
      ("1945-09-02", "Giáp Tuất", "Giáp Tý", "Bính Tý"), ("1899-12-31", "Quý Dậu", "Nhâm Tý", "Giáp Tý"),
    ] as [(CivilDate, String, String, String)])
  func days(date: CivilDate, name: String, midnight: String, late: String) throws {
    #expect(Sexagenary.ofDay(date).description == name)
    #expect(Sexagenary.ofHour(try #require(TimeOfDay("00:59")), on: date).description == midnight)
    #expect(Sexagenary.ofHour(try #require(TimeOfDay("23:00")), on: date).description == late)
  }

  @Test(
    "Can chi of months: tháng Giêng is a Dần month",
    arguments: [(1, 2027, "Nhâm Dần"), (12, 2026, "Tân Sửu"), (11, 2026, "Canh Tý"), (1, 1984, "Bính Dần")])
  func months(month: Int, year: Int, name: String) {
    #expect(Sexagenary.ofMonth(month, year: year).description == name)
  }

  @Test(
    "Printed and spoken forms",
    arguments: [
      (
        LunarDate(year: 2027, month: 1, day: 1), "mùng 1 tháng Giêng năm Đinh Mùi",
        "mùng một tháng Giêng năm Đinh Mùi"
      ),
      (
        LunarDate(year: 2026, month: 3, day: 10), "mùng 10 tháng Ba năm Bính Ngọ",
        "mùng mười tháng Ba năm Bính Ngọ"
      ),
      (LunarDate(year: 2026, month: 7, day: 15), "rằm tháng Bảy năm Bính Ngọ", "rằm tháng Bảy năm Bính Ngọ"),
      (
        LunarDate(year: 2026, month: 12, day: 23), "23 tháng Chạp năm Bính Ngọ",
        "ngày hai mươi ba tháng Chạp năm Bính Ngọ"
      ),
      (
        LunarDate(year: 2025, month: 6, isLeapMonth: true, day: 21), "21 tháng Sáu nhuận năm Ất Tỵ",
        "ngày hai mươi mốt tháng Sáu nhuận năm Ất Tỵ"
      ),
      (
        LunarDate(year: 2026, month: 4, day: 30), "30 tháng Tư năm Bính Ngọ",
        "ngày ba mươi tháng Tư năm Bính Ngọ"
      ),
      (
        LunarDate(year: 2026, month: 11, day: 25), "25 tháng Mười một năm Bính Ngọ",
        "ngày hai mươi lăm tháng Mười một năm Bính Ngọ"
      ),
    ])
  func forms(date: LunarDate, written: String, spoken: String) {
    #expect(date.written == written)
    #expect(date.spoken == spoken)
  }

  @Test("Every day of the month has a spoken form of its own")
  func allDays() {
    let forms = (1...30).map { LunarDate(year: 2026, month: 1, day: $0).spokenDay }
    #expect(Set(forms).count == 30)
    #expect(
      forms[9...15] == [
        "mùng mười", "ngày mười một", "ngày mười hai", "ngày mười ba", "ngày mười bốn", "rằm",
        "ngày mười sáu",
      ])
  }
}
