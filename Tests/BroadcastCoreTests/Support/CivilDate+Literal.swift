public import BroadcastCore

extension CivilDate: ExpressibleByStringLiteral {
  /// Dates in tables; a wrong literal stops the test run.
  public init(stringLiteral text: String) {
    self = CivilDate(text)!
  }
}
