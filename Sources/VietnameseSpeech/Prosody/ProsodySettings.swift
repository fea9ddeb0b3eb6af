/// How long the voice rests and how fast it goes. Times in milliseconds, speeds in per cent of the voice's own.
public struct ProsodySettings: Hashable, Sendable, Codable {
  /// Between clauses of a sentence.
  public var comma = 200
  public var semicolon = 320
  public var colon = 350
  /// After `.` `!` `?` inside a line.
  public var sentence = 480
  /// After a line of running text.
  public var line = 620
  /// After an empty line.
  public var paragraph = 900
  /// After an item of a list: shorter than a line, so that the items are heard as one list.
  public var item = 450
  /// After a title or numbered heading.
  public var heading = 850
  /// Speed of titles and headings.
  public var headingSpeed = 88
  /// Speed of what an operator marked as slow, repeated or spelt.
  public var slowSpeed = 78

  public init() {}

  /// The rest after a clause.
  public func pause(after clause: Clause) -> Int {
    switch (clause.end, clause.role) {
    case (.comma, _): comma
    case (.semicolon, _): semicolon
    case (.colon, _): colon
    case (.sentence, _), (.question, _), (.exclamation, _): sentence
    case (.line, .heading), (.paragraph, .heading): heading
    case (.line, .item): item
    case (.line, .body): line
    case (.paragraph, _): paragraph
    }
  }
}
