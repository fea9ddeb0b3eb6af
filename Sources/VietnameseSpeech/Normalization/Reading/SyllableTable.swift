/// Every syllable that Vietnamese spelling allows: onset × rhyme × tone, so that a typing error or a foreign word is seen.
///
/// A tone on the wrong vowel ("hóan") and old-style "ọa", which eSpeak NG reads as two syllables, have a respelling.
struct SyllableTable: Sendable {
  static let shared = SyllableTable()

  private var map = HashMap(capacity: 60_000)
  private var respellings: [String] = [""]
  /// Syllables typed without their marks, as in addresses: "nguyen" → "nguyên", where the bare letters are no syllable.
  private var bare = HashMap(capacity: 4_000)

  /// 0: readable as it stands; > 0: to be said as `respelling(_:)`; -1: not a Vietnamese syllable.
  func lookUp(_ hash: WordHash) -> Int32 { map[hash.value] }

  func respelling(_ index: Int32) -> String { respellings[Int(index)] }

  /// The syllable whose letters without marks these are.
  func unmarked(_ hash: WordHash) -> String? {
    let index = bare[hash.value]
    return index < 0 ? nil : respellings[Int(index)]
  }

  func contains(_ text: some StringProtocol) -> Bool { map[WordHash(text).value] >= 0 }

  private init() {
    for onset in SyllableTable.onsets {
      for rhyme in SyllableTable.rhymes where SyllableTable.joins(onset, rhyme) { add(onset, rhyme) }
    }
    for rhyme in SyllableTable.afterQu { add("qu", rhyme) }
    for rhyme in SyllableTable.giFamily { add("g", rhyme) }
    for (written, spoken) in SyllableTable.vowelless {
      respellings.append(spoken)
      map.set(WordHash(written).value, Int32(respellings.count - 1))
    }
  }

  private static let onsets = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p",
    "ph", "r",
    "s", "t", "th", "tr", "v", "x",
  ]

  static let rhymes = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch \
    êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao \
    oap oat oay oăc oăm oăn oăng oăt oe oen oeo oep oet oc oi om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm \
    ơn ơp ơt u ua uc ui um un ung uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uyn uyp uân uâng \
    uât uây uê uêch uênh uơ ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
    """.split(separator: " ").map(String.init)

  private static let afterQu = """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eng eo et ê ên êch ênh êt êu y yên \
    yêt ynh yt ych ơ ơn ơt i ip it ich ôc
    """.split(separator: " ").map(String.init)

  /// "gì", "gìn", "giếng": the i of "gi" is the rhyme's own.
  private static let giFamily = ["i", "in", "ip", "it", "ich", "iêc", "iêm", "iên", "iêng", "iêt", "iêu"]

  /// Right, but eSpeak NG 1.51 leaves out their vowel; said by a spelling of the same sound.
  private static let vowelless = [("gi", "di"), ("gin", "din"), ("qui", "quy")]

  /// c, g, ng before a, o, u; k, gh, ngh before e, i, y. "Kạn", "Kon" are names: k is let through.
  private static func joins(_ onset: String, _ rhyme: String) -> Bool {
    let front = "eêiy".contains(rhyme.first ?? " ")
    switch onset {
    case "c", "g", "ng": return !front
    case "gh", "ngh": return front
    case "gi": return !rhyme.hasPrefix("i") && !rhyme.hasPrefix("y")
    case "": return true
    // "buy…" is English to eSpeak NG; only "buýt" is in use.
    case "b": return !rhyme.hasPrefix("uy") || rhyme == "uyt"
    default: return rhyme.count == 1 || !rhyme.hasPrefix("y")
    }
  }

  private mutating func add(_ onset: String, _ rhyme: String) {
    let letters = Array(rhyme.unicodeScalars)
    let vowels = letters.prefix(while: Letters.isVowel).count
    let home = SyllableTable.toneIndex(letters, vowels)
    let old = ["oa", "oe", "uy"].contains(rhyme) && onset != "qu" ? 0 : home
    let stopped = ["c", "ch", "p", "t"].contains { rhyme.hasSuffix($0) } && vowels < letters.count
    for tone in 0..<Letters.tones where !stopped || tone == 2 || tone == 5 {
      let proper = onset + SyllableTable.toned(letters, home, tone)
      map.set(WordHash(proper).value, 0)
      if tone == (stopped ? 2 : 0) {
        let key = WordHash((onset + rhyme).unicodeScalars.map(Letters.ascii)).value
        if bare[key] < 0 {
          respellings.append(proper)
          bare.set(key, Int32(respellings.count - 1))
        }
      }
      guard tone != 0 else { continue }
      for place in 0..<vowels where place != home {
        let hash = WordHash(onset + SyllableTable.toned(letters, place, tone)).value
        guard map[hash] < 0 else { continue }
        if place == old, !(rhyme == "oa" && tone == 5) {
          map.set(hash, 0)
        } else {
          respellings.append(proper)
          map.set(hash, Int32(respellings.count - 1))
        }
      }
    }
  }

  /// Where the tone goes in the new style: on the marked vowel, else before a final consonant, else on the second of
  /// oa, oe, uy and the middle of three.
  static func toneIndex(_ letters: [Unicode.Scalar], _ vowels: Int) -> Int {
    let marked: [Unicode.Scalar] = ["ă", "â", "ê", "ô", "ơ"]
    if let last = letters.prefix(vowels).lastIndex(where: marked.contains) { return last }
    if vowels <= 1 { return 0 }
    if vowels < letters.count { return vowels - 1 }
    if vowels == 3 { return 1 }
    return ["oa", "oe", "uy"].contains(String(String.UnicodeScalarView(letters.prefix(2)))) ? 1 : 0
  }

  static func toned(_ letters: [Unicode.Scalar], _ place: Int, _ tone: Int) -> String {
    var letters = letters
    if let (vowel, _) = Letters.vowel(letters[place]) { letters[place] = Letters.vowels[vowel][tone] }
    return String(String.UnicodeScalarView(letters))
  }
}
