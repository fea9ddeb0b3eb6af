/// Finds a rule's days within one of its periods: a day, a week, a month or a year.
///
/// The days of a month are a bit set, bit 0 for the 1st, so that every BY part is an intersection.
struct RecurrencePeriodExpander: Sendable {
  private let frequency: RecurrenceRule.Frequency
  private let interval: Int
  private let start: Int
  private let startYear: Int
  private let startMonth: Int
  private let firstWeek: Int
  private let months: UInt16
  private let monthDays: [Int]
  private let weekdays: [Weekday]
  private let ordinalDays: [RecurrenceRule.Day]
  private let ordinalsCountInYear: Bool
  private let setPositions: [Int]
  private var cache = MonthCache(monthIndex: .min, firstDay: 0, length: 0, days: 0)

  private struct MonthCache {
    var monthIndex: Int
    var firstDay: Int
    var length: Int
    var days: UInt32
  }

  init(_ rule: RecurrenceRule, start: CivilDate) {
    let (year, month, day) = start.components
    frequency = rule.frequency
    interval = rule.interval
    self.start = start.dayNumber
    startYear = year
    startMonth = month
    firstWeek = start.dayNumber - (start.weekday.rawValue - rule.weekStart.rawValue + 7) % 7
    setPositions = rule.setPositions

    // What the rule leaves open follows from DTSTART (RFC 5545, section 3.3.10).
    let isOpen = rule.monthDays.isEmpty && rule.days.isEmpty
    var months = rule.months
    var monthDays = rule.monthDays
    var weekdays = rule.days.filter { $0.ordinal == nil }.map(\.weekday)
    switch rule.frequency {
    case .yearly where isOpen:
      if months.isEmpty { months = [month] }
      monthDays = [day]
    case .monthly where isOpen: monthDays = [day]
    case .weekly where isOpen: weekdays = [start.weekday]
    default: break
    }
    self.months = months.isEmpty ? .max : months.reduce(0) { $0 | 1 << UInt16($1) }
    self.monthDays = monthDays
    self.weekdays = weekdays
    ordinalDays = rule.days.filter { $0.ordinal != nil }
    ordinalsCountInYear = rule.frequency == .yearly && rule.months.isEmpty
  }

  /// The number of the period in which a day lies, or of the last one before it where INTERVAL skips that day.
  func period(containing day: Int) -> Int {
    let (year, month, _) = CivilDate(dayNumber: day).components
    return switch frequency {
    case .daily: (day - start) / interval
    case .weekly: (day - firstWeek) / (7 * interval)
    case .monthly: ((year - startYear) * 12 + month - startMonth) / interval
    case .yearly: (year - startYear) / interval
    }
  }

  /// The day number on which a period starts.
  func firstDay(ofPeriod period: Int) -> Int {
    switch frequency {
    case .daily: start + period * interval
    case .weekly: firstWeek + period * interval * 7
    case .monthly: Self.firstDay(ofMonth: startYear * 12 + startMonth - 1 + period * interval)
    case .yearly: Self.firstDay(ofMonth: (startYear + period * interval) * 12)
    }
  }

  /// Appends the period's day numbers in order, among them those before DTSTART.
  mutating func appendDays(ofPeriod period: Int, to days: inout [Int]) {
    let first = firstDay(ofPeriod: period)
    switch frequency {
    case .daily:
      if matches(first) { days.append(first) }
    case .weekly:
      // The first week begins with DTSTART, which matters to BYSETPOS: so do python-dateutil and libical.
      for day in max(first, start)..<first + 7 where matches(day) { days.append(day) }
    case .monthly:
      appendDays(ofMonth: startYear * 12 + startMonth - 1 + period * interval, to: &days)
    case .yearly:
      let year = startYear + period * interval
      if ordinalsCountInYear, !ordinalDays.isEmpty {
        appendOrdinalDays(year: year, to: &days)
      } else {
        for month in 0..<12 { appendDays(ofMonth: year * 12 + month, to: &days) }
      }
    }
    if !setPositions.isEmpty { keepSetPositions(&days) }
  }

  private mutating func matches(_ day: Int) -> Bool {
    if !(cache.firstDay..<cache.firstDay + cache.length).contains(day) {
      let (year, month, _) = CivilDate(dayNumber: day).components
      loadMonth(year * 12 + month - 1)
    }
    return cache.days & (1 << UInt32(day - cache.firstDay)) != 0
  }

  private mutating func appendDays(ofMonth monthIndex: Int, to days: inout [Int]) {
    guard months & (1 << UInt16(monthIndex % 12 + 1)) != 0 else { return }
    loadMonth(monthIndex)
    var rest = cache.days
    while rest != 0 {
      days.append(cache.firstDay + rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }

  /// Yearly ordinals: the 20th Monday of the year, where also BYMONTHDAY must agree.
  private mutating func appendOrdinalDays(year: Int, to days: inout [Int]) {
    let first = Self.firstDay(ofMonth: year * 12)
    let length = CivilDate.isLeap(year: year) ? 366 : 365
    let found = ordinalDays.compactMap { Self.day($0, first: first, length: length) }
    for day in Set(found).sorted() where matches(day) { days.append(day) }
  }

  private func keepSetPositions(_ days: inout [Int]) {
    let count = days.count
    var kept = 0
    for index in 0..<count where setPositions.contains(index + 1) || setPositions.contains(index - count) {
      days[kept] = days[index]
      kept += 1
    }
    days.removeLast(count - kept)
  }

  /// Puts into the cache the days of a month that all BY parts allow; `monthIndex` is year · 12 + month − 1.
  private mutating func loadMonth(_ monthIndex: Int) {
    guard cache.monthIndex != monthIndex else { return }
    let first = Self.firstDay(ofMonth: monthIndex)
    let (year, month) = (monthIndex / 12, monthIndex % 12 + 1)
    let length = CivilDate.daysIn(month: month, year: year)
    let all = UInt32.max >> UInt32(32 - length)
    var days = months & (1 << UInt16(month)) == 0 ? 0 : all
    if !monthDays.isEmpty {
      days &= monthDays.reduce(0) { bits, day in
        let day = day > 0 ? day : length + 1 + day
        return (1...length).contains(day) ? bits | 1 << UInt32(day - 1) : bits
      }
    }
    if !weekdays.isEmpty {
      let everySeventh: UInt32 = 0b1_0000_0010_0000_0100_0000_1000_0001
      days &= weekdays.reduce(0) { bits, weekday in
        bits | everySeventh << UInt32(Self.lack(of: weekday, from: first))
      }
    }
    if !ordinalDays.isEmpty, !ordinalsCountInYear {
      days &= ordinalDays.reduce(0) { bits, day in
        Self.day(day, first: first, length: length).map { bits | 1 << UInt32($0 - first) } ?? bits
      }
    }
    cache = MonthCache(monthIndex: monthIndex, firstDay: first, length: length, days: days)
  }

  /// The day number of the nth weekday within `length` days from `first`; `nil` where there are fewer.
  private static func day(_ day: RecurrenceRule.Day, first: Int, length: Int) -> Int? {
    guard let ordinal = day.ordinal else { return nil }
    let earliest = first + lack(of: day.weekday, from: first)
    let count = (first + length - 1 - earliest) / 7 + 1
    let index = ordinal > 0 ? ordinal - 1 : count + ordinal
    return (0..<count).contains(index) ? earliest + 7 * index : nil
  }

  /// 0…6: the days from `day` to the next such weekday.
  private static func lack(of weekday: Weekday, from day: Int) -> Int {
    (weekday.rawValue - CivilDate(dayNumber: day).weekday.rawValue + 7) % 7
  }

  private static func firstDay(ofMonth monthIndex: Int) -> Int {
    // The month index always names a month, so the date exists.
    CivilDate(year: monthIndex / 12, month: monthIndex % 12 + 1, day: 1)!.dayNumber
  }
}
