extension LunarDate {
  /// The name of a lunar month, 1…12: tháng Giêng, tháng Hai, tháng Tư, … tháng Chạp.
  public static func monthName(_ month: Int) -> String {
    let names = [
      "Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười một", "Chạp",
    ]
    return "tháng " + names[(month - 1) % 12]
  }

  /// `tháng Giêng`, `tháng Sáu nhuận`.
  public var monthName: String { Self.monthName(month) + (isLeapMonth ? " nhuận" : "") }

  /// As printed: `mùng 1 tháng Giêng năm Đinh Mùi`, `rằm tháng Bảy năm …`, `23 tháng Chạp năm …`.
  public var written: String { "\(writtenDay) \(writtenMonthAndYear)" }

  /// As read aloud, all in words: `mùng một tháng Giêng năm Đinh Mùi`, `ngày hai mươi ba tháng Chạp năm …`.
  public var spoken: String { "\(spokenDay) \(writtenMonthAndYear)" }

  /// `mùng 1` … `mùng 10`, `11` … `14`, `rằm`, `16` … `30`.
  public var writtenDay: String {
    switch day {
    case ...10: "mùng \(day)"
    case 15: "rằm"
    default: "\(day)"
    }
  }

  /// `mùng một` … `mùng mười`, `ngày mười một`, `rằm`, `ngày ba mươi`.
  public var spokenDay: String {
    switch day {
    case ...10: "mùng \(Self.words(day))"
    case 15: "rằm"
    default: "ngày \(Self.words(day))"
    }
  }

  private var writtenMonthAndYear: String { "\(monthName) năm \(Sexagenary.ofYear(year))" }

  /// 1…30 in words.
  private static func words(_ number: Int) -> String {
    let units = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    switch number {
    case ...10: return units[number]
    case 15: return "mười lăm"
    case ..<20: return "mười " + units[number - 10]
    case 20: return "hai mươi"
    case 21: return "hai mươi mốt"
    case 25: return "hai mươi lăm"
    case ..<30: return "hai mươi " + units[number - 20]
    default: return "ba mươi"
    }
  }
}
