internal import Crypto

/// Hash of one log line as a leaf of an RFC 6962 Merkle tree: SHA-256(0x00 ‖ line), RFC 6962 §2.1.
public enum MerkleLeaf {
  /// 32 bytes; the line's UTF-8 without a newline.
  public static func hash(_ line: String) -> [UInt8] {
    var hasher = SHA256()
    hasher.update(data: [0x00])
    hasher.update(data: Array(line.utf8))
    return Array(hasher.finalize())
  }
}

/// A text that the log must not show: the line holds SHA-256(salt ‖ text), salt and text lie where they can be erased.
public struct SaltedText: Hashable, Sendable {
  /// 32 random bytes.
  public let salt: [UInt8]
  public let text: String

  public init(_ text: String) {
    var generator = SystemRandomNumberGenerator()
    self.init(text, salt: (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
  }

  public init(_ text: String, salt: [UInt8]) {
    self.salt = salt
    self.text = text
  }

  /// 64 hex digits.
  public var hash: String { Hex.sha256(salt + Array(text.utf8)) }
}

/// Lower-case hexadecimal.
public enum Hex {
  public static func string(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }

  /// SHA-256 as 64 digits.
  public static func sha256(_ bytes: [UInt8]) -> String { string(SHA256.hash(data: bytes)) }
}
