public import ArgumentParser
public import BroadcastCore

extension CivilDate: ExpressibleByArgument {
  /// `2027-02-06`
  public init?(argument: String) { self.init(argument) }
}
