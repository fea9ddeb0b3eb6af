import Foundation
import Testing

@testable import BroadcastCore

@Suite struct ReportTableTests {
  @Test(
    "Nothing in a CSV is taken for a formula",
    arguments: [
      ("=1+1", "'=1+1"), ("+84", "'+84"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "\"'\t=1\""),
      ("＝1", "'＝1"), ("Thôn 1", "Thôn 1"), ("a,b", "\"a,b\""), ("nói \"có\"", "\"nói \"\"có\"\"\""),
      ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("dòng\nhai", "\"dòng\nhai\""), ("", ""),
    ])
  func field(text: String, field: String) {
    #expect(ReportTable.field(text) == field)
  }

  @Test("A CSV begins with a BOM, ends its lines with CRLF, and tells of a trial first") func csv() {
    let table = ReportTable(
      name: "T", file: "t", columns: [("Ngày", 10), ("Phút", 10)],
      rows: [[.date("2026-03-02"), .minutes(seconds: 63)], [.date("2026-03-03"), .minutes(seconds: 90)]])
    #expect(table.csv() == "\u{FEFF}Ngày,Phút\r\n2026-03-02,1.05\r\n2026-03-03,1.50\r\n")
    #expect(table.csv(notice: "BẢN THỬ").hasPrefix("\u{FEFF}BẢN THỬ\r\nNgày"))
  }

  @Test("What is put into HTML is escaped") func html() {
    let title = "<script>alert('x')</script> & \"y\"\u{0B}"
    let page: HTML = "<td>\(title)</td>\([HTML("<b>\(1)</b>")])"
    #expect(
      page.text == "<td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; </td><b>1</b>")
  }

  @Test("Figures as official documents write them") func figures() {
    #expect(VietnameseFigures.count(1_234_567) == "1.234.567" && VietnameseFigures.count(999) == "999")
    #expect(VietnameseFigures.minutes(90) == "1,5" && VietnameseFigures.minutes(74_100) == "1.235")
    #expect(VietnameseFigures.entries([5, 3, 4, 9]) == "số 3–5, 9")
    #expect(VietnameseFigures.entries([1, 3, 5, 7], limit: 2) == "4 mục từ số 1 đến số 7 (đủ ở bảng tính)")
    #expect(
      VietnameseFigures.dates(["2026-01-02", "2026-01-01", "2026-12-05"])
        == "01/01/2026 đến 02/01/2026; 05/12/2026")
  }

  @Test("The report says in its head, table and text what the log proves, and stamps a trial") func document()
    throws
  {
    var log = EvidenceFixture()
    try log.air("2026-03-02", "06:00", .init(announcement: "<b>", title: "x"))
    let snapshot = StationStore.Snapshot(
      station: EvidenceFixture.station, programmes: [], announcements: [],
      criteria: [EvidenceFixture.criterion()])
    for isTrial in [false, true] {
      let coverage = CoverageInput(
        snapshot, holidays: try HolidayCatalogue.standard(), lines: log.lines, includesVirtual: isTrial
      ).coverage("2026-03-01"..."2026-03-05", asOf: "2026-03-05")
      let html = ReportDocument(EvidenceReport(coverage: coverage, snapshot: snapshot)).html
      #expect(html.contains("Độc lập - Tự do - Hạnh phúc") && html.contains("Số: …/BC-UBND"))
      for column in [
        "STT", "Nội dung tiêu chí", "Thời gian thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm",
      ] {
        #expect(html.contains("<th>\(column)</th>"))
      }
      #expect(html.contains("số 1 của nhật ký") && !html.contains("<b>,") && html.contains("&lt;b&gt;"))
      #expect(html.contains("BẢN THỬ") == isTrial)
    }
  }
}
