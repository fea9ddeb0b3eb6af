public import Foundation
public import GRDB

/// Which sounds of the library anyone still needs, and how much room is left.
///
/// What the log refers to is never removed: it is the evidence of what was heard.
public struct ClipStorage: Sendable {
  private let database: any DatabaseReader
  private let folder: String

  public init(_ database: any DatabaseReader, library: ClipLibrary) {
    self.database = database
    folder = library.folder
  }

  public struct Orphan: Hashable, Sendable {
    public var hash: ClipHash
    public var bytes: Int
    public var modified: Date
  }

  /// Files that no announcement, recording or log entry names, older than `age` seconds: sound just made for a broadcast to
  /// come is not an orphan.
  public func orphans(olderThan age: TimeInterval, now: Date) throws -> [Orphan] {
    let used = try database.read { try ClipStorage.used(in: $0) }
    // A library on another disk lies behind a link.
    let place = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    guard let names = FileManager.default.enumerator(atPath: place) else { return [] }
    var orphans: [Orphan] = []
    while let name = names.nextObject() as? String {
      // What is not named as the library names its files is not its to judge.
      guard let match = name.wholeMatch(of: /([0-9a-f]{2})\/([0-9a-f]{64})\.flac/),
        match.2.hasPrefix(match.1)
      else { continue }
      let hash = ClipHash(rawValue: String(match.2))
      let attributes = try FileManager.default.attributesOfItem(atPath: place + "/" + name)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let modified = attributes[.modificationDate] as? Date ?? now
      guard !used.contains(hash.rawValue), now.timeIntervalSince(modified) > age else { continue }
      orphans.append(Orphan(hash: hash, bytes: attributes[.size] as? Int ?? 0, modified: modified))
    }
    return orphans.sorted { $0.hash.rawValue < $1.hash.rawValue }
  }

  /// Bytes that are free where the library lies.
  public func freeBytes() -> Int? {
    let attributes = try? FileManager.default.attributesOfFileSystem(
      forPath: FileManager.default.fileExists(atPath: folder)
        ? folder : (folder as NSString).deletingLastPathComponent)
    return (attributes?[.systemFreeSize] as? NSNumber)?.intValue
  }

  /// Hashes that rows, versions and the log's lines hold.
  private static func used(in database: Database) throws -> Set<String> {
    var used: Set<String> = []
    func collect(_ sql: String) throws {
      let texts = try String.fetchCursor(database, sql: sql)
      while let text = try texts.next() {
        for match in text.matches(of: /[0-9a-f]{64}/) { used.insert(String(match.output)) }
      }
    }
    try collect("SELECT value FROM clip")
    try collect("SELECT value FROM announcement_version")
    // What approvers heard airs as they heard it, also after the voice has changed.
    try collect("SELECT approved_clips FROM announcement WHERE approved_clips IS NOT NULL")
    try collect("SELECT value FROM setup")
    try collect("SELECT line FROM log_entry")
    return used
  }
}
