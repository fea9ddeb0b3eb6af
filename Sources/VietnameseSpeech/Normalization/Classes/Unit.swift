/// Units of measure and money as written after a number.
struct Unit {
  var name: String
  /// Tokens it takes.
  var count: Int
  /// Measured against another such unit, a slash is "trên": km/h.
  var isPhysical: Bool
  /// The centimetres of "1m65".
  var remainder: Int?

  private static let table: [(written: String, name: String, isPhysical: Bool)] = [
    ("mm", "mi li mét", true), ("cm", "xăng ti mét", true), ("dm", "đề xi mét", true), ("m", "mét", true),
    ("km", "ki lô mét", true), ("ha", "héc ta", true), ("mg", "mi li gam", true), ("g", "gam", true),
    ("gr", "gam", true), ("gam", "gam", true), ("kg", "ki lô gam", true), ("µg", "mi cờ rô gam", true),
    ("l", "lít", true), ("lit", "lít", true), ("ml", "mi li lít", true), ("dl", "đề xi lít", true),
    ("cc", "xê xê", true), ("w", "oát", true), ("kw", "ki lô oát", true), ("mw", "mê ga oát", true),
    ("kwh", "ki lô oát giờ", true), ("mwh", "mê ga oát giờ", true), ("wh", "oát giờ", true),
    ("kva", "ki lô vôn am pe", true),
    ("v", "vôn", true), ("kv", "ki lô vôn", true), ("hz", "héc", true), ("khz", "ki lô héc", true),
    ("mhz", "mê ga héc", true),
    ("ghz", "di ga héc", true), ("kb", "ki lô bai", true), ("mb", "mê ga bai", true),
    ("gb", "di ga bai", true),
    ("tb", "tê ra bai", true), ("mbps", "mê ga bít trên giây", true), ("db", "đê xi ben", true),
    ("dba", "đê xi ben a", true),
    ("mmhg", "mi li mét thủy ngân", true), ("mah", "mi li am pe giờ", true), ("hp", "mã lực", true),
    ("cv", "mã lực", true),
    ("atm", "át mốt phe", true), ("ppm", "phần triệu", true), ("s", "giây", true), ("mol", "mon", true),
    ("pa", "pát can", true), ("kpa", "ki lô pát can", true),
    ("inch", "in", true), ("h", "giờ", true), ("kcal", "ki lô ca lo", true), ("cal", "ca lo", true),
    ("đ", "đồng", false), ("vnđ", "đồng", false), ("vnd", "đồng", false), ("đvn", "đồng", false),
    ("usd", "đô la Mỹ", false), ("eur", "ơ rô", false), ("k", "nghìn", false), ("tr", "triệu", false),
    ("trđ", "triệu đồng", false), ("trd", "triệu đồng", false), ("tỷđ", "tỷ đồng", false),
    ("oc", "độ xê", true),
    ("tr.đ", "triệu đồng", false), ("ng.đ", "nghìn đồng", false), ("nđ", "nghìn đồng", false),
    ("mét", "mét", true),
  ]

  private static let byHash: HashMap = {
    var map = HashMap(capacity: table.count)
    for (n, row) in table.enumerated() { map.set(WordHash(row.written).value, Int32(n)) }
    return map
  }()

  private static let millions = WordSet("tr")
  private static let thousands = WordSet("k nđ")
  /// Letters that are a unit only as written here: "5A" is no ampere, "5K" no thousand, "50 M" no metre.
  private static let lowerOnly = WordSet("m g l s h k tr cv")

  /// The unit at token `i`, which comes after a number or a slash.
  static func match(_ line: Line, _ i: Int) -> Unit? {
    let token = line[i]
    if token.kind == .symbol { return symbol(line, i) }
    guard token.kind == .word else { return nil }
    let row = byHash[token.hash.value]
    guard row >= 0 else { return nil }
    var unit = Unit(name: table[Int(row)].name, count: 1, isPhysical: table[Int(row)].isPhysical)
    if lowerOnly.contains(token.hash), token.letterCase != .lower { return nil }
    // "5 k", "20 s" are no units; "3 đ/c" counts comrades.
    if ["k", "s", "h"].contains(line.letter(i)), !line.isGlued(i), !line.isSymbol(i - 1, "/") { return nil }
    if line.letter(i) == "đ", line.isSymbol(i + 1, "/"), line.letter(i + 2) == "c" { return nil }
    if line.letter(i) == "v", token.letterCase == .lower, !line.isGlued(i) { return nil }
    if thousands.contains(token.hash), line.isGlued(i + 1), line.isNumber(i + 1) { return nil }
    if token.hash == WordHash("k") || token.hash == WordHash("nđ") || token.hash == WordHash("ng") {
      unit.name = line.settings.words.thousand.rawValue + (token.count == 1 ? "" : " đồng")
    }
    if token.hash == WordHash("tr"), line.isSymbol(i + 1, "."), line.isGlued(i + 1), line.letter(i + 2) == "đ"
    {
      return Unit(name: "triệu đồng", count: 3, isPhysical: false)
    }
    // m2, m3, km², cm³
    if ["m", "km", "cm", "dm", "mm"].contains(where: { WordHash($0) == token.hash }) {
      let isSquare = line.isSymbol(i + 1, "²") || line.value(i + 1, digits: 1) == 2
      let isCube = line.isSymbol(i + 1, "³") || line.value(i + 1, digits: 1) == 3
      if line.isGlued(i + 1), isSquare || isCube, !(line.isGlued(i + 2) && line.isNumber(i + 2)) {
        unit.name += isSquare ? " vuông" : " khối"
        unit.count = 2
      } else if token.count == 1, line.isGlued(i + 1), let rest = line.value(i + 1, digits: 2),
        line[i + 1].count == 2
      {
        // "1m65"
        unit.remainder = rest
        unit.count = 2
      }
    }
    return unit
  }

  private static func symbol(_ line: Line, _ i: Int) -> Unit? {
    switch line[i].symbol {
    case "%": return Unit(name: "phần trăm", count: 1, isPhysical: false)
    case "‰": return Unit(name: "phần nghìn", count: 1, isPhysical: false)
    case "₫": return Unit(name: "đồng", count: 1, isPhysical: false)
    case "$": return Unit(name: "đô la", count: 1, isPhysical: false)
    case "€": return Unit(name: "ơ rô", count: 1, isPhysical: false)
    case "µ", "μ":
      guard line.letter(i + 1) == "g" || line.letter(i + 1) == "m" else { return nil }
      return Unit(
        name: line.letter(i + 1) == "g" ? "mi cờ rô gam" : "mi cờ rô mét", count: 2, isPhysical: true)
    case "′": return Unit(name: "phút", count: 1, isPhysical: true)
    case "″": return Unit(name: "giây", count: 1, isPhysical: true)
    case "°", "º", "˚":
      guard let letter = line.letter(i + 1), line[i + 1].letterCase == .upper, letter == "c" || letter == "f"
      else {
        return Unit(name: "độ", count: 1, isPhysical: true)
      }
      return Unit(name: letter == "c" ? "độ xê" : "độ ép", count: 2, isPhysical: true)
    default: return nil
    }
  }
}

/// A unit without its number: "giá tính theo m2", "ĐVT: kg".
struct UnitWord: SemioticClass {
  let begins: Set<Token.Kind> = [.word]

  func read(_ line: Line, at i: Int, into speech: inout SpeechWriter) -> Reading? {
    guard !line[i].isSyllable, line[i].letterCase != .upper, let unit = Unit.match(line, i),
      line[i].count > 1 || unit.count > 1
    else { return nil }
    speech.say(unit.name)
    return Reading(unit.count, .quantity, "đơn vị")
  }
}
