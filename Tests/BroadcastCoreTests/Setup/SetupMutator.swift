import Foundation

/// Spoils set-up files in the ways in which files get spoilt, and in some that only malice thinks of.
struct SetupMutator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() % UInt64(bound)) }

  private mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// One to four changes.
  mutating func spoil(_ data: Data) -> Data {
    var data = data
    for _ in 0...below(4) { data = change(data) }
    return data
  }

  private mutating func change(_ data: Data) -> Data {
    switch below(3) {
    case 0: return bytes(data)
    default: return Data(lines(String(decoding: data, as: UTF8.self)).utf8)
    }
  }

  private mutating func bytes(_ data: Data) -> Data {
    var bytes = [UInt8](data)
    let place = below(bytes.count)
    switch below(6) {
    case 0 where !bytes.isEmpty: bytes[place] = UInt8(below(256))
    case 1 where !bytes.isEmpty: bytes.remove(at: place)
    case 2: bytes.insert(UInt8(below(256)), at: place)
    case 3: bytes.removeLast(below(bytes.count))
    case 4:
      bytes.insert(
        contentsOf: one(of: [[0], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]]), at: place)
    default: bytes.insert(contentsOf: Array(one(of: Self.tokens).utf8), at: place)
    }
    return Data(bytes)
  }

  private static let tokens = [
    "{", "}", "[", "]", "&a ", "*a", "<<: *a", "? ", ": ", "- ", "|", ">", "'", "\"", "!!binary ",
    "!!set {a}", "\t",
    "\u{2028}", "#", "%YAML 1.2\n---\n", "99999999999999999999999999", "-1", "1e999", "0x7fffffffffffffff",
    ".nan", "null", "~",
    "{{", "}}", "{{date", "{nghỉ 99999}", "FREQ=DAILY;COUNT=99999;INTERVAL=9999",
    "FREQ=YEARLY;BYSETPOS=366;BYMONTHDAY=31",
    "0000-00-00", "9999-12-31", "2026-02-29", "24:00", "23:59:60", "\u{0301}\u{0301}\u{0301}", "🎺",
  ]

  private mutating func lines(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let place = below(lines.count)
    switch below(10) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: place)
    case 2: lines.swapAt(place, below(lines.count))
    case 3: lines[place] = String(repeating: " ", count: below(9)) + lines[place]
    case 4: lines[place] = String(lines[place].drop { $0 == " " })
    // A value that is something else.
    case 5:
      if let colon = lines[place].firstIndex(of: ":") {
        lines[place] = lines[place][...colon] + " " + one(of: Self.tokens)
      }
    // A value anchored, or taken from elsewhere.
    case 6:
      lines[place] = lines[place].replacing(": ", with: one(of: [": &a ", ": *a # "]), maxReplacements: 1)
    case 7: lines[place] += String(repeating: one(of: ["[", "{a: ", "- ", "'"]), count: below(1500))
    // "Billion laughs".
    case 8:
      let width = 1 + below(12)
      for level in 0...below(12) {
        let item = level == 0 ? "a" : "*x\(level - 1)"
        lines.insert(
          "x\(level): &x\(level) [" + Array(repeating: item, count: width).joined(separator: ", ") + "]",
          at: min(level, lines.count))
      }
    default: lines[place] = String(lines[place].shuffled(using: &self.generator))
    }
    return lines.joined(separator: "\n")
  }

  private var generator: Generator {
    get { Generator(state: state) }
    set { state = newValue.state }
  }

  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
  }
}
