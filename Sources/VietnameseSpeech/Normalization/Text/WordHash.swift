/// Identity of a lower-case word: FNV-1a over its scalars. Words are compared by it; with 64 bits a false match among the
/// some 20,000 known words has a chance of 10⁻¹⁵ a token.
struct WordHash: Hashable, Sendable {
  var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}
  init(_ text: some StringProtocol) {
    for scalar in text.unicodeScalars { combine(Letters.lowercased(scalar)) }
  }
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars { combine(scalar) }
  }

  mutating func combine(_ scalar: Unicode.Scalar) {
    value = (value ^ UInt64(scalar.value)) &* 0x0000_0100_0000_01B3
  }
}

/// A fixed map from 64-bit keys, by open addressing: a look-up is one or two cache lines.
struct HashMap: Sendable {
  private var keys: [UInt64]
  private var values: [Int32]
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int = 16) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: -1, count: size)
    mask = size - 1
  }

  /// -1 where there is none; stored values are ≥ 0.
  subscript(key: UInt64) -> Int32 {
    var i = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    while values[i] >= 0 {
      if keys[i] == key { return values[i] }
      i = (i + 1) & mask
    }
    return -1
  }

  mutating func set(_ key: UInt64, _ value: Int32) {
    if count * 2 >= keys.count { grow() }
    var i = Int(truncatingIfNeeded: key ^ (key >> 32)) & mask
    while values[i] >= 0, keys[i] != key { i = (i + 1) & mask }
    if values[i] < 0 { count += 1 }
    keys[i] = key
    values[i] = value
  }

  private mutating func grow() {
    var bigger = HashMap(capacity: keys.count)
    for (key, value) in zip(keys, values) where value >= 0 { bigger.set(key, value) }
    self = bigger
  }
}

/// A fixed set of lower-case words, for the conditions of the rules.
struct WordSet: Sendable {
  private var map: HashMap

  /// - Parameter words: separated by spaces.
  init(_ words: String) {
    let list = words.split(separator: " ")
    map = HashMap(capacity: list.count)
    for word in list { map.set(WordHash(word).value, 0) }
  }

  func contains(_ hash: WordHash) -> Bool { map[hash.value] >= 0 }
}
