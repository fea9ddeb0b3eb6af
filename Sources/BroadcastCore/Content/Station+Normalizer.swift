public import VietnameseSpeech

extension Station {
  /// Reads texts as this station wants them read: its region and manner, its lexicon over the shipped one.
  public func normalizer() throws(LexiconError) -> Normalizer {
    var words = try Lexicon.shipped()
    if let lexicon { words = try words.overlaid(with: lexicon, source: "lexicon.yaml") }
    let settings = NormalizationSettings(
      region: speech.region, documentNumbers: speech.documentNumbers, namesEarlyDays: speech.namesEarlyDays)
    return Normalizer(lexicon: words, settings: settings)
  }

  /// Changes whenever the same text may sound different: voice, manner of reading, lexicon.
  public var speechKey: String {
    let parts = [
      speech.voice, "\(speech.rate)", "\(speech.loudness)", speech.region.rawValue,
      speech.documentNumbers.rawValue,
      "\(speech.namesEarlyDays)", lexicon ?? "", "\(speech.prosody)",
      speech.engine.map { "\($0)" } ?? "",
    ]
    return Hex.sha256(Array(parts.joined(separator: "\n").utf8))
  }
}
