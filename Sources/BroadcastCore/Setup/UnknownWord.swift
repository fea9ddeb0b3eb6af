public import VietnameseSpeech

/// A word of an announcement that nobody vouches for: the operator must see it before it airs.
public struct UnknownWord: Hashable, Sendable, CustomStringConvertible {
  /// `bản tin «bon-xin»`.
  public var source: String
  /// Line of the announcement's text, from 1.
  public var line: Int
  public var written: String
  /// How it would be read now; empty where it would be silent.
  public var spoken: String
  /// The known spelling it is probably meant to be.
  public var suggestion: String?

  public var description: String {
    let guess = suggestion.map { ", có phải «\($0)»?" } ?? ""
    return "\(source) dòng \(line): từ chưa biết «\(written)», sẽ đọc là «\(spoken)»\(guess)"
  }
}

extension StationFolder {
  /// Every unknown word of every announcement and bulletin, in order.
  public func unknownWords() throws(LexiconError) -> [UnknownWord] {
    let normalizer = try station.normalizer()
    // Texts and marks that cannot be followed were refused when the folder was loaded.
    var texts = announcements.map { ("bản tin «\($0.id)»", (try? $0.text.samples()) ?? []) }
    texts += bulletins.map { draft in
      (
        "chương trình thời sự «\(draft.bulletin.id)»",
        draft.spoken.flatMap { (try? $0.samples()) ?? [] }
      )
    }
    return texts.flatMap { source, texts in
      var words: [UnknownWord] = []
      for text in texts {
        // A mark that cannot be followed is read as it stands.
        let plain = (try? MarkedText(text))?.plain ?? text
        let found = normalizer.normalize(plain).unknowns.map { token in
          UnknownWord(
            source: source, line: token.line + 1, written: token.written, spoken: token.spoken,
            suggestion: token.suggestion)
        }
        words += found.filter { !words.contains($0) || texts.count == 1 }
      }
      return words
    }
  }
}
