/// One thing wrong in a set-up file: where, what, and what was expected.
public struct ConfigurationProblem: Hashable, Sendable, CustomStringConvertible {
  /// As given on the command line, so that the user can open it.
  public var file: String
  /// Counted from 1; `nil` where the whole file is meant.
  public var line: Int?
  public var column: Int?
  /// Vietnamese: what is wrong.
  public var what: String
  /// Vietnamese: what was expected, or how to cure it.
  public var cure: String

  public init(file: String, line: Int?, column: Int?, what: String, cure: String) {
    self.file = file
    self.line = line
    self.column = column
    self.what = what
    self.cure = cure
  }

  /// `FILE:LINE:COLUMN: lỗi: WHAT; CURE`, the form editors jump to.
  public var description: String {
    let place = [line, column].compactMap { $0.map(String.init) }
    return ([file] + place).joined(separator: ":") + ": lỗi: \(what); \(cure)"
  }
}

/// Set-up files that were refused. Nothing of them has been taken.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Every problem found, not only the first; by file and line. Not empty.
  public let problems: [ConfigurationProblem]

  public init(problems: [ConfigurationProblem]) {
    self.problems = problems
  }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
