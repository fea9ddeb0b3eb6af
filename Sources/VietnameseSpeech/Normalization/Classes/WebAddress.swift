/// Web and e-mail addresses: words where they can be read, else letters; "chấm", "a còng", "xuyệt" between.
struct WebAddress: SemioticClass {
  let begins: Set<Token.Kind> = [.word, .number]

  private static let tails = WordSet("vn com gov org net edu info asia io")
  private static let schemes = WordSet("http https")
  private static let www = WordSet("www")

  /// Whether a line can hold an address at all, so that others are not searched.
  static func isLikely(_ line: Line) -> Bool {
    for (i, token) in line.tokens.enumerated() where token.kind == .symbol {
      if token.symbol == "@" { return true }
      if token.symbol == ":", line.isSymbol(i + 1, "/") { return true }
      if token.symbol == ".", line.isGlued(i), line.isGlued(i + 1),
        line.isWord(i + 1, in: tails) || line.isWord(i - 1, in: www)
      {
        return true
      }
    }
    return false
  }

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard line.mayHoldAddress, line[i].spaceBefore || line[i - 1].kind == .symbol, let end = end(line, i)
    else { return nil }
    var j = i
    if line.isWord(i, in: WebAddress.schemes) {
      while j < end, line[j].kind == .symbol || j == i { j += 1 }
    }
    let isMail = (i..<end).contains { line.isSymbol($0, "@") }
    var spokenEnd = end
    while spokenEnd > j, line[spokenEnd - 1].kind == .symbol { spokenEnd -= 1 }
    while j < spokenEnd {
      switch line[j].kind {
      case .word: word(line, j, &speech)
      case .number: speech.digits(line.text(j))
      case .symbol:
        // The query of a link says nothing to a listener.
        if line.isSymbol(j, "?") && !isMail { spokenEnd = j }
        if j < spokenEnd { speech.say(WebAddress.name(line[j].symbol)) }
      case .foreignScript, .none: break
      }
      j += 1
    }
    // Marks that follow the address belong to the sentence.
    var count = end - i
    while count > 1, line[i + count - 1].kind == .symbol, line[i + count - 1].symbol != "/" { count -= 1 }
    return Reading(count, .address, isMail ? "thư điện tử" : "địa chỉ mạng")
  }

  /// The end of the run without spaces from `i`, if it is an address.
  private func end(_ line: Line, _ i: Int) -> Int? {
    var j = i + 1
    var isAddress =
      line.isWord(i, in: WebAddress.schemes) && line.isSymbol(j, ":") && line.isSymbol(j + 1, "/")
    isAddress =
      isAddress || line.isWord(i, in: WebAddress.www) && line.isSymbol(j, ".") && line.isGlued(j + 1)
    while j < i + 120, line.isGlued(j) {
      let token = line[j]
      if token.kind == .foreignScript { break }
      if token.kind == .symbol {
        if [",", ";", "(", ")", "[", "]", "|", "…", "!", "<", ">", "•"].contains(token.symbol) { break }
        if token.symbol == "@", line.isGlued(j + 1) { isAddress = true }
        if token.symbol == ".", line.isGlued(j + 1), line.isWord(j + 1, in: WebAddress.tails),
          line[j + 1].letterCase == .lower,
          !(line.isGlued(j + 2) && line[j + 2].kind == .number)
        {
          isAddress = true
        }
      }
      j += 1
    }
    return isAddress ? j : nil
  }

  private func word(_ line: Line, _ i: Int, _ speech: inout SpeechWriter) {
    let token = line[i]
    if WebAddress.tails.contains(token.hash),
      let name = WebAddress.tailNames[String(String.UnicodeScalarView(line.text(i)))]
    {
      speech.say(name)
    } else if token.hash == WordHash("www") {
      speech.say("vê kép vê kép vê kép")
    } else if let found = line.lexicon.match(line, at: i), found.count == 1, found.kind == .foreign {
      speech.say(found.spoken)
    } else if token.syllable == 0 {
      speech.say(line.text(i), lowercasing: true)
    } else if !ForeignRespelling.sayJoined(line.text(i), &speech) {
      speech.spell(line.text(i))
    }
  }

  private static let tailNames = [
    "vn": "vi en", "com": "com", "gov": "gốp", "org": "o rờ giê", "net": "nét", "edu": "e đu",
    "info": "in phô", "asia": "a di a",
    "io": "i o",
  ]

  private static func name(_ symbol: Unicode.Scalar) -> String {
    switch symbol {
    case ".": "chấm"
    case "@": "a còng"
    case "-": "gạch ngang"
    case "_": "gạch dưới"
    case "/": "xuyệt"
    case ":": "hai chấm"
    default: ""
    }
  }
}
