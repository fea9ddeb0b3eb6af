import Crypto
import Foundation
import HummingbirdTLS
import NIOSSL
import SwiftASN1
import X509

/// The certificate of the page: one that was given, or one that the station makes for itself at its first need.
struct OwnCertificate {
  let configuration: TLSConfiguration
  /// SHA-256 of the certificate, as browsers show it: to be compared once by eye.
  let fingerprint: String

  /// Years for which one of our own is valid; whoever trusts it has compared its fingerprint.
  private static let years = 10

  /// - Parameters:
  ///   - folder: made with mode 0700; the key in it has mode 0600.
  ///   - names: how browsers may call the station.
  static func own(folder: String, names: [String]) throws -> OwnCertificate {
    let (certificate, key) = (folder + "/trang.pem", folder + "/trang.key")
    if !FileManager.default.fileExists(atPath: certificate) || !FileManager.default.fileExists(atPath: key) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try make(certificate, key, names: names)
    }
    return try given(certificate: certificate, key: key)
  }

  /// - Throws: `CertificateError` where the files are not what they should be.
  static func given(certificate: String, key: String) throws -> OwnCertificate {
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate)
      guard let first = chain.first else {
        throw CertificateError(path: certificate, cause: "không có chứng chỉ")
      }
      let key = try NIOSSLPrivateKey(file: key, format: .pem)
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
      configuration.minimumTLSVersion = .tlsv12
      let digest = SHA256.hash(data: try first.toDERBytes())
      return OwnCertificate(
        configuration: configuration,
        fingerprint: digest.map { String(format: "%02X", $0) }.joined(separator: ":"))
    } catch let error as CertificateError {
      throw error
    } catch {
      throw CertificateError(path: certificate, cause: "\(error)")
    }
  }

  private static func make(_ certificate: String, _ key: String, names: [String]) throws {
    let secret = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("broadcaster") }
    let now = Date()
    let made = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: .init(secret.publicKey), notValidBefore: now - 86_400,
      notValidAfter: now + Double(years) * 365 * 86_400, issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        SubjectAlternativeNames(names.map { .dnsName($0) })
      }, issuerPrivateKey: .init(secret))
    // The key is never readable for others, not even for a moment.
    guard
      FileManager.default.createFile(
        atPath: key, contents: Data(secret.pemRepresentation.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CertificateError(path: key, cause: String(cString: strerror(errno))) }
    try Data(try made.serializeAsPEM().pemString.utf8).write(to: URL(fileURLWithPath: certificate))
  }
}

struct CertificateError: Error, CustomStringConvertible {
  let path: String
  let cause: String

  var description: String {
    "Không dùng được chứng chỉ \(path) (\(cause)): hãy kiểm tra --tls-certificate, --tls-key, quyền đọc và dung lượng đĩa."
  }
}
