/// The dates of a recurrence rule in order, computed one period at a time.
public struct RecurrenceDates: Sequence, IteratorProtocol, Sendable {
  private var expander: RecurrencePeriodExpander
  private let start: Int
  private let first: Int
  private let last: Int
  private var remaining: Int?
  private var period = 0
  private var buffer: [Int] = []
  private var position = 0

  /// - Parameters:
  ///   - start: the rule's DTSTART; it occurs only if the rule matches it, as with python-dateutil.
  ///   - dates: what to give; the whole expansion is bounded by its end.
  init(_ rule: RecurrenceRule, start: CivilDate, in dates: ClosedRange<CivilDate>) {
    expander = RecurrencePeriodExpander(rule, start: start)
    self.start = start.dayNumber
    first = dates.lowerBound.dayNumber
    switch rule.end {
    case .never: last = dates.upperBound.dayNumber
    case .count(let count):
      last = dates.upperBound.dayNumber
      remaining = count
    case .until(let date):
      last = date < dates.upperBound ? date.dayNumber : dates.upperBound.dayNumber
    }
    // With COUNT the earlier dates must be counted; otherwise they can be jumped over.
    if remaining == nil, first > self.start { period = expander.period(containing: first) }
  }

  public mutating func next() -> CivilDate? {
    while remaining != 0 {
      guard position < buffer.count else {
        guard expander.firstDay(ofPeriod: period) <= last else { return nil }
        buffer.removeAll(keepingCapacity: true)
        expander.appendDays(ofPeriod: period, to: &buffer)
        position = 0
        period += 1
        continue
      }
      let day = buffer[position]
      position += 1
      guard day <= last else { return nil }
      guard day >= start else { continue }
      remaining = remaining.map { $0 - 1 }
      if day >= first { return CivilDate(dayNumber: day) }
    }
    return nil
  }
}

extension RecurrenceRule {
  /// The last date to which an expansion without another bound goes: 31 December 9999.
  public static let horizon = CivilDate(dayNumber: 2_932_896)

  /// The dates of the rule within a range, in order and without repeats.
  public func dates(start: CivilDate, in dates: ClosedRange<CivilDate>) -> RecurrenceDates {
    RecurrenceDates(self, start: start, in: dates)
  }

  /// The first date of the rule after `date`; `nil` where there is none up to `horizon`.
  public func next(after date: CivilDate, start: CivilDate, through horizon: CivilDate = horizon)
    -> CivilDate?
  {
    guard date < horizon else { return nil }
    var dates = RecurrenceDates(self, start: start, in: date + 1...horizon)
    return dates.next()
  }
}
