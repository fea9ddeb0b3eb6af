internal import Foundation
internal import GRDB

/// Writes a part of the log as a folder that others can check without this program.
public struct BundleWriter: Sendable {
  /// Entries are read so many at a time, so that the station can write meanwhile.
  static let batch = 1000

  private let log: PlaybackLog
  private let key: LogKey

  public init(log: PlaybackLog, key: LogKey) {
    self.log = log
    self.key = key
  }

  public struct Summary: Hashable, Sendable {
    public var entries: Int64
    public var checkpoint: Checkpoint
    public var key: VerifierKey
  }

  /// Files of the audio archive to take along; their `closed` entries must be among the bundle's.
  public struct Sounds: Sendable {
    public var folder: ArchiveFolder
    /// File name by entry.
    public var files: [Int64: String]

    public init(folder: ArchiveFolder, files: [Int64: String]) {
      self.folder = folder
      self.files = files
    }
  }

  /// Writes entries `from` up to, not including, `to` of the log as `kept` signed it; `folder` must not exist.
  ///
  /// The manifest comes last, and the folder gets its name after that: a bundle that is there is whole.
  public func write(
    _ folder: String, from: Int64 = 0, to: Int64 = .max, checkpoint kept: CheckpointMaker.Kept,
    withTexts: Bool, selection: [Int64]? = nil, sounds: Sounds? = nil
  ) throws -> Summary {
    let signer = try key.current()
    let size = kept.checkpoint.size
    let to = min(max(to, from), size)
    let part = folder + ".part"
    guard !FileManager.default.fileExists(atPath: folder) else { throw BundleError(folder, EEXIST) }
    if FileManager.default.fileExists(atPath: part) { try FileManager.default.removeItem(atPath: part) }
    try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: true)

    var hashes: [(name: String, sha256: String)] = []
    func write(_ name: String, _ text: String) throws {
      var file = try HashingFile(part + "/" + name)
      try file.write(text)
      hashes.append((name, try file.finish()))
    }
    let range = try log.read { database in
      BundleRange(
        from: from, to: to, size: size,
        before: try MerkleRange.cover(0, from).map { try LogTree.node($0, in: database) },
        after: try MerkleRange.cover(to, size).map { try LogTree.node($0, in: database) })
    }
    var entries = try HashingFile(part + "/" + BundleFile.entries)
    var leaves = try HashingFile(part + "/" + BundleFile.leaves)
    var at = from
    while at < to {
      let batch = try rows(at, min(at + Int64(BundleWriter.batch), to))
      guard !batch.isEmpty else { throw LogTreeError(level: 0, index: at) }
      for (line, leaf) in batch {
        try entries.write(line + "\n")
        try leaves.write(leaf + "\n")
      }
      at += Int64(batch.count)
    }
    hashes.append((BundleFile.entries, try entries.finish()))
    hashes.append((BundleFile.leaves, try leaves.finish()))
    if withTexts { hashes.append((BundleFile.texts, try texts(part, from, to))) }
    if let selection {
      try write(BundleFile.selection, selection.map { "\($0)\n" }.joined())
    }
    for (entry, file) in sounds?.files.sorted(by: { $0.key < $1.key }) ?? [] {
      guard let folder = sounds?.folder, (from..<to).contains(entry) else { continue }
      let copy = ArchiveFolder(part)
      try FileManager.default.copyItem(atPath: folder.file(file), toPath: copy.file(BundleFile.sound(entry)))
      hashes.append((BundleFile.sound(entry), try copy.hash(BundleFile.sound(entry)).sha256))
    }
    try write(BundleFile.range, range.line)
    try write(BundleFile.checkpoint, kept.note.description)
    try write(BundleFile.key, "\(signer.verifier)\n")
    try write(BundleFile.readme, BundleReadme.text(signer.verifier, range))
    let manifest = BundleManifest(origin: kept.checkpoint.origin, hashes: hashes)
    var file = try HashingFile(part + "/" + BundleFile.manifest)
    try file.write(try SignedNote(manifest.text, by: signer).description)
    _ = try file.finish()
    guard rename(part, folder) == 0 else { throw BundleError(folder, errno) }
    return Summary(entries: to - from, checkpoint: kept.checkpoint, key: signer.verifier)
  }

  private func rows(_ from: Int64, _ to: Int64) throws -> [(line: String, leaf: String)] {
    try log.read { database in
      try Row.fetchAll(
        database, sql: "SELECT line, leaf FROM log_entry WHERE seq >= ? AND seq < ? ORDER BY seq",
        arguments: [from, to]
      ).map { ($0["line"], Hex.string($0["leaf"] as Data)) }
    }
  }

  private func texts(_ folder: String, _ from: Int64, _ to: Int64) throws -> String {
    var file = try HashingFile(folder + "/" + BundleFile.texts)
    var at = (seq: from, name: "")
    while true {
      let after = at
      let (lines, last) = try log.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT seq, name, salt, text FROM log_text
            WHERE (seq, name) > (?, ?) AND seq < ? ORDER BY seq, name LIMIT ?
            """,
          arguments: [after.seq, after.name, to, BundleWriter.batch])
        let lines = rows.map { row in
          CanonicalJSON.object([
            "seq": .integer(row["seq"]), "name": .string(row["name"]), "text": .string(row["text"]),
            "salt": .string((row["salt"] as Data).base64EncodedString()),
          ]).line + "\n"
        }
        return (lines, rows.last.map { (seq: $0["seq"] as Int64, name: $0["name"] as String) })
      }
      for line in lines { try file.write(line) }
      guard let last else { return try file.finish() }
      at = last
    }
  }
}
