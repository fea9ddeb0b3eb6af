public import AudioEngine
internal import Foundation
public import GRDB

/// The recordings of a station: rows here, sound in the `ClipLibrary`.
///
/// The sound is written and synced before the row that names it: a power cut between the two leaves an orphan, never a
/// name without sound.
public struct ClipStore: Sendable {
  private let database: any DatabaseWriter
  private let library: ClipLibrary

  /// Seconds; what is shorter is a click.
  private static let shortest = 0.1

  public init(_ database: any DatabaseWriter, library: ClipLibrary) {
    self.database = database
    self.library = library
  }

  /// In the order in which they came.
  public func clips(withRetired: Bool = false) throws -> [StoredClip] {
    try database.read { try ClipStore.clips(in: $0) }.filter { withRetired || !$0.isRetired }
  }

  /// - Throws: `unknown`.
  public func clip(_ id: String) throws -> StoredClip {
    let clips = try clips(withRetired: true)
    guard let clip = clips.first(where: { $0.id == id }) else {
      throw ClipError(.unknown(id, known: clips.filter { !$0.isRetired }.map(\.id)))
    }
    return clip
  }

  /// One that may go into something new.
  ///
  /// - Throws: `unknown`, `retired`.
  public func usable(_ id: String) throws -> StoredClip {
    let clip = try clip(id)
    guard !clip.isRetired else { throw ClipError(.retired(id)) }
    return clip
  }

  private static func hundredths(_ value: Double) -> Int {
    value.isFinite ? Int((value * 100).rounded()) : -12_000
  }

  public func sound(of clip: StoredClip) throws -> Clip { try library.load(clip.hash) }

  /// Cuts off the silence at both ends, brings it to `loudness` LUFS with a true peak of at most −1 dBTP, and keeps it.
  ///
  /// - Parameter source: `DoorError` names it.
  public func add(
    _ arrival: SoundDoor.Arrival, source: String, title: String, language: String, loudness: Double,
    by actor: Actor, at moment: Moment
  ) throws -> StoredClip {
    let title = title.trimmingCharacters(in: .whitespacesAndNewlines)
    guard PlainLine.isPlain(title) else { throw ClipError(.badTitle) }
    guard ClipStore.isLanguageTag(language) else { throw ClipError(.badLanguage(language)) }
    let examination = ClipExamination(of: arrival.clip)
    guard !examination.isSilent(duration: arrival.clip.duration) else {
      throw DoorError(.silent, source: source)
    }
    let (clip, measured) = try arrival.clip.trimmed(examination)
      .mastered(target: loudness, ceiling: AnnouncementRenderer.truePeakCeiling)
    let hash = try library.store(clip)
    return try insert(
      StoredClip(
        id: "", hash: hash, title: title, language: language, frames: clip.frameCount,
        loudness: ClipStore.hundredths(measured.integrated),
        truePeak: ClipStore.hundredths(measured.truePeak),
        sourceHash: arrival.sourceHash, sourceFormat: arrival.format.rawValue,
        clippedPlaces: examination.clippedPlaces, noiseFloor: ClipStore.hundredths(examination.noiseFloor),
        addedBy: actor.description, addedAt: moment.wall, isRetired: false), action: "add", by: actor,
      at: moment)
  }

  /// A new recording of the seconds `from..<to` of another one, which stays; brought to `loudness` LUFS again.
  public func trim(
    _ id: String, from: Double, to: Double?, title: String?, loudness: Double, by actor: Actor,
    at moment: Moment
  ) throws -> StoredClip {
    var stored = try usable(id)
    let whole = try sound(of: stored)
    // A millisecond more than there is: the length as it is shown is rounded.
    guard from >= 0, (to ?? whole.duration) <= whole.duration + 0.001 else {
      throw ClipError(.outside(seconds: whole.duration))
    }
    let end = min(to ?? whole.duration, whole.duration)
    guard end - from >= ClipStore.shortest else { throw ClipError(.tooShort) }
    if let title { guard PlainLine.isPlain(title) else { throw ClipError(.badTitle) } }
    let cut = whole.cut(
      from: Int(from * Double(whole.sampleRate)),
      to: min(Int(whole.frameCount), Int((end * Double(whole.sampleRate)).rounded())))
    let examination = ClipExamination(of: cut)
    guard !examination.isSilent(duration: cut.duration) else { throw ClipError(.silent) }
    let (clip, measured) = try cut.mastered(target: loudness, ceiling: AnnouncementRenderer.truePeakCeiling)
    stored.hash = try library.store(clip)
    stored.frames = clip.frameCount
    stored.loudness = ClipStore.hundredths(measured.integrated)
    stored.truePeak = ClipStore.hundredths(measured.truePeak)
    stored.noiseFloor = ClipStore.hundredths(examination.noiseFloor)
    stored.title = title ?? stored.title
    stored.addedBy = actor.description
    stored.addedAt = moment.wall
    stored.isRetired = false
    return try insert(stored, action: "trim", by: actor, at: moment)
  }

  /// - Throws: `inUse` while an announcement that is not retired, or a bulletin, has it.
  public func retire(_ id: String, by actor: Actor, at moment: Moment) throws {
    let stored = try usable(id)
    try database.write { database in
      let users = try ClipStore.users(of: stored.hash, in: database)
      guard users.isEmpty else { throw ClipError(.inUse(id, by: users)) }
      var retired = stored
      retired.isRetired = true
      try database.execute(
        sql: "UPDATE clip SET value = ? WHERE number = ?",
        arguments: [try ClipStore.encode(retired), Int64(id.dropFirst(3))])
      try PlaybackLog.append([.changed(Change("clip", id, "retire"), by: actor)], at: moment, in: database)
    }
  }

  /// Ids of what still has the sound.
  private static func users(of hash: ClipHash, in database: Database) throws -> [String] {
    let announcements = try AnnouncementRows.all(in: database).filter { $0.state != .retired }
      .map(\.announcement).filter { ($0.opening + $0.recordings + $0.closing).contains(hash) }.map(\.id)
    let bulletins = try StationStore.snapshot(in: database)?.bulletins ?? []
    return announcements + bulletins.filter { ($0.opening + $0.separator).contains(hash) }.map(\.id)
  }

  private func insert(
    _ clip: StoredClip, action: String, by actor: Actor, at moment: Moment
  ) throws -> StoredClip {
    try database.write { database in
      try database.execute(
        sql: "INSERT INTO clip (hash, value) VALUES (?, '')", arguments: [clip.hash.rawValue])
      let number = database.lastInsertedRowID
      var named = clip
      named.id = "bg-\(number)"
      try database.execute(
        sql: "UPDATE clip SET value = ? WHERE number = ?", arguments: [try ClipStore.encode(named), number])
      try PlaybackLog.append(
        [
          .changed(
            Change("clip", named.id, action, after: "\(named.title) · \(named.hash.rawValue)"), by: actor)
        ],
        at: moment, in: database)
      return named
    }
  }

  static func clips(in database: Database) throws -> [StoredClip] {
    try String.fetchAll(database, sql: "SELECT value FROM clip ORDER BY number").map {
      try JSONDecoder().decode(StoredClip.self, from: Data($0.utf8))
    }
  }

  private static func encode(_ clip: StoredClip) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(clip), as: UTF8.self)
  }

  /// The shape of RFC 5646's language and its subtags; the registry is not looked up.
  static func isLanguageTag(_ tag: String) -> Bool {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count) else { return false }
    return parts.allSatisfy { part in
      (1...8).contains(part.count)
        && part.utf8.allSatisfy { (97...122).contains($0 | 32) || (48...57).contains($0) }
    } && first.utf8.allSatisfy { (97...122).contains($0) }
  }
}

/// Table of recordings.
enum ClipSchema {
  static func create(in database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE clip (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          hash TEXT NOT NULL,
          value TEXT NOT NULL
        ) STRICT;
        """)
  }
}
