internal import Crypto
public import Foundation

/// A node of an RFC 6962 Merkle tree: 32 bytes of SHA-256, held without an allocation.
public struct MerkleHash: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// The root of the tree without leaves, SHA-256 of nothing (RFC 6962 §2.1).
  public static let empty = MerkleHash(SHA256.hash(data: [UInt8]()))

  init(_ digest: SHA256Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
  }

  /// `nil` unless `bytes` are 32.
  public init?(_ bytes: some Sequence<UInt8>) {
    var digest = [UInt8]()
    digest.reserveCapacity(33)
    for byte in bytes {
      digest.append(byte)
      if digest.count > 32 { return nil }
    }
    guard digest.count == 32 else { return nil }
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
  }

  /// SHA-256(0x00 ‖ line).
  public init(leaf line: some ContiguousBytes) {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
    line.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    self.init(hasher.finalize())
  }

  /// SHA-256(0x01 ‖ left ‖ right).
  public init(_ left: MerkleHash, _ right: MerkleHash) {
    self = withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      buffer[0] = 0x01
      buffer.storeBytes(of: left.words, toByteOffset: 1, as: (UInt64, UInt64, UInt64, UInt64).self)
      buffer.storeBytes(of: right.words, toByteOffset: 33, as: (UInt64, UInt64, UInt64, UInt64).self)
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return MerkleHash(hasher.finalize())
    }
  }

  public var bytes: [UInt8] { withUnsafeBytes(of: words) { [UInt8]($0) } }
  public var data: Data { withUnsafeBytes(of: words) { Data($0) } }
  /// 64 lower-case digits.
  public var hex: String { Hex.string(bytes) }

  public static func == (a: MerkleHash, b: MerkleHash) -> Bool { a.words == b.words }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }
}

extension MerkleHash {
  /// Only 64 lower-case digits.
  public init?(hex: String) {
    let digits = Array(hex.utf8)
    guard digits.count == 64 else { return nil }
    func value(_ digit: UInt8) -> UInt8? {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    var bytes: [UInt8] = []
    for at in stride(from: 0, to: 64, by: 2) {
      guard let high = value(digits[at]), let low = value(digits[at + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(bytes)
  }
}
