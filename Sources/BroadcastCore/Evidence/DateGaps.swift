/// How evenly dates lie over a period; shared by the simulated and the proven coverage.
struct DateGaps: Hashable, Sendable {
  /// The longest run of dates of the period without one; `nil` where there is none at all.
  let longest: Int?
  /// First and last date of that run; `nil` where no date is without.
  let longestSpan: ClosedRange<CivilDate>?

  /// - Parameter dates: in any order; those outside of `period` do not count.
  init(_ dates: Set<CivilDate>, in period: ClosedRange<CivilDate>) {
    let days = dates.filter(period.contains).map(\.dayNumber).sorted()
    guard !days.isEmpty else {
      (longest, longestSpan) = (nil, nil)
      return
    }
    let edges = [period.lowerBound.dayNumber - 1] + days + [period.upperBound.dayNumber + 1]
    var most = 0
    var span: ClosedRange<CivilDate>?
    for (before, after) in zip(edges, edges.dropFirst()) where after - before - 1 > most {
      most = after - before - 1
      span = CivilDate(dayNumber: before + 1)...CivilDate(dayNumber: after - 1)
    }
    (longest, longestSpan) = (most, span)
  }

  /// Whether a broadcast comes at least every `limit` days, as the criterion asks (1: on every date); true where it sets none.
  func isWithin(_ limit: Int?) -> Bool {
    guard let limit else { return true }
    return longest.map { $0 < limit } ?? false
  }
}

extension Criterion {
  /// The part of a period in which it is in force; `nil` where there is none.
  func inForce(in period: ClosedRange<CivilDate>) -> ClosedRange<CivilDate>? {
    let first = max(period.lowerBound, from ?? period.lowerBound)
    let last = min(period.upperBound, to ?? period.upperBound)
    return first <= last ? first...last : nil
  }
}
