import Testing
import VietnameseSpeech

@Suite struct SettingsTests {
  @Test(arguments: [
    (
      NormalizationSettings.Region.north, "1.024 và 105",
      "một nghìn không trăm hai mươi tư và một trăm linh năm."
    ),
    (.central, "1.024 và 105", "một nghìn không trăm hai mươi tư và một trăm lẻ năm."),
    (.south, "1.024 và 105", "một ngàn không trăm hai mươi bốn và một trăm lẻ năm."),
    (.south, "500k", "năm trăm ngàn."),
    (.south, "ngày 10/3 âm lịch", "ngày mồng mười tháng ba âm lịch."),
  ]) func aRegionHasItsWords(_ region: NormalizationSettings.Region, _ written: String, _ spoken: String)
    throws
  {
    #expect(try Normalizer.standard(NormalizationSettings(region: region)).spoken(written) == spoken)
  }

  @Test(arguments: [
    (
      "Kế hoạch số 60/KH-UBND ngày 04/6/2026",
      "Kế hoạch số sáu mươi xuyệt kế hoạch Ủy ban nhân dân, ngày bốn tháng sáu năm hai nghìn không trăm hai mươi sáu."
    ),
    (
      "Quyết định số 54/2025/QĐ-UBND",
      "Quyết định số năm mươi tư xuyệt hai nghìn không trăm hai mươi lăm xuyệt quyết định Ủy ban nhân dân."
    ),
    ("kế hoạch số 115-KH/ĐU", "kế hoạch số một trăm mười lăm kế hoạch Đảng ủy."),
    (
      "Luật số 10/2022/QH15",
      "Luật số mười xuyệt hai nghìn không trăm hai mươi hai xuyệt Quốc hội khóa mười lăm."
    ),
    (
      "Nghị định số 30/2020/NĐ-CP",
      "Nghị định số ba mươi xuyệt hai nghìn không trăm hai mươi xuyệt nghị định Chính phủ."
    ),
    ("Chỉ thị số 05-CT/TU", "Chỉ thị số không năm chỉ thị Tỉnh ủy."),
  ]) func theFullStyleSaysTheSymbol(_ written: String, _ spoken: String) throws {
    #expect(try Normalizer.standard(NormalizationSettings(documentNumbers: .full)).spoken(written) == spoken)
  }

  @Test(arguments: [
    ("ngày 04/11/2025", "ngày mùng bốn tháng mười một năm hai nghìn không trăm hai mươi lăm."),
    ("ngày 10 tháng 4", "ngày mùng mười tháng tư."),
    ("ngày 11/4", "ngày mười một tháng tư."),
    ("mùng 5 tháng 5", "mùng năm tháng năm."),
  ]) func earlyDaysCanHaveTheirName(_ written: String, _ spoken: String) throws {
    #expect(try Normalizer.standard(NormalizationSettings(namesEarlyDays: true)).spoken(written) == spoken)
  }
}
