/// A written number with its grouping and its decimals, found at a token.
struct Numeral {
  /// The whole part; 0 where it has too many digits to be a count.
  var value: UInt64
  /// Digits of the whole part as written.
  var digits: Int
  var hasLeadingZero: Bool
  /// Scalars of the decimals, or empty.
  var fraction: Range<Int>
  /// The decimals stand after a dot, as in foreign texts: "2.5".
  var hasDecimalDot = false
  /// The first token after it.
  var next: Int

  var isCountable: Bool { digits <= 15 }

  /// Reads 1250, 1.250.000, 1.250,5, 1,250,000, 2,5 at token `i`. At most 8 groups.
  init?(_ line: Line, _ i: Int) {
    guard line.isNumber(i) else { return nil }
    var total: UInt64 = 0
    var count = 0
    func add(_ token: Int, _ total: inout UInt64, _ count: inout Int) {
      count += line[token].count
      guard count <= 18 else { return }
      for scalar in line.text(token) { total = total * 10 + UInt64(scalar.value - 48) }
    }
    add(i, &total, &count)
    hasLeadingZero = line.hasLeadingZero(i)
    next = i + 1
    fraction = 0..<0

    let canGroup = line[i].count <= 3 && line.scalars[line[i].start] != "0"
    let loose = canGroup ? Numeral.looseGroups(line, next) : 0
    if loose > 0 {
      for _ in 0..<loose {
        add(next + 1, &total, &count)
        next += 2
      }
    } else if canGroup, let separator = Numeral.separator(line, next),
      separator == "." || Numeral.groups(line, next, separator) >= 2
        || separator == "," && Numeral.isMoney(line, next + 2),
      Numeral.groups(line, next, separator) >= 1
    {
      for _ in 0..<Numeral.groups(line, next, separator) {
        add(next + 1, &total, &count)
        next += 2
      }
    } else if canGroup {
      let groups = Numeral.spacedGroups(line, next)
      if groups > 0, Numeral.isMoney(line, next + groups) || groups >= 2 {
        for _ in 0..<groups {
          add(next, &total, &count)
          next += 1
        }
      }
    }
    if line.isSymbol(next, ","), line.isGlued(next), line.isGlued(next + 1), line.isNumber(next + 1) {
      fraction = line[next + 1].start..<line[next + 1].end
      next += 2
    }
    value = total
    digits = count
  }

  private static func separator(_ line: Line, _ i: Int) -> Unicode.Scalar? {
    guard line.isGlued(i), line.isGlued(i + 1), line.isNumber(i + 1),
      line.isSymbol(i, ".") || line.isSymbol(i, ",")
    else { return nil }
    return line[i].symbol
  }

  /// How many groups of exactly three digits follow, each after `separator`; 0 if any group is of another length.
  private static func groups(_ line: Line, _ start: Int, _ separator: Unicode.Scalar) -> Int {
    var i = start
    var count = 0
    while count < 8, line.isSymbol(i, separator), line.isGlued(i), line.isGlued(i + 1), line.isNumber(i + 1) {
      if line[i + 1].count != 3 { return 0 }
      count += 1
      i += 2
    }
    return count
  }

  /// Groups of money with a stray space after a dot: "500. 000 đồng". A group after a space must begin with a zero, as no count
  /// of its own does.
  private static func looseGroups(_ line: Line, _ start: Int) -> Int {
    var i = start
    var hasSpace = false
    while i - start < 16, line.isSymbol(i, "."), line.isNumber(i + 1), line[i + 1].count == 3 {
      if line[i].spaceBefore || line[i + 1].spaceBefore {
        guard line.hasLeadingZero(i + 1) else { return 0 }
        hasSpace = true
      }
      i += 2
    }
    return hasSpace && isMoney(line, i) ? (i - start) / 2 : 0
  }

  private static func spacedGroups(_ line: Line, _ start: Int) -> Int {
    var i = start
    while i - start < 8, line.isNumber(i), line[i].count == 3, line[i].spaceBefore { i += 1 }
    return line.isNumber(i) || line.isGlued(i) && line.isSymbol(i, ".") ? 0 : i - start
  }

  private static let money = WordSet("đ đồng vnđ vnd usd")
  static func isMoney(_ line: Line, _ i: Int) -> Bool { line.isWord(i, in: money) || line.isSymbol(i, "₫") }
}

extension SpeechWriter {
  mutating func say(_ numeral: Numeral, _ line: Line, keepingZero: Bool = false, from i: Int) {
    if !numeral.isCountable || numeral.hasLeadingZero && numeral.digits > 2 {
      digits(line.scalars[line[i].start..<line[numeral.next - 1].end], groups: [3])
      return
    }
    if keepingZero && numeral.hasLeadingZero { say("không") }
    if !(keepingZero && numeral.hasLeadingZero && numeral.value == 0) { cardinal(numeral.value) }
    guard !numeral.fraction.isEmpty else { return }
    say("phẩy")
    decimals(line.scalars[numeral.fraction])
  }

  /// 75 → bảy mươi lăm; 05 → không năm; three digits and more one by one.
  mutating func decimals(_ scalars: ArraySlice<Unicode.Scalar>) {
    if scalars.count <= 2, scalars.first != "0" {
      cardinal(scalars.reduce(0) { $0 * 10 + UInt64($1.value - 48) })
    } else {
      digits(scalars)
    }
  }
}
