internal import Crypto
internal import Foundation
internal import GRDB

/// A whole station in one file, for another machine or for after a fire.
///
/// Format: a text line `broadcaster-backup 1`, then for each member a line `SHA-256 SIZE NAME` and its bytes, then
/// `end SHA-256` over all lines before. The database is copied with SQLite's backup API, consistent while the station runs;
/// sounds and scans never change under their name.
public enum StationBackup {
  static let magic = "broadcaster-backup 1"

  /// What was saved or restored.
  public struct Summary: Hashable, Sendable {
    public var files: Int
    public var bytes: Int
    /// Entries of the log.
    public var entries: Int64
    /// What lies in the station's folders and is not the station's: left out.
    public var strangers: [String] = []
    /// What of the station itself is not as it should be: a sentence each.
    public var damage: [String] = []
  }

  /// - Parameters:
  ///   - state: folder of the station.
  ///   - path: written under another name first; appears whole or not at all.
  /// - Throws: `BackupError`, `StoreError`.
  public static func save(
    state: String, to path: String, progress: (Double) -> Void = { _ in }
  ) throws -> Summary {
    try requireOutside(path, of: state)
    let database = try StationDatabase.openForReading(state: state)
    sweep(path, ".partial", ".partial.sqlite")
    // Beside the target, so that it can be renamed; under a name that nobody else has.
    let temporary = path + "." + UUID().uuidString + ".partial"
    let copy = temporary + ".sqlite"
    defer {
      for leftover in [temporary, copy, copy + "-wal", copy + "-shm"] {
        // Most of them were never there.
        try? FileManager.default.removeItem(atPath: leftover)
      }
    }
    // Made here, because SQLite would let everyone read it.
    guard FileManager.default.createFile(atPath: copy, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw BackupError(.unwritable(SystemCause.text()), path: path) }
    let queue = try DatabaseQueue(path: copy)
    try database.backup(to: queue)
    try queue.close()
    var members = [(name: "station.sqlite", path: copy)]
    var strangers: [String] = []
    for folder in ["clips", "documents", "keys"] {
      for name in try StationBackup.files(in: state, under: folder) {
        if try BackupReader.isOurs(name) && isRegular(state + "/" + name) {
          members.append((name: name, path: state + "/" + name))
        } else {
          strangers.append(name)
        }
      }
    }
    let (entries, found): (Int64, [String])
    do {
      (entries, found) = try check(copy, files: Set(members.map(\.name)))
    } catch let error as BackupError where error.code == .newer {
      throw BackupError(.newer, path: state)
    }
    var damage = found
    let writer = try BackupWriter(path: temporary)
    for (index, member) in members.enumerated() {
      // One clip that a bad disk has changed must not keep all the others from being saved.
      if !(try writer.add(member.name, from: member.path)) {
        damage.append("\(member.name) không còn đúng mã băm: không sao lưu tệp này")
      }
      progress(Double(index + 1) / Double(members.count))
    }
    let bytes = try writer.finish()
    // Read back before it is called a backup.
    _ = try BackupReader(path: temporary).members { _, _, _ in }
    do {
      try DurableFile.publish(temporary, as: path)
    } catch {
      throw BackupError(.unwritable(SystemCause.text()), path: path)
    }
    return Summary(
      files: members.count, bytes: bytes, entries: entries, strangers: strangers,
      damage: damage)
  }

  /// Into a folder that has no station yet; all of it is checked before any of it is there.
  ///
  /// - Parameter acceptsDamage: takes back also what was damaged when it was saved; the summary tells what.
  public static func restore(
    _ path: String, to folder: String, acceptsDamage: Bool = false
  ) throws -> Summary {
    guard RegularFile.isOne(path) else { throw BackupError(.unreadable("không phải tệp thường"), path: path) }
    let state = URL(fileURLWithPath: folder).standardizedFileURL.path
    guard !FileManager.default.fileExists(atPath: state + "/station.sqlite") else {
      throw BackupError(.stationExists, path: folder)
    }
    sweep(state, ".restoring")
    let temporary = state + "." + UUID().uuidString + ".restoring"
    // After success there is nothing left under this name.
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try FileManager.default.createDirectory(
      atPath: temporary, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var bytes = 0
    var names: Set<String> = []
    let count = try BackupReader(path: path).members { name, size, data in
      let file = temporary + "/" + name
      names.insert(name)
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      if !FileManager.default.fileExists(atPath: file) {
        _ = FileManager.default.createFile(
          atPath: file, contents: nil, attributes: name.hasPrefix("keys/") ? [.posixPermissions: 0o600] : nil)
      }
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
      defer { try? handle.close() }
      try handle.seekToEnd()
      try handle.write(contentsOf: data)
      try handle.synchronize()
      bytes += data.count
    }
    guard names.contains("station.sqlite") else {
      throw BackupError(.damaged("station.sqlite (không có)"), path: path)
    }
    let entries: Int64
    let damage: [String]
    do {
      (entries, damage) = try check(temporary + "/station.sqlite", files: names)
    } catch is DatabaseError {
      throw BackupError(.damaged("station.sqlite"), path: path)
    } catch let error as BackupError where error.code == .newer {
      throw BackupError(.newer, path: path)
    }
    if let first = damage.first, !acceptsDamage { throw BackupError(.damaged(first), path: path) }
    // An empty folder may be there already; a rename onto it is one step, so there is no half-restored station.
    guard rename(temporary, state) == 0 else {
      throw BackupError(.unwritable(SystemCause.text()), path: state)
    }
    return Summary(files: count, bytes: bytes, entries: entries, damage: damage)
  }

  /// Looks at a copy of a station.
  ///
  /// - Parameter files: names of all files that go with it.
  /// - Returns: entries of the log, and what is wrong.
  /// - Throws: `newer`; `DatabaseError` where it is no database of ours.
  private static func check(_ path: String, files: Set<String>) throws -> (entries: Int64, damage: [String]) {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      if try StationDatabase.isNewer(database) { throw BackupError(.newer, path: path) }
      var damage: [String] = []
      if try String.fetchOne(database, sql: "PRAGMA integrity_check") != "ok" {
        damage.append("station.sqlite hỏng bên trong")
      }
      var count: Int64 = 0
      let rows = try Row.fetchCursor(database, sql: "SELECT line, leaf FROM log_entry ORDER BY seq")
      while let row = try rows.next() {
        if MerkleLeaf.hash(row["line"]) != [UInt8](row["leaf"] as Data) {
          damage.append("nhật ký, mục \(count)")
        }
        count += 1
      }
      for clip in try ClipStore.clips(in: database) where !clip.isRetired {
        let hash = clip.hash.rawValue
        guard !files.contains("clips/\(hash.prefix(2))/\(hash).flac") else { continue }
        damage.append("bản ghi \(clip.id) «\(clip.title)» không có âm thanh")
      }
      return (count, damage)
    }
  }

  /// Removes what an earlier run that was killed has left beside `path`; not what may still be written.
  private static func sweep(_ path: String, _ endings: String...) {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    // What cannot be looked at or removed is no hindrance: names are never used twice.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard name.hasPrefix(url.lastPathComponent + "."),
        let ending = endings.first(where: { name.hasSuffix($0) }),
        UUID(uuidString: String(name.dropFirst(url.lastPathComponent.count + 1).dropLast(ending.count)))
          != nil,
        let made = (try? FileManager.default.attributesOfItem(atPath: folder + "/" + name))?[
          .modificationDate]
          as? Date, Date().timeIntervalSince(made) > 3_600
      else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// A backup among the station's own files would be the next backup's content, or end the station.
  private static func requireOutside(_ path: String, of state: String) throws(BackupError) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      if isFolder.boolValue { throw BackupError(.isFolder, path: path) }
      guard RegularFile.isOne(path) else {
        throw BackupError(.unwritable("không phải tệp thường"), path: path)
      }
    }
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    let place = real(
      (URL(fileURLWithPath: path).standardizedFileURL.path as NSString).deletingLastPathComponent)
    guard place != real(state), !place.hasPrefix(real(state) + "/"), !real(path).hasPrefix(real(state) + "/")
    else { throw BackupError(.insideStation, path: path) }
  }

  /// Names of everything but folders, with `folder` before them, without what is being written.
  private static func files(in state: String, under folder: String) throws -> [String] {
    // A folder that is not there yet has no files.
    // One that lies on another disk is behind a link.
    let place = URL(fileURLWithPath: state + "/" + folder).resolvingSymlinksInPath().path
    guard let names = FileManager.default.enumerator(atPath: place) else { return [] }
    return try names.compactMap { $0 as? String }.map { folder + "/" + $0 }.filter { name in
      guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return false }
      return try kind(of: state + "/" + name) != .typeDirectory
    }.sorted()
  }

  private static func isRegular(_ path: String) throws -> Bool { try kind(of: path) == .typeRegular }

  private static func kind(of path: String) throws -> FileAttributeType? {
    try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
  }
}

/// A backup that could not be made or taken back.
public struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case unreadable(String)
    case unwritable(String)
    case notABackup
    case damaged(String)
    case newer
    case stationExists
    case isFolder
    case insideStation
    case strangeName(String)
  }

  public let code: Code
  public let path: String

  public init(_ code: Code, path: String) {
    self.code = code
    self.path = path
  }

  public var description: String {
    switch code {
    case .unreadable(let cause): "Không đọc được \(path) (\(cause)): hãy kiểm tra đường dẫn và quyền đọc."
    case .unwritable(let cause):
      "Không ghi được \(path) (\(cause)): hãy kiểm tra quyền ghi và dung lượng đĩa."
    case .notABackup: "\(path) không phải bản sao lưu của broadcaster."
    case .damaged(let what): "Bản sao lưu \(path) bị hỏng ở \(what): hãy dùng bản khác; chưa thay đổi gì."
    case .newer:
      "\(path) do phiên bản broadcaster mới hơn tạo ra: hãy nâng cấp chương trình."
    case .stationExists:
      "Thư mục \(path) đã có đài: hãy khôi phục vào thư mục khác (--state), chưa thay đổi gì."
    case .isFolder: "\(path) là thư mục: hãy ghi tên tệp, ví dụ \(path)/dai.backup."
    case .insideStation:
      "\(path) nằm trong thư mục dữ liệu của đài: hãy sao lưu ra chỗ khác, tốt nhất là ổ khác; chưa thay đổi gì."
    case .strangeName(let name): "Bản sao lưu \(path) có tên tệp lạ «\(name)», không khôi phục."
    }
  }
}
