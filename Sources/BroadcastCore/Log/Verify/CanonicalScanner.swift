/// Reads one canonical line (see `CanonicalJSON`) and refuses every other spelling of the same value.
///
/// Values stay where they are, as ranges of the line: a million lines are read without a million trees.
struct CanonicalScanner {
  enum Value {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Between the quotation marks, with its escapes.
    case string(Range<Int>)
    /// With its brackets.
    case array(Range<Int>)
    /// With its braces.
    case object(Range<Int>)
  }

  let bytes: [UInt8]
  private var at = 0

  /// The members of an object, in their order.
  struct Members {
    let bytes: [UInt8]
    fileprivate(set) var list: [(key: Range<Int>, value: Value)] = []

    subscript(_ name: StaticString) -> Value? {
      let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      for (key, value) in list where key.count == name.count {
        if bytes[key].elementsEqual(name) { return value }
      }
      return nil
    }

    func string(_ name: StaticString) -> String? {
      guard case .string(let range)? = self[name] else { return nil }
      return CanonicalScanner.text(bytes, range)
    }

    func integer(_ name: StaticString) -> Int64? {
      guard case .integer(let value)? = self[name] else { return nil }
      return value
    }

    func object(_ name: StaticString) -> Members? {
      guard case .object(let range)? = self[name] else { return nil }
      var scanner = CanonicalScanner(bytes: bytes, at: range.lowerBound)
      return scanner.object()
    }

    /// The objects of an array of objects.
    func objects(_ name: StaticString) -> [Members]? {
      guard case .array(let range)? = self[name] else { return nil }
      var scanner = CanonicalScanner(bytes: bytes, at: range.lowerBound + 1)
      var objects: [Members] = []
      while scanner.at < range.upperBound - 1 {
        guard let object = scanner.object() else { return nil }
        objects.append(object)
        _ = scanner.take(UInt8(ascii: ","))
      }
      return objects
    }

    /// The integers of an array of integers.
    func integers(_ name: StaticString) -> [Int64]? {
      guard case .array(let range)? = self[name] else { return nil }
      return bytes[range].dropFirst().dropLast().split(separator: UInt8(ascii: ",")).reduce(
        into: [Int64]?([])
      ) {
        guard let value = Int64(String(decoding: $1, as: UTF8.self)) else { return $0 = nil }
        $0?.append(value)
      }
    }
  }

  /// `nil` unless `line` is exactly one canonical object.
  static func members(of line: [UInt8]) -> Members? {
    if line.contains(where: { $0 >= 0x80 }), String(validating: line, as: UTF8.self) == nil { return nil }
    var scanner = CanonicalScanner(bytes: line, at: 0)
    guard let members = scanner.object(), scanner.at == line.count else { return nil }
    return members
  }

  private init(bytes: [UInt8], at: Int) {
    self.bytes = bytes
    self.at = at
  }

  private func peek() -> UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private mutating func object(depth: Int = 0) -> Members? {
    guard depth < 16, take(UInt8(ascii: "{")) else { return nil }
    var members = Members(bytes: bytes)
    if depth == 0 { members.list.reserveCapacity(32) }
    if take(UInt8(ascii: "}")) { return members }
    var last: Range<Int>?
    repeat {
      guard let key = string(), last.map({ precedes($0, key) }) ?? true, take(UInt8(ascii: ":")),
        let value = value(depth: depth + 1)
      else { return nil }
      members.list.append((key, value))
      last = key
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? members : nil
  }

  private mutating func value(depth: Int) -> Value? {
    let start = at
    switch peek() {
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "{"): return object(depth: depth) == nil ? nil : .object(start..<at)
    case UInt8(ascii: "["):
      at += 1
      if take(UInt8(ascii: "]")) { return .array(start..<at) }
      repeat {
        guard depth < 16, value(depth: depth + 1) != nil else { return nil }
      } while take(UInt8(ascii: ","))
      return take(UInt8(ascii: "]")) ? .array(start..<at) : nil
    case UInt8(ascii: "t"): return word("true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return word("false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return word("null") ? .null : nil
    default: return integer()
    }
  }

  private mutating func word(_ word: StaticString) -> Bool {
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard at + word.count <= bytes.count, bytes[at..<at + word.count].elementsEqual(word) else {
      return false
    }
    at += word.count
    return true
  }

  private mutating func integer() -> Value? {
    let isNegative = take(UInt8(ascii: "-"))
    let start = at
    var value: Int64 = 0
    while case let byte = peek(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (tens, over) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (sum, tooMuch) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !over, !tooMuch else { return nil }
      value = sum
      at += 1
    }
    guard at > start, bytes[start] != UInt8(ascii: "0") || (at == start + 1 && !isNegative) else {
      return nil
    }
    return .integer(value)
  }

  private mutating func string() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = at
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return start..<at - 1
      case UInt8(ascii: "\\"):
        at += 1
        switch peek() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
          UInt8(ascii: "r"), UInt8(ascii: "t"):
          at += 1
        case UInt8(ascii: "u"):
          // Only control characters without a short form, in lower case.
          guard at + 5 <= bytes.count,
            let code = UInt8(String(decoding: bytes[at + 3..<at + 5], as: UTF8.self), radix: 16), code < 0x20,
            ![0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(code),
            bytes[at + 1..<at + 5].elementsEqual(("00" + Hex.string([code])).utf8)
          else { return nil }
          at += 5
        default: return nil
        }
      case 0..<0x20: return nil
      default: at += 1
      }
    }
    return nil
  }

  /// RFC 8785 §3.2.3: by UTF-16 units. That is the order of the bytes, unless one reaches U+E000.
  private func precedes(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    if bytes[a].contains(where: { $0 >= 0xEE || $0 == 0x5C })
      || bytes[b].contains(where: { $0 >= 0xEE || $0 == 0x5C })
    {
      return CanonicalScanner.text(bytes, a).utf16.lexicographicallyPrecedes(
        CanonicalScanner.text(bytes, b).utf16)
    }
    return bytes[a].lexicographicallyPrecedes(bytes[b])
  }

  /// The text between quotation marks, its escapes resolved.
  static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
    guard bytes[range].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[range], as: UTF8.self)
    }
    var text: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < range.upperBound else {
        text.append(bytes[at])
        at += 1
        continue
      }
      switch bytes[at + 1] {
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        text.append(UInt8(String(decoding: bytes[at + 4..<at + 6], as: UTF8.self), radix: 16) ?? 0)
        at += 4
      case let byte: text.append(byte)
      }
      at += 2
    }
    return String(decoding: text, as: UTF8.self)
  }
}
