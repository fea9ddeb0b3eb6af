/// A foreign word as syllables that a Vietnamese voice can read: a guess for words that the lexicon lacks.
enum ForeignRespelling {
  /// Always says something, in time linear in the length.
  static func say(_ scalars: ArraySlice<Unicode.Scalar>, _ speech: inout SpeechWriter) {
    let letters = scalars.map { Letters.lowercased($0) }
    guard letters.contains(where: Letters.isVowel) else { return speech.spell(scalars) }
    var i = 0
    while i < letters.count { i = syllable(letters, i, &speech) }
  }

  /// Words written together without marks, as in addresses: "binhminh" → "binh minh". Returns false, having said nothing,
  /// where the letters cannot be cut into syllables.
  static func sayJoined(_ scalars: ArraySlice<Unicode.Scalar>, _ speech: inout SpeechWriter) -> Bool {
    let letters = scalars.map { Letters.lowercased($0) }
    guard letters.count <= 40 else { return false }
    // best[i]: fewest syllables for the first i letters, and where the last one begins.
    var best: [(count: Int, from: Int)?] = Array(repeating: nil, count: letters.count + 1)
    best[0] = (0, 0)
    for end in 1..<(letters.count + 1) {
      for start in max(0, end - 7)..<end {
        guard let before = best[start], before.count + 1 < best[end]?.count ?? Int.max,
          joinedSyllable(letters[start..<end]) != nil
        else { continue }
        best[end] = (before.count + 1, start)
      }
    }
    guard best[letters.count] != nil else { return false }
    var pieces: [String] = []
    var end = letters.count
    while end > 0, let piece = best[end] {
      if let text = joinedSyllable(letters[piece.from..<end]) { pieces.append(text) }
      end = piece.from
    }
    for piece in pieces.reversed() { speech.say(piece) }
    return true
  }

  private static func joinedSyllable(_ letters: ArraySlice<Unicode.Scalar>) -> String? {
    spoken(Array(letters)) ?? SyllableTable.shared.unmarked(WordHash(letters))
  }

  /// A syllable as it stands, or with the sắc tone that a final stop asks for.
  private static func spoken(_ letters: [Unicode.Scalar]) -> String? {
    let text = String(String.UnicodeScalarView(letters))
    if SyllableTable.shared.lookUp(WordHash(letters)) == 0 { return text }
    guard let end = letters.lastIndex(where: Letters.isVowel), end < letters.count - 1,
      let start = letters.firstIndex(where: Letters.isVowel)
    else { return nil }
    let rhyme = Array(letters[start...])
    let vowels = end - start + 1
    let toned = SyllableTable.toned(rhyme, SyllableTable.toneIndex(rhyme, vowels), 2)
    let whole = String(String.UnicodeScalarView(letters[..<start])) + toned
    return SyllableTable.shared.lookUp(WordHash(whole)) == 0 ? whole : nil
  }

  /// Says the next syllable of `letters` from `i`; returns where the following one begins.
  private static func syllable(_ letters: [Unicode.Scalar], _ start: Int, _ speech: inout SpeechWriter) -> Int
  {
    var i = start
    var onset = ""
    while i < letters.count, !Letters.isVowel(letters[i]) {
      let (name, length) = consonant(letters, i)
      if !onset.isEmpty {
        // A cluster: each consonant but the last gets a vowel of its own.
        sayLone(onset, &speech)
      }
      onset = name
      i += length
    }
    guard i < letters.count else {
      if !onset.isEmpty { sayLone(onset, &speech) }
      return i
    }
    var vowelEnd = i
    while vowelEnd < letters.count, vowelEnd - i < 3, Letters.isVowel(letters[vowelEnd]) { vowelEnd += 1 }
    let silentE =
      vowelEnd == letters.count && vowelEnd - i == 1 && letters[i] == "e" && !onset.isEmpty && start > 0
    if silentE {
      sayLone(onset, &speech)
      return vowelEnd
    }
    for length in stride(from: vowelEnd - i, through: 1, by: -1) {
      let nucleus = Array(letters[i..<i + length])
      if length == vowelEnd - i, let (coda, taken) = coda(letters, vowelEnd) {
        if let text = spoken(Array(onset.unicodeScalars) + nucleus + Array(coda.unicodeScalars)) {
          speech.say(text)
          return vowelEnd + taken
        }
      }
      if let text = spoken(Array(onset.unicodeScalars) + nucleus) {
        speech.say(text)
        return i + length
      }
    }
    // An onset that Vietnamese spelling does not join to this vowel.
    if !onset.isEmpty { sayLone(onset, &speech) }
    speech.say(LetterNames.name(Letters.toneless(letters[i])))
    return i + 1
  }

  /// The Vietnamese spelling of the consonant at `i`, and the letters it takes.
  private static func consonant(_ letters: [Unicode.Scalar], _ i: Int) -> (String, Int) {
    let next: Unicode.Scalar = i + 1 < letters.count ? letters[i + 1] : " "
    let front = "eêiy".unicodeScalars.contains(Letters.toneless(next))
    switch (letters[i], next) {
    case ("s", "h"): return ("s", 2)
    case ("c", "h"), ("t", "h"), ("t", "r"), ("k", "h"), ("p", "h"), ("n", "h"):
      return (String(String.UnicodeScalarView([letters[i], next])), 2)
    case ("c", "k"): return ("c", 2)
    case ("g", "h"): return ("g", 2)
    case (let a, let b) where a == b: return (single(a, letters, i + 1), 2)
    case ("c", _) where front: return ("x", 1)
    default: return (single(letters[i], letters, i), 1)
    }
  }

  private static func single(_ letter: Unicode.Scalar, _ letters: [Unicode.Scalar], _ i: Int) -> String {
    let next: Unicode.Scalar = i + 1 < letters.count ? Letters.toneless(letters[i + 1]) : " "
    let front = "eêiy".unicodeScalars.contains(next)
    switch letter {
    case "f": return "ph"
    case "j": return "gi"
    case "w": return "v"
    case "z": return "d"
    case "q": return "c"
    case "c", "k": return front ? "k" : "c"
    case "g": return front ? "gh" : "g"
    default: return String(letter)
    }
  }

  /// The final consonant at `i`, if what follows lets it close the syllable.
  private static func coda(_ letters: [Unicode.Scalar], _ i: Int) -> (String, Int)? {
    guard i < letters.count, !Letters.isVowel(letters[i]) else { return nil }
    let next: Unicode.Scalar = i + 1 < letters.count ? letters[i + 1] : " "
    if letters[i] == "n", next == "g", i + 2 == letters.count || !Letters.isVowel(letters[i + 2]) {
      return ("ng", 2)
    }
    if letters[i] == "n" || letters[i] == "c", next == "h", i + 2 == letters.count {
      return (letters[i] == "n" ? "nh" : "ch", 2)
    }
    if Letters.isVowel(next) { return nil }
    switch letters[i] {
    case "n", "m", "t", "p": return (String(letters[i]), letters[i] == next ? 2 : 1)
    case "c", "k", "g", "q", "x": return ("c", next == "k" ? 2 : 1)
    case "d", "s", "z": return ("t", letters[i] == next ? 2 : 1)
    case "b", "f", "v": return ("p", 1)
    case "l": return ("n", letters[i] == next ? 2 : 1)
    case "r", "h": return ("", 1)
    default: return nil
    }
  }

  /// A consonant without vowel: "b" → "bờ".
  private static func sayLone(_ onset: String, _ speech: inout SpeechWriter) {
    let text = (onset == "gh" ? "g" : onset == "k" ? "c" : onset) + "ờ"
    if SyllableTable.shared.contains(text) {
      speech.say(text)
    } else {
      for scalar in onset.unicodeScalars { speech.say(LetterNames.name(scalar)) }
    }
  }
}
