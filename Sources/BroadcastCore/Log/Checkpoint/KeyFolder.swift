internal import Foundation

/// The folder of the log's private key: `log.key`, and `log.key.next` while a rotation is under way.
struct KeyFolder: Sendable {
  let path: String

  var current: String { path + "/log.key" }
  var next: String { path + "/log.key.next" }

  /// `nil` where there is no such file.
  func read(_ file: String) throws(KeyError) -> SignerKey? {
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    let text: String
    do {
      text = try String(contentsOfFile: file, encoding: .utf8)
    } catch {
      // Who may not read it is not to be told to restore it.
      let isForbidden = (error as? CocoaError)?.code == .fileReadNoPermission
      throw KeyError(isForbidden ? .forbidden : .damaged, path: file)
    }
    guard let key = SignerKey(encoded: text.trimmingCharacters(in: .newlines)) else {
      throw KeyError(.damaged, path: file)
    }
    return key
  }

  /// On the disk, readable by its owner only, once this returns.
  func write(_ key: SignerKey, to file: String) throws(KeyError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw KeyError(.unwritable, path: path)
    }
    let part = file + ".part"
    unlink(part)
    let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw KeyError(.unwritable, path: part) }
    let bytes = Array((key.encoded + "\n").utf8)
    let written = Glibc.write(descriptor, bytes, bytes.count)
    // Contents before name: after a power cut there is a whole key or none, never half of one.
    let synced = fsync(descriptor)
    close(descriptor)
    guard written == bytes.count, synced == 0 else {
      unlink(part)
      throw KeyError(.unwritable, path: part)
    }
    try move(part, to: file)
  }

  func move(_ from: String, to file: String) throws(KeyError) {
    guard rename(from, file) == 0 else { throw KeyError(.unwritable, path: file) }
    // The name itself is kept only once the folder is synced.
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw KeyError(.unwritable, path: path) }
    let synced = fsync(folder)
    close(folder)
    guard synced == 0 else { throw KeyError(.unwritable, path: path) }
  }

  func remove(_ file: String) { unlink(file) }
}

/// The private key of the log cannot be used.
public struct KeyError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// Not a key.
    case damaged
    /// The file may not be read by this user.
    case forbidden
    case unwritable
    /// The station's name cannot name a key.
    case badName
    /// No key yet; `apply` and `run` make one.
    case missing
  }

  public let code: Code
  public let path: String

  init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }

  public var description: String {
    switch code {
    case .damaged: "Không đọc được khóa ký nhật ký \(path): hãy khôi phục tệp này từ bản sao lưu."
    case .forbidden:
      "Không được phép đọc khóa ký nhật ký \(path): hãy chạy bằng người dùng của đài (dịch vụ) hoặc root."
    case .unwritable: "Không ghi được khóa ký nhật ký \(path): hãy kiểm tra quyền ghi và dung lượng đĩa."
    case .badName: "«\(path)» không dùng làm tên khóa được: tên đài không được có khoảng trắng hay dấu cộng."
    case .missing:
      "Chưa có khóa ký nhật ký (\(path)): hãy chạy «broadcaster apply» hoặc «broadcaster run» trước."
    }
  }
}
