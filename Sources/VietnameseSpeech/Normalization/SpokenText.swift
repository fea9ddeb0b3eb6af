/// Text as a voice is to say it: NFC, one spoken line a line, with no token left that the voice cannot read.
public struct SpokenText: Hashable, Sendable {
  /// The spoken lines, joined by `\n`.
  public let text: String

  /// - Parameter text: already in spoken form; the normaliser is the only one that should make this.
  public init(text: String) {
    self.text = text
  }
}
