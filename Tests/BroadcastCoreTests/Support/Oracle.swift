import Foundation

/// An independent program, in Python, whose answers tests compare with ours.
///
/// A missing oracle fails the test: a comparison that did not happen must not look like one that succeeded.
enum Oracle {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a script of Tests/Oracles and returns what it prints.
  ///
  /// The interpreter is `$PYTHON`, or the first of `python3`, `/usr/bin/python3` (Debian's packages) and `.build/oracles`
  /// (what Debian lacks, from `make test-packages`) that has the module.
  static func run(_ script: String, _ arguments: [String], module: String, input: Data = Data()) throws
    -> String
  {
    let path = packageRoot.appending(path: "Tests/Oracles").appending(path: script).path
    let python = try interpreter(with: module)
    let (status, output, errors) = try execute([python, path] + arguments, input: input)
    guard status == 0 else {
      throw Failure(description: "\(script) ended with \(status): \(errors)")
    }
    return output
  }

  static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func interpreter(with module: String) throws -> String {
    let named = ProcessInfo.processInfo.environment["PYTHON"].map { [$0] }
    let own = packageRoot.appending(path: ".build/oracles/bin/python").path
    for python in named ?? ["python3", "/usr/bin/python3", own] {
      if try execute([python, "-c", "import \(module)"], input: Data()).status == 0 { return python }
    }
    throw Failure(
      description: "No Python has the module \(module): apt install python3-\(module), or make test-packages")
  }

  private static func execute(
    _ command: [String], input: Data
  ) throws -> (status: Int32, output: String, errors: String) {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      // A left-over temporary folder does no harm.
      try? FileManager.default.removeItem(at: folder)
    }
    // Files, not pipes: a full pipe that nobody reads would block the script.
    let names = ["in", "out", "err"].map { folder.appending(path: $0) }
    try input.write(to: names[0])
    try Data().write(to: names[1])
    try Data().write(to: names[2])
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A script that hangs must fail the test, not stop it.
    process.arguments = ["timeout", "120"] + command
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    func text(_ url: URL) throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }
    return (process.terminationStatus, try text(names[1]), try text(names[2]))
  }
}
