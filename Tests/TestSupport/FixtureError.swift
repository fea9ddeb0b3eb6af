/// A test's surroundings are not there; says what to install or look at.
public struct FixtureError: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
