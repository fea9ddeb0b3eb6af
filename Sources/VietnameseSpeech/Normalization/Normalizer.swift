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

  public func normalize(_ text: String) -> Normalized {
    Normalized(spoken: SpokenText(text: text), tokens: [], clauses: [])
  }
}
