import BroadcastCore
import Foundation
import GRDB

/// The way of foreign sound into the library, for `clip add` and `clip record`.
enum ClipInput {
  /// Only what is a regular file: a device or a pipe under a file's name could be endless.
  static func open(_ path: String) throws -> FileHandle {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DoorError(.unavailable("không có tệp này"), source: path)
    }
    guard !isFolder.boolValue else { throw DoorError(.unavailable("đây là thư mục"), source: path) }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw DoorError(.unavailable("không phải tệp thường"), source: path)
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw DoorError(.unavailable(String(cString: strerror(errno))), source: path)
    }
    return handle
  }

  static func add(
    _ input: FileHandle, name: String, title: String, language: String, options: StateOptions,
    database: DatabasePool, actor: Actor, at now: Moment
  ) async throws -> StoredClip {
    let loudness = (try? StationStore(database).snapshot().station.speech.loudness) ?? -16
    let door = SoundDoor(folder: options.state + "/door", helper: Composition.helper)
    let bar = ProgressLine("Đang giải mã")
    let arrival = try await door.bringIn(input, name: name) { bar.show($0) }
    bar.end()
    return try ClipStore(database, library: options.library).add(
      arrival, source: name, title: title, language: language, loudness: loudness, by: actor, at: now)
  }
}

/// Which announcements have a recording.
enum ClipUse {
  static func announcements(with hash: ClipHash, in database: DatabasePool) throws -> [String] {
    guard let snapshot = try? StationStore(database).snapshot() else { return [] }
    return snapshot.announcements.map(\.announcement).filter {
      ($0.opening + $0.recordings + $0.closing).contains(hash)
    }.map(\.id)
  }
}
