import Testing
import VietnameseSpeech

@Suite struct LexiconTests {
  @Test func aStationEntryReplacesAndExtends() throws {
    let shipped = try Lexicon.shipped()
    let station = try shipped.overlaid(
      with: """
        viết tắt:
          CT:
            - đọc: chương trình
              khi sau là: [<số>]
            - đọc: chủ tịch
          TTDVTH: Trung tâm Dịch vụ tổng hợp
        địa danh:
          Kraing: Cờ rai
        """, source: "station.yaml")
    let normalizer = Normalizer(lexicon: station)
    #expect(normalizer.spoken("CT 135") == "chương trình một trăm ba mươi lăm.")
    #expect(normalizer.spoken("CT UBND xã") == "chủ tịch Ủy ban nhân dân xã.")
    #expect(normalizer.spoken("TTDVTH xã Kraing") == "Trung tâm Dịch vụ tổng hợp xã Cờ rai.")
    #expect(station.version != shipped.version)
    #expect(Normalizer(lexicon: shipped).normalize("TTDVTH").unknowns.count == 1)
  }

  @Test func theVersionDependsOnContentOnly() throws {
    let shipped = try Lexicon.shipped()
    let one = try shipped.overlaid(with: "nước ngoài:\n  foobar: phu ba", source: "a")
    let same = try shipped.overlaid(with: "# chú thích\nnước ngoài:\n    foobar:   phu  ba\n", source: "b")
    let other = try shipped.overlaid(with: "nước ngoài:\n  foobar: phú ba", source: "a")
    #expect(one.version == same.version)
    #expect(one.version != other.version)
    #expect(shipped.version.count == 32)
    #expect(try Lexicon.shipped().version == shipped.version)
  }

  @Test(arguments: [
    ("nước ngoài:\n  zalo: da lô\n  abc: xyz", 3, "xyz"),
    ("nước ngoài:\n  wifi: wai fai", 2, "wai"),
    ("viết tắt:\n  UBND: 5 người", 2, "5"),
    ("lung tung:\n  a: b", 1, "lung tung"),
    ("viết tắt:\n\n  ABC:\n    - doc: a bê xê", 4, "doc"),
    ("viết tắt:\n  ABC:\n    - khi sau là: [xã]", 3, "thiếu"),
    ("viết tắt:\n  '...': ba chấm", 2, "không có chữ"),
    ("viết tắt:\n  ABC: a bê\n  ABC: a bê xê", 1, "YAML"),
    ("viết tắt:\n  ABC: [a", 3, "YAML"),
    ("nước ngoài:\n  foo: zalo", 2, "zalo"),
    ("- UBND", 1, "phần"),
    ("viết tắt:\n  nhân: người\n", 2, "người"),
  ]) func aBadLineIsRefusedWithItsNumber(_ yaml: String, _ line: Int, _ word: String) throws {
    let shipped = try Lexicon.shipped()
    if word == "người" {
      // A spelling that the speech of other entries holds would be read anew each time it is normalised.
      #expect(throws: LexiconError.self) { try shipped.overlaid(with: yaml, source: "tệp.yaml") }
      return
    }
    let error = #expect(throws: LexiconError.self) { try shipped.overlaid(with: yaml, source: "tệp.yaml") }
    #expect(error?.source == "tệp.yaml")
    if word != "YAML" { #expect(error?.line == line) } else { #expect(error?.line != nil) }
    #expect(error?.description.contains(word) == true)
  }

  @Test(arguments: ["", "# trống", "viết tắt:\n", "viết tắt: {}"]) func anEmptyFileIsNoError(_ yaml: String)
    throws
  {
    let shipped = try Lexicon.shipped()
    #expect(try shipped.overlaid(with: yaml, source: "a").version == shipped.version)
  }
}
