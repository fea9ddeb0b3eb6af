internal import Crypto
internal import Foundation

/// A public key that signed notes are checked with, in the form of C2SP signed-note: `name+keyid+base64(0x01 ‖ Ed25519 key)`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
  static let ed25519: UInt8 = 0x01

  public let name: String
  /// SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), its first four bytes.
  public let id: [UInt8]
  /// 32 bytes (RFC 8032).
  public let publicKey: [UInt8]

  /// `nil` for a name that C2SP does not allow, or a key that is not 32 bytes.
  public init?(name: String, publicKey: [UInt8]) {
    guard VerifierKey.isName(name), publicKey.count == 32 else { return nil }
    self.name = name
    self.publicKey = publicKey
    let digest = SHA256.hash(data: Array(name.utf8) + [0x0A, VerifierKey.ed25519] + publicKey)
    id = Array(Array(digest).prefix(4))
  }

  /// Only the form that `description` gives, with the key id that belongs to the key.
  public init?(_ description: String) {
    // At most two cuts: Base64 itself may hold a `+`.
    let parts = description.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let encoded = StrictBase64.decode(parts[2]), encoded.first == VerifierKey.ed25519,
      let key = VerifierKey(name: String(parts[0]), publicKey: Array(encoded.dropFirst())),
      Hex.string(key.id) == parts[1]
    else { return nil }
    self = key
  }

  public var description: String {
    "\(name)+\(Hex.string(id))+\(Data([VerifierKey.ed25519] + publicKey).base64EncodedString())"
  }

  /// Not empty, no white space, no plus sign.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.contains { $0.isWhitespace || $0 == "+" || $0.isNewline }
      && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }

  func isValid(_ signature: some DataProtocol, for text: Data) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: text)
  }
}

/// The station's private key for signed notes.
public struct SignerKey: Sendable {
  public let verifier: VerifierKey
  private let seed: [UInt8]

  /// A new random key; `nil` for a name that C2SP does not allow.
  public init?(name: String) {
    self.init(name: name, seed: Array(Curve25519.Signing.PrivateKey().rawRepresentation))
  }

  /// - Parameter seed: 32 bytes.
  init?(name: String, seed: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
      let verifier = VerifierKey(name: name, publicKey: Array(key.publicKey.rawRepresentation))
    else { return nil }
    self.verifier = verifier
    self.seed = seed
  }

  /// `PRIVATE+KEY+name+keyid+base64(0x01 ‖ seed)`, the form that Go's note package gave it.
  init?(encoded: String) {
    let prefix = "PRIVATE+KEY+"
    guard encoded.hasPrefix(prefix) else { return nil }
    let parts = encoded.dropFirst(prefix.count).split(
      separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let data = StrictBase64.decode(parts[2]), data.first == VerifierKey.ed25519,
      let key = SignerKey(name: String(parts[0]), seed: Array(data.dropFirst())),
      Hex.string(key.verifier.id) == parts[1]
    else { return nil }
    self = key
  }

  var encoded: String {
    let key = Data([VerifierKey.ed25519] + seed).base64EncodedString()
    return "PRIVATE+KEY+\(verifier.name)+\(Hex.string(verifier.id))+\(key)"
  }

  func signature(for text: Data) throws -> Data {
    try Curve25519.Signing.PrivateKey(rawRepresentation: seed).signature(for: text)
  }
}
