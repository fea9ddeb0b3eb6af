internal import Foundation

/// Files from outside: a device or a pipe under a file's name could be endless, or never answer.
public enum RegularFile {
  /// Whether it is a file, or a link to one.
  public static func isOne(_ path: String) -> Bool {
    // A file that cannot be looked at is none.
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }
}
