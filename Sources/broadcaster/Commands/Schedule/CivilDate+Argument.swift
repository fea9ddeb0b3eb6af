public import ArgumentParser
public import BroadcastCore

extension CivilDate: @retroactive ExpressibleByArgument {
  /// `2027-02-06`
  public init?(argument: String) { self.init(argument) }
}
