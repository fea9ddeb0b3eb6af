/// Marks of a text that cannot be followed; all of them at once.
public struct MarkupError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One mark.
  public struct Problem: Hashable, Sendable {
    /// From 1.
    public let line: Int
    /// From 1, in characters as a reader counts them.
    public let column: Int
    /// The mark as written, at most its first 40 characters.
    public let mark: String
    /// Vietnamese, for the operator: what is wrong and what to write instead.
    public let message: String
  }

  public let problems: [Problem]

  public var description: String {
    problems.map { "dòng \($0.line), chữ thứ \($0.column), «\($0.mark)»: \($0.message)" }
      .joined(separator: "\n")
  }
}
