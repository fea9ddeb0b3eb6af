import Testing
import VietnameseSpeech

/// Whole grammars written out: every date of a year, every minute of a day, phones of every shape. The expected speech is put
/// together from a word list of its own.
@Suite struct GeneratedTests {
  private let units = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]

  private func count(_ n: Int) -> String {
    if n < 10 { return units[n] }
    let tail = n % 10
    if n < 20 { return "mười" + (tail == 0 ? "" : tail == 5 ? " lăm" : " " + units[tail]) }
    let endings = [1: "mốt", 4: "tư", 5: "lăm"]
    return units[n / 10] + " mươi" + (tail == 0 ? "" : " " + (endings[tail] ?? units[tail]))
  }

  private func month(_ m: Int) -> String { m == 4 ? "tư" : count(m) }

  @Test func everyDateOfTheYear() throws {
    let normalizer = try Normalizer.standard()
    for m in 1...12 {
      for d in 1...31 {
        let spoken = "ngày \(count(d)) tháng \(month(m))"
        #expect(normalizer.spoken("ngày \(d)/\(m)") == spoken + ".")
        #expect(
          normalizer.spoken("trước ngày \(padded(d))/\(padded(m)) hằng năm") == "trước \(spoken) hằng năm.")
        let full = spoken + " năm hai nghìn không trăm hai mươi sáu."
        #expect(normalizer.spoken("ngày \(padded(d))/\(m)/2026") == full)
        #expect(normalizer.spoken("ngày \(padded(d)) tháng \(padded(m)) năm 2026") == full)
        #expect(normalizer.spoken("ngày \(padded(d))-\(padded(m))-2026") == full)
      }
    }
  }

  @Test func everyMinuteOfTheDay() throws {
    let normalizer = try Normalizer.standard()
    for h in 0...23 {
      for m in 0...59 {
        let spoken = "lúc \(count(h)) giờ" + (m == 0 ? "" : " " + count(m)) + "."
        #expect(normalizer.spoken("lúc \(h)h\(padded(m))") == spoken)
        #expect(normalizer.spoken("lúc \(padded(h)):\(padded(m))") == spoken)
        #expect(normalizer.spoken("lúc \(h)g\(padded(m))") == spoken)
      }
    }
  }

  @Test func phonesOfEveryShape() throws {
    let normalizer = try Normalizer.standard()
    var random = SplitMix64(state: 10)
    let shapes: [([Int], String)] = [
      ([4, 3, 3], "."), ([4, 3, 3], " "), ([4, 3, 3], "-"), ([3, 3, 4], "."), ([4, 2, 2, 2], "."),
      ([3, 4, 4], " "), ([5, 3, 3], "."),
    ]
    for n in 0..<700 {
      let (sizes, separator) = shapes[n % shapes.count]
      var digits = (0..<sizes.reduce(0, +)).map { _ in Int.random(in: 0...9, using: &random) }
      digits[0] = 0
      digits[1] = [2, 3, 5, 7, 8, 9][n % 6]
      var groups: [[Int]] = []
      for size in sizes {
        groups.append(Array(digits.prefix(size)))
        digits.removeFirst(size)
      }
      let written = groups.map { $0.map(String.init).joined() }.joined(separator: separator)
      let spoken = groups.map { $0.map { units[$0] }.joined(separator: " ") }.joined(separator: ", ")
      #expect(normalizer.spoken("điện thoại \(written)") == "điện thoại \(spoken).", "\(written)")
    }
  }

  /// Type, number, year, issuer of every level: the symbol is silent, the year and the date are said.
  @Test func documentNumbersOfEveryIssuer() throws {
    let normalizer = try Normalizer.standard()
    let issuers = [
      "UBND", "HĐND", "TTg", "CP", "BTTTT", "BNV", "BGDĐT", "VPCP", "SNV", "MTTQ-BTT", "UBND-VX", "CAX",
    ]
    let types = ["QĐ", "KH", "NQ", "CT", "BC", "TB", "HD", "TTr", "CV", "NĐ", "TT", "CTr", "ĐA"]
    for (n, type) in types.enumerated() {
      for (k, issuer) in issuers.enumerated() {
        let number = 20 + n + k
        #expect(normalizer.spoken("Văn bản số \(number)/\(type)-\(issuer)") == "Văn bản số \(count(number)).")
        #expect(
          normalizer.spoken("Văn bản số \(number)/2025/\(type)-\(issuer) ngày 3/4/2025 của xã")
            == """
            Văn bản số \(count(number)), năm hai nghìn không trăm hai mươi lăm, ngày ba tháng tư năm hai nghìn không trăm hai mươi \
            lăm của xã.
            """)
      }
      for issuer in ["TW", "TU", "ĐU", "HU", "ĐTN", "VPTW"] {
        #expect(
          normalizer.spoken("văn bản số 0\(n % 9 + 1)-\(type)/\(issuer)")
            == "văn bản số không \(units[n % 9 + 1]).")
        #expect(
          normalizer.spoken("văn bản số \(n + 20)- \(type)/\(issuer)") == "văn bản số \(count(n + 20)).")
      }
    }
  }

  private func padded(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
}
