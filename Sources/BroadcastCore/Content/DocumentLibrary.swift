internal import Foundation

/// Scans of source documents by content: `STATE/documents/ab12….pdf`, checkable with `sha256sum`.
public struct DocumentLibrary: Sendable {
  private let folder: String
  static let sizeLimit = 50 << 20

  public init(folder: String) {
    self.folder = folder
  }

  /// Keeps a copy of a PDF, JPEG, PNG or TIFF; its content is looked at, not its name.
  ///
  /// - Returns: SHA-256 in hex.
  public func store(_ path: String) throws(DocumentError) -> String {
    guard RegularFile.isOne(path), let handle = FileHandle(forReadingAtPath: path),
      let data = try? handle.read(upToCount: DocumentLibrary.sizeLimit + 1)
    else { throw DocumentError(.unreadable, path: path) }
    guard data.count <= DocumentLibrary.sizeLimit else { throw DocumentError(.tooLarge, path: path) }
    guard let type = DocumentLibrary.type(of: [UInt8](data.prefix(16))) else {
      throw DocumentError(.unknownType, path: path)
    }
    let hash = Hex.sha256([UInt8](data))
    let final = folder + "/" + hash + "." + type
    let temporary = folder + "/." + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try data.write(to: URL(fileURLWithPath: temporary))
      try DurableFile.publish(temporary, as: final)
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw DocumentError(.unwritable("\(error)"), path: folder)
    }
    return hash
  }

  /// The file of a scan; `nil` where it is gone.
  public func path(of hash: String) -> String? {
    ["pdf", "jpg", "png", "tif"].lazy.map { folder + "/" + hash + "." + $0 }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Whether the file of a scan is there and is what its name says.
  public func isIntact(_ hash: String) -> Bool {
    // One that cannot be read proves nothing.
    guard let path = path(of: hash), let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      return false
    }
    return Hex.sha256([UInt8](data)) == hash
  }

  private static func type(of head: [UInt8]) -> String? {
    if head.starts(with: Array("%PDF-".utf8)) { return "pdf" }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpg" }
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
    if head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A]) { return "tif" }
    return nil
  }
}

/// A scan that was not taken.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unreadable, tooLarge, unknownType
    case unwritable(String)
  }

  public let code: Code
  public let path: String

  public init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }

  public var description: String {
    switch code {
    case .unreadable: "Không đọc được văn bản \(path): hãy kiểm tra đường dẫn và quyền đọc."
    case .tooLarge: "Bản quét \(path) lớn hơn 50 MB: hãy quét lại ở độ phân giải thấp hơn."
    case .unknownType: "\(path) không phải PDF, JPEG, PNG hay TIFF: hãy quét văn bản thành PDF."
    case .unwritable(let cause): "Không ghi được vào \(path) (\(cause)): hãy kiểm tra dung lượng đĩa."
    }
  }
}
