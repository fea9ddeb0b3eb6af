public import AudioEngine
internal import Foundation

/// Finished sound by content: `STATE/clips/ab/ab12….flac`, named by the SHA-256 of the file itself, so that anyone can
/// check a clip with `sha256sum`.
public struct ClipLibrary: Sendable {
  let folder: String

  /// - Parameter folder: made when the first clip is stored.
  public init(folder: String) {
    self.folder = folder
  }

  /// Path of a clip's file, whether it exists or not.
  public func path(of hash: ClipHash) -> String {
    folder + "/" + hash.rawValue.prefix(2) + "/" + hash.rawValue + ".flac"
  }

  /// Writes a clip as 24-bit FLAC. The file appears under its name only when it is whole and on the disk.
  public func store(_ clip: Clip) throws(SoundFileError) -> ClipHash {
    try ClipLibrary.makeFolder(folder)
    let temporary = folder + "/." + UUID().uuidString
    // Nothing to remove on success; on failure what is left is removed as far as possible.
    defer { try? FileManager.default.removeItem(atPath: temporary) }
    try clip.write(path: temporary, format: .flac24)
    let hash = ClipHash(rawValue: Hex.sha256(try ClipLibrary.read(temporary)))
    let final = path(of: hash)
    try ClipLibrary.makeFolder((final as NSString).deletingLastPathComponent)
    try DurableFile.publish(temporary, as: final)
    return hash
  }

  /// Reads a clip, after checking that its file still is what its name says.
  public func load(_ hash: ClipHash) throws(SoundFileError) -> Clip {
    try check(hash)
    return try Clip.read(path: path(of: hash))
  }

  /// - Throws: `damaged` where one byte of its file has changed, `unavailable` where it is gone.
  public func check(_ hash: ClipHash) throws(SoundFileError) {
    let path = path(of: hash)
    guard Hex.sha256(try ClipLibrary.read(path)) == hash.rawValue else {
      throw SoundFileError(code: .damaged, path: path, cause: "SHA-256 differs from the file's name")
    }
  }

  /// The clip made earlier for a rendering key, if its file is still there.
  func rendering(_ key: String) -> ClipHash? {
    // A key file that cannot be read means only that the sound is made again.
    guard let text = try? String(contentsOfFile: renderingPath(key), encoding: .utf8), text.utf8.count == 64
    else { return nil }
    let hash = ClipHash(rawValue: text)
    // A clip that is gone or damaged is made again too.
    guard let bytes = try? ClipLibrary.read(path(of: hash)), Hex.sha256(bytes) == hash.rawValue else {
      return nil
    }
    return hash
  }

  func remember(_ hash: ClipHash, for key: String) throws(SoundFileError) {
    let path = renderingPath(key)
    try ClipLibrary.makeFolder((path as NSString).deletingLastPathComponent)
    do {
      try hash.rawValue.write(toFile: path, atomically: true, encoding: .utf8)
    } catch {
      throw SoundFileError(code: .unavailable, path: path, cause: SystemCause.text(error))
    }
  }

  private func renderingPath(_ key: String) -> String { folder + "/renderings/" + key }

  private static func makeFolder(_ path: String) throws(SoundFileError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw SoundFileError(code: .unavailable, path: path, cause: SystemCause.text(error))
    }
  }

  private static func read(_ path: String) throws(SoundFileError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
    } catch {
      throw SoundFileError(code: .unavailable, path: path, cause: SystemCause.text(error))
    }
  }
}
