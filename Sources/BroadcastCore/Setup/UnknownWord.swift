public import VietnameseSpeech

/// A word of an announcement that nobody vouches for: the operator must see it before it airs.
public struct UnknownWord: Hashable, Sendable, CustomStringConvertible {
  public var announcement: String
  /// Line of the announcement's text, from 1.
  public var line: Int
  public var written: String
  /// How it would be read now; empty where it would be silent.
  public var spoken: String
  /// The known spelling it is probably meant to be.
  public var suggestion: String?

  public var description: String {
    let guess = suggestion.map { ", có phải «\($0)»?" } ?? ""
    return "bản tin «\(announcement)» dòng \(line): từ chưa biết «\(written)», sẽ đọc là «\(spoken)»\(guess)"
  }
}

extension StationFolder {
  /// Every unknown word of every announcement, in order.
  public func unknownWords() throws(LexiconError) -> [UnknownWord] {
    let normalizer = try station.normalizer()
    return announcements.flatMap { draft in
      // Texts and marks that cannot be followed were refused when the folder was loaded.
      let texts = (try? draft.text.samples()) ?? []
      var words: [UnknownWord] = []
      for text in texts {
        let plain = (try? MarkedText(text))?.plain ?? text
        let found = normalizer.normalize(plain).unknowns.map { token in
          UnknownWord(
            announcement: draft.id, line: token.line + 1, written: token.written, spoken: token.spoken,
            suggestion: token.suggestion)
        }
        words += found.filter { !words.contains($0) || texts.count == 1 }
      }
      return words
    }
  }
}
