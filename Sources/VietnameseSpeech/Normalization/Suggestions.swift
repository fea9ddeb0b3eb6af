/// What an unknown word is probably meant to be: the nearest spelling of the lexicon, else the nearest syllable.
struct Suggestions {
  private let lexicon: Lexicon
  private var known: [String: String?] = [:]
  /// Words for which a suggestion was sought; a text full of gibberish must not cost more than linear time.
  private let limit = 100

  init(_ lexicon: Lexicon) { self.lexicon = lexicon }

  mutating func suggestion(for word: String) -> String? {
    let key = word.lowercased()
    if let found = known[key] { return found }
    guard known.count < limit, (2...24).contains(key.unicodeScalars.count) else { return nil }
    let found = search(Array(key.unicodeScalars), isUpper: word == word.uppercased())
    known[key] = .some(found)
    return found
  }

  private func search(_ word: [Unicode.Scalar], isUpper: Bool) -> String? {
    var best: (distance: Int, text: String)?
    let allowed = word.count <= 3 ? 1 : 2
    for entry in lexicon.entries {
      let scalars = Array(entry.written.lowercased().unicodeScalars)
      guard abs(scalars.count - word.count) <= allowed else { continue }
      let isUpperEntry = entry.written == entry.written.uppercased()
      guard isUpper == isUpperEntry else { continue }
      let distance = Suggestions.distance(
        word, scalars, atMost: min(allowed, best.map { $0.distance - 1 } ?? allowed))
      if let distance, distance > 0 {
        best = (distance, "\(entry.written) (\(entry.alternatives[entry.alternatives.count - 1].spoken))")
      }
    }
    if best == nil || (best?.distance ?? 0) > 1, !isUpper, word.count <= 8, let near = nearestSyllable(word) {
      return near
    }
    return best?.text
  }

  /// One transposition, omission, insertion or substitution away from a syllable; transpositions first, as the commonest
  /// error of quick typing.
  private func nearestSyllable(_ word: [Unicode.Scalar]) -> String? {
    func text(_ scalars: [Unicode.Scalar]) -> String? {
      for candidate in Suggestions.tonings(scalars)
      where SyllableTable.shared.lookUp(WordHash(candidate)) == 0 {
        return String(String.UnicodeScalarView(candidate))
      }
      return nil
    }
    for i in word.indices.dropLast() {
      var swapped = word
      swapped.swapAt(i, i + 1)
      if let found = text(swapped) { return found }
    }
    for i in word.indices {
      var shorter = word
      shorter.remove(at: i)
      if let found = text(shorter) { return found }
    }
    for i in word.indices {
      for letter in "aăâbcdđeêghiklmnoôơpqrstuưvxy".unicodeScalars {
        var changed = word
        changed[i] = letter
        if let found = text(changed) { return found }
        changed = word
        changed.insert(letter, at: i)
        if let found = text(changed) { return found }
      }
    }
    return nil
  }

  /// The word itself and, where it has no tone, with one on its first vowel that takes it.
  private static func tonings(_ word: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    guard !word.contains(where: { (Letters.vowel($0)?.tone ?? 0) > 0 }) else { return [word] }
    var all = [word]
    for i in word.indices {
      guard let (vowel, _) = Letters.vowel(word[i]) else { continue }
      for tone in [2, 5] {
        var toned = word
        toned[i] = Letters.vowels[vowel][tone]
        all.append(toned)
      }
    }
    return all
  }

  /// Damerau–Levenshtein (optimal string alignment), `nil` above `limit`.
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], atMost limit: Int) -> Int? {
    guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      for j in b.indices {
        var cost = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
        next.append(cost)
      }
      if next.min() ?? 0 > limit { return nil }
      before = row
      row = next
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }
}
