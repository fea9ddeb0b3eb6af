/// A local clock time to the second.
public struct TimeOfDay: Hashable, Sendable, Comparable {
  /// 0…86,400; 86,400 is "24:00", the end of the day, which only an end may have.
  public let secondsSinceMidnight: Int

  /// `nil` outside 0…86,400.
  public init?(secondsSinceMidnight: Int) {
    guard (0...86_400).contains(secondsSinceMidnight) else { return nil }
    self.secondsSinceMidnight = secondsSinceMidnight
  }

  public static func < (a: TimeOfDay, b: TimeOfDay) -> Bool {
    a.secondsSinceMidnight < b.secondsSinceMidnight
  }
}

extension TimeOfDay: CustomStringConvertible, LosslessStringConvertible {
  /// `05:30`, or `05:30:15` where there are seconds.
  public var description: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let (hours, minutes, seconds) = (
      secondsSinceMidnight / 3600, secondsSinceMidnight / 60 % 60, secondsSinceMidnight % 60
    )
    return two(hours) + ":" + two(minutes) + (seconds == 0 ? "" : ":" + two(seconds))
  }

  /// Only `HH:MM` and `HH:MM:SS`, 00:00 … 24:00.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers[1] < 60, numbers.count < 3 || numbers[2] < 60 else { return nil }
    self.init(
      secondsSinceMidnight: numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0))
  }
}
