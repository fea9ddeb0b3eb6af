/// Written administrative Vietnamese → what a good commune announcer would say.
///
/// Total: any string has a reading, in time linear in its length. A pure value; cheap to copy.
public struct Normalizer: Sendable {
  public let lexicon: Lexicon
  public let settings: NormalizationSettings

  public init(lexicon: Lexicon, settings: NormalizationSettings = NormalizationSettings()) {
    self.lexicon = lexicon
    self.settings = settings
  }

  /// The spoken form has as many lines as `text`, and holds only Vietnamese letters, spaces and `, ; : . ? !`.
  public func normalize(_ text: String) -> Normalized {
    var reader = TextReader(source: SourceText(text), lexicon: lexicon, settings: settings)
    return reader.read()
  }
}
