/// A line of a lexicon that cannot be used.
public struct LexiconError: Error, Hashable, CustomStringConvertible {
  /// The file, as the caller named it.
  public let source: String
  /// From 1; `nil` where the whole file is meant.
  public let line: Int?
  /// Vietnamese, for the operator: what is wrong and what to write instead.
  public let message: String

  public init(source: String, line: Int?, message: String) {
    self.source = source
    self.line = line
    self.message = message
  }

  public var description: String {
    line.map { "\(source):\($0): \(message)" } ?? "\(source): \(message)"
  }
}
