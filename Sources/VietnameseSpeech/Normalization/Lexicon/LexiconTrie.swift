/// Finds the longest entry that begins at a token. Edges are hashed on (node, token), so a word that begins no entry
/// costs one look-up.
struct LexiconTrie: Sendable {
  private var edges: HashMap
  /// For each node the entries that end there, later ones first.
  private var ends: [[End]] = [[]]

  private struct End: Sendable {
    var entry: Int
    var tokens: [Shape]
  }

  /// What the spelling demands of a token beyond its letters.
  private struct Shape: Sendable {
    var isUpper: Bool
    var isWord: Bool
    var mustBeGlued: Bool
    var mustBeSpaced: Bool
  }

  init(_ entries: [LexiconEntry]) {
    edges = HashMap(capacity: entries.count * 3)
    for (n, entry) in entries.enumerated() {
      let scalars = SourceText(entry.written).scalars
      var tokens: [Token] = []
      Tokenizer().tokenize(scalars, 0..<scalars.count, into: &tokens)
      var node: Int32 = 0
      for token in tokens {
        let key = LexiconTrie.key(node, token.identity)
        var next = edges[key]
        if next < 0 {
          next = Int32(ends.count)
          ends.append([])
          edges.set(key, next)
        }
        node = next
      }
      let shapes = tokens.enumerated().map { i, token in
        let touches = token.kind == .number || token.symbol == "." || (i > 0 && tokens[i - 1].kind == .number)
        return Shape(
          isUpper: token.letterCase == .upper, isWord: token.kind == .word,
          mustBeGlued: i > 0 && touches && !token.spaceBefore,
          mustBeSpaced: i > 0 && token.kind == .number && token.spaceBefore)
      }
      ends[Int(node)].insert(End(entry: n, tokens: shapes), at: 0)
    }
  }

  private static func key(_ node: Int32, _ identity: UInt64) -> UInt64 {
    identity &+ UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15
  }

  func match(_ line: Line, at start: Int, _ entries: [LexiconEntry]) -> Lexicon.Match? {
    var node = edges[LexiconTrie.key(0, line[start].identity)]
    guard node >= 0 else { return nil }
    var best: Lexicon.Match?
    var i = start
    while node >= 0 {
      i += 1
      if let found = fitting(ends[Int(node)], line, start..<i, entries) { best = found }
      guard i < line.tokens.count else { break }
      node = edges[LexiconTrie.key(node, line[i].identity)]
    }
    return best
  }

  private func fitting(
    _ ends: [End], _ line: Line, _ range: Range<Int>, _ entries: [LexiconEntry]
  ) -> Lexicon.Match? {
    for end in ends where shapesFit(end.tokens, line, range) {
      let entry = entries[end.entry]
      let isWordInCapitals =
        line.isCapitals && range.count == 1 && line[range.lowerBound].isSyllable && end.tokens[0].isUpper
      for alternative in entry.alternatives {
        let isUnconditional = alternative.followedBy.isEmpty && alternative.precededBy.isEmpty
        if isWordInCapitals && isUnconditional { continue }
        guard
          alternative.followedBy.isEmpty
            || alternative.followedBy.contains(where: { $0.follows(line, range.upperBound) }),
          alternative.precededBy.isEmpty
            || alternative.precededBy.contains(where: { $0.precedes(line, range.lowerBound) })
        else { continue }
        return Lexicon.Match(
          kind: entry.kind, spoken: alternative.spoken, entry: end.entry, count: range.count)
      }
    }
    return nil
  }

  private func shapesFit(_ shapes: [Shape], _ line: Line, _ range: Range<Int>) -> Bool {
    for (shape, i) in zip(shapes, range) {
      if shape.isUpper && line[i].letterCase != .upper { return false }
      if shape.mustBeGlued && line[i].spaceBefore { return false }
      if shape.mustBeSpaced && !line[i].spaceBefore { return false }
    }
    return true
  }
}

extension LexiconEntry.Phrase {
  func follows(_ line: Line, _ start: Int) -> Bool {
    for (offset, term) in terms.enumerated() where !term.fits(line, start + offset) { return false }
    return true
  }

  func precedes(_ line: Line, _ end: Int) -> Bool {
    for (offset, term) in terms.reversed().enumerated() where !term.fits(line, end - 1 - offset) {
      return false
    }
    return true
  }
}

extension LexiconEntry.Term {
  func fits(_ line: Line, _ i: Int) -> Bool {
    let token = line[i]
    switch self {
    case .token(let identity): return token.kind != .none && token.identity == identity
    case .name:
      return token.kind == .word
        && (token.letterCase == .capitalized || token.letterCase == .upper && token.isSyllable)
    case .number: return token.kind == .number
    case .shortNumber:
      return token.kind == .number && token.count <= 3
        && !(line.isGlued(i + 1) && line.isSymbol(i + 1, ".") && line.isNumber(i + 2))
        && !line.isNumber(i + 1)
    case .edge: return token.kind == .none
    }
  }
}
