/// A holiday in one year.
public struct HolidayOccurrence: Hashable, Sendable {
  public let holiday: Holiday
  public let date: CivilDate
  /// `date` in the lunar calendar; `nil` beyond its range.
  public let lunarDate: LunarDate?

  /// The dates off work, in order.
  public var daysOff: [CivilDate] { holiday.daysOff.map { date + $0 }.sorted() }
}

/// Which holidays a station keeps, where it differs from what the holiday file says.
public struct HolidaySwitches: Hashable, Sendable {
  /// Identifiers switched on or off; what is not named keeps the file's `observed`.
  public var isOn: [Holiday.ID: Bool]

  public init(isOn: [Holiday.ID: Bool] = [:]) {
    self.isOn = isOn
  }

  public func keeps(_ holiday: Holiday) -> Bool { isOn[holiday.id] ?? holiday.isObserved }
}
