import Crypto
import Foundation

enum AssetTag {
  /// 16 hex digits of SHA-256.
  static func of(_ data: Data) -> String {
    SHA256.hash(data: data).prefix(8).map { String(format: "%02x", $0) }.joined()
  }
}
