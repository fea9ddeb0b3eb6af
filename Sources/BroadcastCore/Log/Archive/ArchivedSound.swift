public import AudioEngine
internal import Foundation
internal import GRDB

/// Where the sound of an airing lies in the archive.
public struct ArchivedSound: Hashable, Sendable {
  /// A run of frames in one file.
  public struct Piece: Hashable, Sendable {
    public var file: String
    /// The entry that holds the file's hash; nil while the file is still being written.
    public var entry: Int64?
    public var sha256: String?
    /// Deleted since, by this entry.
    public var deletedBy: Int64?
    public var fileFrame: FrameCount
    /// Place in the airing.
    public var offset: FrameCount
    public var count: FrameCount
  }

  public var airing: String
  public var output: String
  /// From 1.
  public var channel: Int
  public var zones: [String]
  public var sampleRate: Int
  /// Frames from the first to the last, pauses included.
  public var length: FrameCount
  public var pieces: [Piece]
  /// Frames of the airing that the archive did not keep, and such that it cannot vouch for; each within the airing.
  public var lost: [Range<FrameCount>]
  public var unsure: [Range<FrameCount>]

  /// Frames of which the archive has sound. What it has not was silent, or is lost.
  public var kept: FrameCount { pieces.filter { $0.deletedBy == nil }.reduce(0) { $0 + $1.count } }
}

/// Why the sound of an entry cannot be given.
public enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
  case noEntry(Int64)
  /// An entry of this kind has no sound.
  case noAiring(Int64, kind: String)
  case neverStarted(Int64)
  case noSound(Int64)
  case otherZone(String, heard: [String])
  case deleted(file: String, by: Int64)
  case damaged(file: String, entry: Int64)
  /// Its hash is not in the log yet.
  case open(file: String)

  public var description: String {
    switch self {
    case .noEntry(let seq): "Nhật ký không có mục #\(seq)."
    case .noAiring(let seq, let kind):
      "Mục #\(seq) (\(kind)) không phải lượt phát, nên không có tiếng: hãy chọn mục accepted, started hoặc ended."
    case .neverStarted(let seq): "Lượt phát của mục #\(seq) chưa từng ra tiếng nào, nên không có bản lưu âm."
    case .noSound(let seq):
      "Không có bản lưu âm cho mục #\(seq): khi ấy đài không lưu âm («--no-archive»), hoặc bản lưu đã mất."
    case .otherZone(let zone, let heard):
      "Cụm loa «\(zone)» không nghe lượt phát này; các cụm đã nghe: \(heard.joined(separator: ", "))."
    case .deleted(let file, let entry): "Bản lưu âm \(file) đã được xóa theo hạn giữ, xem mục #\(entry)."
    case .open(let file):
      "Bản lưu âm \(file) còn đang ghi, chưa có mã băm trong nhật ký: hãy đợi hết giờ này, hoặc dừng đài."
    case .damaged(let file, let entry):
      "Bản lưu âm \(file) KHÔNG khớp mã băm ở mục #\(entry): tệp đã bị sửa hoặc hỏng, đừng dùng làm minh chứng."
    }
  }
}

extension PlaybackLog {
  /// The entry that closed a file of the archive or told that it was lost.
  func archiveEntry(of file: String) throws -> LogEntry? { try archiveEntry(of: file, "closed", "lost") }

  func archiveEntry(of file: String, _ first: String, _ second: String? = nil) throws -> LogEntry? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT seq, line, leaf FROM log_entry WHERE kind = 'archive' AND json_extract(line, '$.file') = ?
            AND json_extract(line, '$.event_name') IN (?, ?) ORDER BY seq LIMIT 1
          """, arguments: [file, first, second ?? first]
      ).map { try PlaybackLog.entry(of: $0, in: database) }
    }
  }

  /// Finds the sound of the airing that entry `seq` tells of, as `zone` heard it (the first zone where it is nil).
  ///
  /// - Throws: `ArchiveError`.
  public func sound(of seq: Int64, zone: String?, in folder: ArchiveFolder) throws -> ArchivedSound {
    guard let entry = try entries(from: seq, limit: 1).first, entry.seq == seq else {
      throw ArchiveError.noEntry(seq)
    }
    let line = try LogLine(entry.line)
    guard let airing = line.airing else { throw ArchiveError.noAiring(seq, kind: line.kind) }
    let told = try entries(airing: airing).map { try LogLine($0.line) }
    guard let accepted = told.first(where: { $0.kind == "accepted" }),
      let started = told.first(where: { $0.kind == "started" }), let first = started.firstFrame,
      let rate = accepted.rate, let output = accepted.output?.id
    else { throw ArchiveError.neverStarted(seq) }
    let heard = accepted.hearing ?? accepted.zones ?? []
    if let zone, !heard.contains(zone) { throw ArchiveError.otherZone(zone, heard: heard) }
    let wanted = Set(zone.map { [$0] } ?? heard)

    let files = try archiveFiles(since: started.wall, in: folder).filter { file in
      file.file.output == output && file.file.boot == started.boot
        && !wanted.isDisjoint(with: file.file.zones)
        && file.file.spans(first, at: started.startedMonoNs ?? started.monoNs)
    }
    guard let channel = files.map(\.file.channel).min(),
      let one = files.first(where: { $0.file.channel == channel })
    else { throw ArchiveError.noSound(seq) }
    let length = ArchivedSound.length(told, started: started, rate: rate)
    var sound = ArchivedSound(
      airing: airing, output: output, channel: channel, zones: one.file.zones,
      sampleRate: one.file.sampleRate, length: length ?? .max, pieces: [], lost: [], unsure: [])
    for file in files where file.file.channel == channel {
      sound.add(file, first: first)
    }
    // Still sounding: as far as there is sound.
    if length == nil { sound.length = sound.pieces.map { $0.offset + $0.count }.max() ?? 0 }
    guard !sound.pieces.isEmpty else { throw ArchiveError.noSound(seq) }
    return sound
  }

  struct FoundFile {
    var file: ArchiveFile
    var entry: Int64?
    var sha256: String?
    var deletedBy: Int64?
  }

  private func archiveFiles(since wall: String, in folder: ArchiveFolder) throws -> [FoundFile] {
    var found: [FoundFile] = []
    var deleted: [String: Int64] = [:]
    // A file is closed after it sounded; a clock set back meanwhile is allowed a day.
    let from = (WallTime(wall).map { $0 + -86_400 })?.description ?? wall
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT seq, line FROM log_entry WHERE kind = 'archive' AND wall >= ? ORDER BY seq",
        arguments: [from]
      ).map { (seq: $0["seq"] as Int64, line: $0["line"] as String) }
    }
    for row in rows {
      let line = try LogLine(row.line)
      if line.eventName == "deleted", let file = line.file { deleted[file] = row.seq }
      guard line.eventName == "closed", let file = ArchiveFile(line: row.line),
        !found.contains(where: { $0.file.name == file.name })
      else { continue }
      found.append(FoundFile(file: file, entry: row.seq, sha256: line.sha256))
    }
    for index in found.indices { found[index].deletedBy = deleted[found[index].file.name] }
    let known = Set(found.map(\.file.name))
    for (name, file) in try folder.unlogged() {
      // One that cannot be read is told by the station at its next start.
      if let file, !known.contains(name) { found.append(FoundFile(file: file)) }
    }
    return found
  }
}

extension ArchiveFile {
  /// Whether output frame `frame`, which left at `time`, may belong to the run that wrote this file: the frames of
  /// different runs are told apart by the moment at which they left.
  func spans(_ frame: FrameCount, at time: Int64) -> Bool {
    segments.contains { segment in
      let expected =
        segment.start.nanoseconds + (frame - segment.outputFrame) * 1_000_000_000 / FrameCount(sampleRate)
      return abs(expected - time) < 2_000_000_000 + abs(frame - segment.outputFrame) * 20_000
    }
  }
}

extension ArchivedSound {
  /// Frames from the first to the last of the airing; nil while it sounds.
  static func length(_ told: [LogLine], started: LogLine, rate: Int) -> FrameCount? {
    guard let ended = told.first(where: { $0.kind == "ended" }) else { return nil }
    let left = ended.frames?.left?.last ?? 0
    guard let from = started.startedWall.flatMap({ WallTime($0) }),
      let to = ended.endedWall.flatMap({ WallTime($0) })
    else { return left }
    // The walls are rounded to milliseconds and to the reports; longer than that there were pauses.
    let span = FrameCount((to - from) * Double(rate))
    return span > left + FrameCount(rate / 5) ? span : left
  }

  mutating func add(_ found: PlaybackLog.FoundFile, first: FrameCount) {
    let end = length == .max ? .max : first + length
    for segment in found.file.segments {
      // Of a segment that is being written the length is not known yet.
      let count = segment.count > 0 ? segment.count : found.entry == nil ? min(length, 1 << 40) : 0
      let from = max(first, segment.outputFrame)
      let to = min(end, segment.outputFrame + count)
      guard from < to else { continue }
      pieces.append(
        Piece(
          file: found.file.name, entry: found.entry, sha256: found.sha256, deletedBy: found.deletedBy,
          fileFrame: segment.fileFrame + from - segment.outputFrame, offset: from - first, count: to - from))
    }
    func within(_ ranges: [Range<FrameCount>]) -> [Range<FrameCount>] {
      ranges.map { $0.clamped(to: first..<max(first, end)) }.filter { !$0.isEmpty }
        .map { $0.lowerBound - first..<$0.upperBound - first }
    }
    lost += within(found.file.lost)
    unsure += within(found.file.unsure)
  }

  /// The sound itself, silence where the archive has none. Files that the log knows are first held against their hash.
  ///
  /// - Throws: `ArchiveError.deleted`, `.damaged`.
  public func read(from folder: ArchiveFolder) throws -> Clip {
    var samples: [Float] = []
    if length < 1 << 34 { samples.reserveCapacity(Int(length)) }
    var checked: Set<String> = []
    for piece in pieces.sorted(by: { $0.offset < $1.offset }) {
      if let entry = piece.deletedBy { throw ArchiveError.deleted(file: piece.file, by: entry) }
      if let entry = piece.entry, checked.insert(piece.file).inserted {
        guard FileManager.default.fileExists(atPath: folder.file(piece.file)),
          try folder.hash(piece.file).sha256 == piece.sha256
        else { throw ArchiveError.damaged(file: piece.file, entry: entry) }
      }
      let whole = folder.file(piece.file)
      let path = FileManager.default.fileExists(atPath: whole) ? whole : folder.part(piece.file)
      let got = try SoundFilePart.read(path: path, from: piece.fileFrame, count: piece.count)
      if FrameCount(samples.count) < piece.offset {
        samples += Array(repeating: 0, count: Int(piece.offset) - samples.count)
      }
      samples += got.dropFirst(samples.count - Int(piece.offset))
    }
    if length < .max, FrameCount(samples.count) < length, !pieces.contains(where: { $0.entry == nil }) {
      samples += Array(repeating: 0, count: Int(length) - samples.count)
    }
    return Clip(sampleRate: sampleRate, channels: [samples])
  }
}
