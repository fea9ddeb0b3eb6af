/// A place in the cycle of sixty (can chi, lục thập hoa giáp) by which years, months, days and hours are named.
public struct Sexagenary: Hashable, Sendable {
  /// 0 (Giáp Tý) … 59 (Quý Hợi).
  public let index: Int

  /// Any number of the cycle; counted modulo 60.
  public init(index: Int) {
    self.index = ((index % 60) + 60) % 60
  }

  /// The heavenly stem (thiên can).
  public var stem: String {
    ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"][index % 10]
  }

  /// The earthly branch (địa chi).
  public var branch: String {
    ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"][index % 12]
  }

  /// Of a lunar year: 1984 is Giáp Tý.
  public static func ofYear(_ lunarYear: Int) -> Sexagenary {
    Sexagenary(index: lunarYear - 4)
  }

  /// Of a lunar month: tháng Giêng is always a Dần month; a leap month has the name of the one it repeats.
  public static func ofMonth(_ month: Int, year: Int) -> Sexagenary {
    Sexagenary(index: 12 * year + month + 13)
  }

  /// Of a day; the cycle has run unbroken since antiquity (1 January 2000 is Mậu Ngọ).
  public static func ofDay(_ date: CivilDate) -> Sexagenary {
    Sexagenary(index: date.dayNumber + 17)
  }

  /// Of the double hour (canh giờ) of a clock time: giờ Tý is 23:00–01:00, and from 23:00 on belongs to the next day.
  public static func ofHour(_ time: TimeOfDay, on date: CivilDate) -> Sexagenary {
    Sexagenary(index: ofDay(date).index * 12 + (time.secondsSinceMidnight / 3600 + 1) / 2)
  }
}

extension Sexagenary: CustomStringConvertible {
  /// `Đinh Mùi`.
  public var description: String { "\(stem) \(branch)" }
}
