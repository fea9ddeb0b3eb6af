internal import Crypto
internal import CryptoExtras
internal import Foundation

/// A password as it is kept: scrypt (RFC 7914) with its own salt and parameters, so that the parameters can grow.
public struct PasswordHash: Hashable, Sendable, LosslessStringConvertible {
  /// log2 of N.
  let logRounds: Int
  let blockSize: Int
  let parallelism: Int
  let salt: [UInt8]
  let digest: [UInt8]

  /// OWASP's parameters, N = 2^17, r = 8, p = 1: 128 MiB and a third of a second a try.
  public static let logRounds = 17
  static let minimumLength = 10
  /// Longer ones are refused before they cost anything.
  static let maximumBytes = 1_024

  /// - Throws: `passwordTooShort`, `passwordTooCommon`.
  public init(_ password: String, of name: String, logRounds: Int = PasswordHash.logRounds) throws {
    let folded = password.lowercased()
    guard password.count >= PasswordHash.minimumLength else {
      throw AccountError(.passwordTooShort(minimum: PasswordHash.minimumLength))
    }
    guard password.utf8.count <= PasswordHash.maximumBytes else {
      throw AccountError(.passwordTooLong(maximum: PasswordHash.maximumBytes))
    }
    guard !folded.contains(name.lowercased()) || name.count < 4, Set(folded).count >= 5,
      !PasswordHash.common.contains(where: folded.contains)
    else { throw AccountError(.passwordTooCommon) }
    var generator = SystemRandomNumberGenerator()
    salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
    self.logRounds = logRounds
    blockSize = 8
    parallelism = 1
    digest = try PasswordHash.derive(password, salt: salt, logRounds: logRounds, blockSize: 8, parallelism: 1)
  }

  /// Whether it is this password; takes as long for a wrong one.
  public func matches(_ password: String) -> Bool {
    // Out of memory, or numbers that no scrypt takes: then nobody gets in.
    guard password.utf8.count <= PasswordHash.maximumBytes,
      let other = try? PasswordHash.derive(
        password, salt: salt, logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
    else { return false }
    // Without an early end, so that the time tells nothing.
    var difference: UInt8 = other.count == digest.count ? 0 : 1
    for (a, b) in zip(other, digest) { difference |= a ^ b }
    return difference == 0
  }

  /// Whether it was made with less than today's cost.
  public var isOutdated: Bool { logRounds < PasswordHash.logRounds }

  /// `$scrypt$ln=17,r=8,p=1$SALT$HASH`, base64 without padding.
  public var description: String {
    "$scrypt$ln=\(logRounds),r=\(blockSize),p=\(parallelism)$\(PasswordHash.base64(salt))$\(PasswordHash.base64(digest))"
  }

  public init?(_ description: String) {
    let parts = description.split(separator: "$")
    guard parts.count == 4, parts[0] == "scrypt", let salt = PasswordHash.bytes(parts[2]),
      let digest = PasswordHash.bytes(parts[3]), salt.count >= 8, digest.count == 32
    else { return nil }
    let numbers = parts[1].split(separator: ",").compactMap {
      $0.split(separator: "=").last.flatMap { Int($0) }
    }
    guard numbers.count == 3, (1...20).contains(numbers[0]), (1...32).contains(numbers[1]),
      (1...4).contains(numbers[2])
    else { return nil }
    (logRounds, blockSize, parallelism) = (numbers[0], numbers[1], numbers[2])
    self.salt = salt
    self.digest = digest
  }

  /// A secret to be read from a console and typed once: 27 letters and digits without look-alikes, 133 bits.
  public static func oneTimeSecret() -> String {
    let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
    var generator = SystemRandomNumberGenerator()
    let letters = (0..<27).map { _ in alphabet.randomElement(using: &generator) ?? "a" }
    return stride(from: 0, to: 27, by: 9).map { String(letters[$0..<$0 + 9]) }.joined(separator: "-")
  }

  /// Costs what any other costs, and no password fits it.
  static let ofNobody = PasswordHash(salt: [UInt8](repeating: 0, count: 16))

  private init(salt: [UInt8]) {
    logRounds = PasswordHash.logRounds
    blockSize = 8
    parallelism = 1
    self.salt = salt
    digest = [UInt8](repeating: 0, count: 32)
  }

  /// What people type first; a longer list would only be a worse password meter.
  private static let common = [
    "password", "matkhau", "mậtkhẩu", "12345678", "qwertyui", "truyenthanh", "broadcaster",
  ]

  private static func derive(
    _ password: String, salt: [UInt8], logRounds: Int, blockSize: Int, parallelism: Int
  ) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      // Composed and decomposed Vietnamese letters look the same and have to be the same.
      from: Array(password.precomposedStringWithCompatibilityMapping.utf8), salt: salt, outputByteCount: 32,
      rounds: 1 << logRounds, blockSize: blockSize, parallelism: parallelism)
    return key.withUnsafeBytes { Array($0) }
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "=", with: "")
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
    return Data(base64Encoded: String(padded)).map { [UInt8]($0) }
  }
}
