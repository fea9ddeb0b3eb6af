import Foundation
import Testing

/// Files with the expected output of a test, kept beside the tests.
enum Golden {
  /// Compares with `Golden/<name>`. With `UPDATE_GOLDEN` in the environment the file is written instead, and the test
  /// fails, so that an update never passes for a check.
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws
  {
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      let url = Oracle.packageRoot.appending(path: "Tests/BroadcastCoreTests/Golden").appending(path: name)
      try Data(text.utf8).write(to: url)
      Issue.record(
        "Golden/\(name) was written; run again without UPDATE_GOLDEN", sourceLocation: sourceLocation)
      return
    }
    let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Golden"))
    let expected = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    // Whole lines, because Swift takes CR LF for one character and would hide a lone LF from an == of lines.
    #expect(Array(text.utf8) == Array(expected.utf8), "Golden/\(name)", sourceLocation: sourceLocation)
  }

  static func reference(_ name: String) throws -> [[Substring]] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Reference"))
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: "\t") }
  }
}
