/// Readings that no rule can know: abbreviations, foreign words, place names. The shipped ones, and over them the station's.
public struct Lexicon: Sendable {
  /// Changes whenever a reading may change: 32 hexadecimal digits over all entries. For cache keys.
  public let version: String

  let entries: [LexiconEntry]
  /// Names of document types by their code ("QĐ"), said in document numbers only.
  let documentTypes: [UInt64: String]
  private let trie: LexiconTrie

  /// The lexicon that comes with the program.
  public static func shipped() throws(LexiconError) -> Lexicon {
    try shippedResult.get()
  }

  private static let shippedResult = Result { () throws(LexiconError) in
    let text = String(decoding: PackageResources.lexicon_yaml, as: UTF8.self)
    let file = try LexiconFile(yaml: text, source: "lexicon.yaml")
    return try Lexicon(entries: file.entries, documentTypes: file.documentTypes)
  }

  /// This lexicon with the entries of a station's file over it: the same spelling replaces.
  ///
  /// - Parameters:
  ///   - yaml: the text of the file; the format is that of the shipped one.
  ///   - source: names the file in errors.
  public func overlaid(with yaml: String, source: String) throws(LexiconError) -> Lexicon {
    let file = try LexiconFile(yaml: yaml, source: source)
    let replaced = Set(file.entries.map(\.written))
    return try Lexicon(
      entries: entries.filter { !replaced.contains($0.written) } + file.entries,
      documentTypes: documentTypes.merging(file.documentTypes) { $1 })
  }

  private init(entries: [LexiconEntry], documentTypes: [UInt64: String]) throws(LexiconError) {
    self.entries = entries
    self.documentTypes = documentTypes
    trie = LexiconTrie(entries)
    version = Lexicon.version(of: entries, documentTypes)
    try refuseChains()
  }

  /// An entry that is said with the spelling of another would be read anew when its own speech is normalised again.
  private func refuseChains() throws(LexiconError) {
    for entry in entries {
      for alternative in entry.alternatives {
        var line = Line(
          scalars: SourceText(alternative.spoken).scalars, settings: NormalizationSettings(), lexicon: self)
        Tokenizer().tokenize(line.scalars, 0..<line.scalars.count, into: &line.tokens)
        for i in line.tokens.indices {
          guard let found = match(line, at: i) else { continue }
          let key = line.scalars[line[i].start..<line[i + found.count - 1].end]
          guard found.spoken != String(String.UnicodeScalarView(key)) else { continue }
          throw LexiconError(
            source: entry.source, line: alternative.line,
            message: """
              cách đọc "\(alternative.spoken)" của "\(entry.written)" lại chứa mục từ "\(entries[found.entry].written)"; \
              hãy viết cách đọc cuối cùng, đúng như loa phải nói
              """)
        }
      }
    }
  }

  /// The longest entry whose spelling, case and conditions fit at token `i`.
  func match(_ line: Line, at i: Int) -> Match? {
    trie.match(line, at: i, entries)
  }

  struct Match {
    var kind: SpokenToken.Kind
    var spoken: String
    /// Index into `entries`.
    var entry: Int
    var count: Int
  }

  private static func version(of entries: [LexiconEntry], _ types: [UInt64: String]) -> String {
    var lines = entries.flatMap { entry in
      entry.alternatives.enumerated().map { n, a in
        [
          entry.written, entry.kind.rawValue, String(n), a.spoken,
          a.followedBy.map(\.text).joined(separator: "|"), a.precededBy.map(\.text).joined(separator: "|"),
        ].joined(separator: "\u{1F}")
      }
    }
    lines += types.map { "\($0.key)\u{1F}\($0.value)" }
    var low = WordHash()
    var high = WordHash()
    for line in lines.sorted() {
      for scalar in line.unicodeScalars {
        low.combine(scalar)
        high.combine(Unicode.Scalar(scalar.value ^ 1) ?? scalar)
      }
      low.combine("\u{1E}")
      high.combine("\u{1D}")
    }
    return [low, high].map { hash in
      let digits = String(hash.value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
