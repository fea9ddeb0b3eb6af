/// The calendar of a year or month for other programs, to be encoded as JSON.
public struct CalendarDocument: Encodable, Sendable {
  let year: Int
  let month: Int?
  /// Of the lunar year that begins in the solar year.
  let canChi: String
  /// Mùng 1 tháng Giêng.
  let newYear: String
  /// The number of the month that is repeated.
  let leapMonth: Int?
  let lunarMonths: [Month]
  let solarTerms: [Term]
  /// All of the catalogue; `observed` tells which ones the station keeps.
  let holidays: [Entry]
  let notes: [String]

  struct Month: Encodable, Sendable {
    let year: Int
    let month: Int
    let leap: Bool
    let name: String
    let canChi: String
    let firstDay: String
    let days: Int
  }

  struct Term: Encodable, Sendable {
    let name: String
    let date: String
    let longitude: Int
  }

  struct Entry: Encodable, Sendable {
    let id: String
    let name: String
    let date: String
    let weekday: String
    let lunar: Lunar?
    let rule: String
    let major: Bool
    let observed: Bool
    let daysOff: [String]
    let source: String
    let note: String?
  }

  struct Lunar: Encodable, Sendable {
    let year: Int
    let month: Int
    let leap: Bool
    let day: Int
    let written: String
    let canChiOfDay: String
  }

  /// - Parameter occurrences: all holidays of the span, also those that `switches` turns off.
  public init(_ span: CalendarSpan, occurrences: [HolidayOccurrence], switches: HolidaySwitches) {
    let calendar = LunarCalendar.vietnamese
    // A span has only years that the calendar supports.
    let lunarYear = calendar.year(span.year)!
    year = span.year
    month = span.month
    canChi = Sexagenary.ofYear(span.year).description
    newYear = lunarYear.newYear.description
    leapMonth = lunarYear.leapMonth
    lunarMonths = calendar.months(overlapping: span.dates).map {
      Month(
        year: $0.year, month: $0.number, leap: $0.isLeap,
        name: LunarDate(year: $0.year, month: $0.number, isLeapMonth: $0.isLeap, day: 1).monthName,
        canChi: Sexagenary.ofMonth($0.number, year: $0.year).description,
        firstDay: $0.firstDay.description, days: $0.length)
    }
    solarTerms = span.solarTerms.map {
      Term(name: $0.term.name, date: $0.date.description, longitude: $0.term.longitude)
    }
    holidays = occurrences.filter { span.dates.contains($0.date) }.map {
      Entry($0, observed: switches.keeps($0.holiday))
    }
    notes = span.accuracyNotes
  }
}

extension CalendarDocument.Entry {
  init(_ occurrence: HolidayOccurrence, observed: Bool) {
    let holiday = occurrence.holiday
    id = holiday.id
    name = holiday.name
    date = occurrence.date.description
    weekday = "\(occurrence.date.weekday)"
    lunar = occurrence.lunarDate.map {
      CalendarDocument.Lunar(
        year: $0.year, month: $0.month, leap: $0.isLeapMonth, day: $0.day, written: $0.written,
        canChiOfDay: Sexagenary.ofDay(occurrence.date).description)
    }
    rule =
      switch holiday.rule {
      case .solar: "solar"
      case .lunar: "lunar"
      case .weekday: "weekday"
      }
    major = holiday.isMajor
    self.observed = observed
    daysOff = occurrence.daysOff.map(\.description)
    source = holiday.source
    note = holiday.note
  }
}
