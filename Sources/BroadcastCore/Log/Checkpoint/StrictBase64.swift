public import Foundation

/// Base64 (RFC 4648 §4) in its one canonical form: padded, no white space, unused bits zero.
///
/// A lenient reader would let bytes of a signed file change unseen.
public enum StrictBase64 {
  public static func decode(_ text: some StringProtocol) -> Data? {
    guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
    return data
  }
}
