internal import Foundation

/// A folder of its own for one test, gone with the value.
public final class ScratchFolder: Sendable {
  public let path: String

  public init() throws {
    path = try TemporaryFolder.make("scratch").path
  }

  deinit {
    // What is left of a failed test is the system's to clean.
    try? FileManager.default.removeItem(atPath: path)
  }
}
