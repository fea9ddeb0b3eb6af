internal import Foundation

/// A text with Ed25519 signatures below it: C2SP signed-note.
///
/// Read strictly: what is accepted has exactly one spelling, so that no byte of it can change unseen.
public struct SignedNote: Hashable, Sendable {
  struct Signature: Hashable, Sendable {
    var name: String
    var keyID: [UInt8]
    /// 64 bytes.
    var bytes: Data
  }

  /// Ends with a newline.
  public let text: String
  let signatures: [Signature]

  /// Signs `text`, which must end with a newline and hold no other control character.
  public init(_ text: String, by key: SignerKey) throws(NoteError) {
    guard SignedNote.isText(text) else { throw .malformed }
    self.text = text
    do {
      signatures = [
        Signature(
          name: key.verifier.name, keyID: key.verifier.id, bytes: try key.signature(for: Data(text.utf8)))
      ]
    } catch {
      throw .unsigned
    }
  }

  /// Reads a whole note; nothing may stand before or after it.
  public init(reading note: String) throws(NoteError) {
    // By bytes: Swift's characters would take a newline and a combining mark for one.
    let bytes = Array(note.utf8)
    guard let gap = SignedNote.lastBlankLine(bytes), bytes.last == 0x0A else { throw .malformed }
    let text = String(decoding: bytes[...gap], as: UTF8.self)
    guard SignedNote.isText(text), Array(text.utf8) == Array(bytes[...gap]) else { throw .malformed }
    var signatures: [Signature] = []
    for line in bytes[(gap + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = String(decoding: line, as: UTF8.self)
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "\u{2014}", VerifierKey.isName(String(parts[1])),
        let data = StrictBase64.decode(parts[2]), data.count == 4 + 64
      else { throw .malformed }
      signatures.append(
        Signature(name: String(parts[1]), keyID: Array(data.prefix(4)), bytes: Data(data.dropFirst(4))))
    }
    guard !signatures.isEmpty, signatures.count <= 16 else { throw .malformed }
    self.text = text
    self.signatures = signatures
    guard Array(description.utf8) == bytes else { throw .malformed }
  }

  /// - Throws: `unsigned` where no signature is by `key`, `forged` where one claims to be and is not.
  public func verify(by key: VerifierKey) throws(NoteError) {
    let own = signatures.filter { $0.name == key.name && $0.keyID == key.id }
    guard !own.isEmpty else { throw .unsigned }
    guard own.allSatisfy({ key.isValid($0.bytes, for: Data(text.utf8)) }) else { throw .forged }
  }

  /// By whom, as each signature line says: name and key id in hexadecimal.
  public var signers: [String] { signatures.map { "\($0.name)+\(Hex.string($0.keyID))" } }

  private static func lastBlankLine(_ bytes: [UInt8]) -> Int? {
    guard bytes.count > 2 else { return nil }
    return stride(from: bytes.count - 2, through: 1, by: -1).first {
      bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A
    }
    .map { $0 - 1 }
  }

  private static func isText(_ text: String) -> Bool {
    text.utf8.last == 0x0A && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
  }
}

extension SignedNote: CustomStringConvertible {
  /// The note as it is kept and sent.
  public var description: String {
    text + "\n"
      + signatures.map { "\u{2014} \($0.name) \(Data($0.keyID + $0.bytes).base64EncodedString())\n" }.joined()
  }
}

/// Why a note proves nothing.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Not in the one form of C2SP signed-note.
  case malformed
  /// Not signed by this key.
  case unsigned
  /// The signature does not belong to the text.
  case forged

  public var description: String {
    switch self {
    case .malformed: "không đúng dạng văn bản ký số (C2SP signed-note)"
    case .unsigned: "không được ký bằng khóa này"
    case .forged: "chữ ký không khớp với nội dung: văn bản đã bị sửa"
    }
  }
}
