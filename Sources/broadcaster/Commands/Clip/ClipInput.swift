import BroadcastCore
import Foundation

/// The way of foreign sound into the library, for `clip add` and `clip record`.
enum ClipInput {
  /// Only what is a regular file: a device or a pipe under a file's name could be endless.
  static func open(_ path: String) throws -> FileHandle {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw DoorError(.unavailable("không có tệp này"), source: path)
    }
    guard !isFolder.boolValue else { throw DoorError(.unavailable("đây là thư mục"), source: path) }
    guard RegularFile.isOne(path) else {
      throw DoorError(.unavailable("không phải tệp thường"), source: path)
    }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw DoorError(.unavailable(String(cString: strerror(errno))), source: path)
    }
    return handle
  }

  static func add(
    _ input: FileHandle, name: String, title: String, language: String, options: StateOptions,
    mandate: Mandate
  ) async throws -> StoredClip {
    let loudness = try StationStore(mandate.database).snapshot().station.speech.loudness
    let door = SoundDoor(folder: options.state + "/door", helper: Composition.helper)
    let bar = ProgressLine("Đang giải mã")
    let arrival = try await door.bringIn(input, name: name) { bar.show($0) }
    bar.end()
    return try ClipStore(mandate.database, library: options.library).add(
      arrival, source: name, title: title, language: language, loudness: loudness, by: mandate.actor,
      at: mandate.now)
  }
}
