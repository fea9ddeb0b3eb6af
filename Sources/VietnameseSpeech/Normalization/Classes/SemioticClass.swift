/// A kind of written thing with its own way of being read: dates, phone numbers, document numbers …
///
/// To add one: a file in this folder, its place in `SemioticClasses`, a table in the tests.
protocol SemioticClass: Sendable {
  /// The kinds of token at which such a thing can begin.
  var begins: Set<Token.Kind> { get }

  /// Reads what begins at token `i`, or returns `nil` and has said nothing. Looks at a bounded number of tokens beyond those
  /// it reads, so that the whole stays linear.
  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading?
}

/// What a class has read.
struct Reading {
  /// Number of tokens, > 0.
  var count: Int
  var kind: SpokenToken.Kind
  /// For the operator who asks why it is read so.
  var rule: StaticString
  var isUnknown = false

  init(_ count: Int, _ kind: SpokenToken.Kind, _ rule: StaticString, isUnknown: Bool = false) {
    self.count = count
    self.kind = kind
    self.rule = rule
    self.isUnknown = isUnknown
  }
}
