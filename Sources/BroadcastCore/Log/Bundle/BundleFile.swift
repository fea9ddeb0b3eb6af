internal import Crypto
internal import Foundation

/// The files of an evidence bundle (bộ hồ sơ).
enum BundleFile {
  static let manifest = "manifest.txt"
  static let checkpoint = "checkpoint.txt"
  /// Canonical lines, one an entry, as they were hashed.
  static let entries = "entries.jsonl"
  /// The leaf hash of each entry in hexadecimal: names the entry that was changed.
  static let leaves = "leaves.txt"
  /// The public key, as C2SP signed-note writes it.
  static let key = "key.txt"
  /// Which part of the log this is, and the hashes of what stands before and after it.
  static let range = "range.json"
  /// The private texts, where the export was to have them.
  static let texts = "texts.jsonl"
  static let readme = "README.txt"
  /// Numbers of the entries that were asked for, one a line, where a filter chose them.
  static let selection = "selection.txt"
  /// A file of the audio archive, by the entry that holds its hash.
  static func sound(_ entry: Int64) -> String { "sound-\(entry).flac" }

  static func isSound(_ name: String) -> Bool {
    let number = name.dropFirst(6).dropLast(5)
    return Int64(number).map { $0 >= 0 && name == sound($0) } ?? false
  }

  static let required = [checkpoint, entries, key, leaves, range, readme]
  static let optional = [texts, selection]
}

/// Writes a file and hashes what it writes.
struct HashingFile: ~Copyable {
  private let handle: FileHandle
  private var hasher = SHA256()
  private var buffer = Data()

  init(_ path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw BundleError(path, errno) }
    handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
  }

  mutating func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count > 1 << 16 { try flush() }
  }

  private mutating func flush() throws {
    hasher.update(data: buffer)
    try handle.write(contentsOf: buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// On the disk when this returns. SHA-256 in hexadecimal.
  consuming func finish() throws -> String {
    try flush()
    try handle.synchronize()
    return Hex.string(hasher.finalize())
  }
}

/// Reads a file by lines, a block at a time.
struct LineReader: ~Copyable {
  private let handle: FileHandle
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  /// A line longer than this is no line of ours.
  static let limit = 1 << 22

  init(_ path: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw BundleError(path, errno) }
    self.handle = handle
  }

  /// The next line without its newline; `nil` at the end.
  ///
  /// - Throws: `BundleError` where the last line has no newline.
  mutating func next() throws -> [UInt8]? {
    var searched = at
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { at = end + 1 }
        return Array(buffer[at..<end])
      }
      guard !isAtEnd, buffer.count - at < LineReader.limit else {
        guard at == buffer.count else { throw BundleError("", EILSEQ) }
        return nil
      }
      buffer.removeSubrange(..<at)
      at = 0
      searched = buffer.count
      let block = try handle.read(upToCount: 1 << 18) ?? Data()
      isAtEnd = block.isEmpty
      buffer.append(contentsOf: block)
    }
  }
}

/// A bundle's file cannot be written or read.
public struct BundleError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let errorNumber: Int32

  init(_ path: String, _ errorNumber: Int32) {
    self.path = path
    self.errorNumber = errorNumber
  }

  public var description: String {
    errorNumber == EEXIST
      ? "\(path) đã có: hãy xuất ra một thư mục mới."
      : "Không dùng được \(path): \(String(cString: strerror(errorNumber))); hãy kiểm tra đường dẫn, quyền và dung lượng đĩa."
  }
}
