internal import AudioEngine
internal import Foundation

/// Makes a finished file appear at once or not at all, also over a power cut.
enum DurableFile {
  static func publish(_ temporary: String, as final: String) throws(SoundFileError) {
    func check(_ result: Int32, _ call: String) throws(SoundFileError) {
      guard result == 0 else {
        throw SoundFileError(
          code: .unavailable, path: final, cause: "\(call): \(SystemCause.text())")
      }
    }
    // The content must be on the disk before the name is: else a power cut can leave an empty file under a good name.
    let file = open(temporary, O_RDONLY)
    try check(file < 0 ? -1 : 0, "open")
    defer { close(file) }
    try check(fsync(file), "fsync")
    try check(rename(temporary, final), "rename")
    let parent = (final as NSString).deletingLastPathComponent
    let folder = open(parent.isEmpty ? "." : parent, O_RDONLY | O_DIRECTORY)
    try check(folder < 0 ? -1 : 0, "open")
    defer { close(folder) }
    try check(fsync(folder), "fsync")
  }
}
