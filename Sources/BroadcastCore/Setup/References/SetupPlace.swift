/// Where in the files something is defined.
public struct SetupPlace: Hashable, Sendable, CustomStringConvertible {
  /// As given on the command line, so that the user can open it.
  public var file: String
  /// Counted from 1.
  public var line: Int
  public var column: Int

  /// `FILE:LINE:COLUMN`, the form editors jump to.
  public var description: String { "\(file):\(line):\(column)" }
}

extension ConfigurationNode {
  var place: SetupPlace {
    SetupPlace(file: reader.file, line: position.line, column: position.column)
  }
}
