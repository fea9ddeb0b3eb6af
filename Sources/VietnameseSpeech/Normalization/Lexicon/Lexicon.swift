/// Readings that no rule can know: abbreviations, foreign words, place names. The shipped ones, and over them the station's.
public struct Lexicon: Sendable {
  /// Changes whenever a reading may change: 32 hexadecimal digits over all entries. For cache keys.
  public let version: String

  /// The lexicon that comes with the program.
  public static func shipped() throws(LexiconError) -> Lexicon {
    Lexicon(version: "")
  }

  /// This lexicon with the entries of a station's file over it: the same spelling replaces.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file; the format is that of the shipped one.
  ///   - source: names the file in errors.
  public func overlaid(with yaml: String, source: String) throws(LexiconError) -> Lexicon {
    self
  }
}
