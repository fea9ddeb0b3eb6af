import Foundation
import Synchronization

/// The built program, run as a user would.
enum Program {
  /// Beside the test executable.
  static var path: String {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/broadcaster"
  }

  static var repository: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized
      .path
  }

  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs it to its end.
  static func run(
    program: String = Program.path, _ arguments: [String], input: String = "",
    environment: [String: String] = [:]
  ) async throws -> Result {
    let process = RunningProgram(program: program, arguments, environment: environment)
    try process.start(input: input)
    let code = await process.exitCode()
    return Result(code: code, output: process.output, errors: process.errors)
  }
}

/// A started program whose lines a test can await.
final class RunningProgram: Sendable {
  private struct State {
    /// Bytes, because a read may end in the middle of a letter.
    var output = Data()
    var errors = Data()
    var exitCode: Int32?
  }

  private let process: Mutex<Process>
  private let state = Mutex(State())
  private let changes: AsyncStream<Void>
  private let changed: AsyncStream<Void>.Continuation

  init(
    program: String = Program.path, _ arguments: [String], environment: [String: String] = [:]
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    self.process = Mutex(process)
    (changes, changed) = AsyncStream.makeStream(of: Void.self)
  }

  var hasEnded: Bool { state.withLock { $0.exitCode != nil } }

  func start(input: String = "") throws {
    let output = Pipe()
    let errors = Pipe()
    let standardInput = Pipe()
    try process.withLock { process in
      process.standardOutput = output
      process.standardError = errors
      process.standardInput = standardInput
      process.terminationHandler = { [weak self] ended in
        let rest = output.fileHandleForReading.readDataToEndOfFile()
        let restErrors = errors.fileHandleForReading.readDataToEndOfFile()
        self?.state.withLock {
          $0.output += rest
          $0.errors += restErrors
          $0.exitCode =
            ended.terminationReason == .exit ? ended.terminationStatus : 128 + ended.terminationStatus
        }
        self?.changed.yield()
        self?.changed.finish()
      }
      output.fileHandleForReading.readabilityHandler = { [weak self] handle in
        let data = handle.availableData
        guard !data.isEmpty else { return handle.readabilityHandler = nil }
        self?.state.withLock { $0.output += data }
        self?.changed.yield()
      }
      errors.fileHandleForReading.readabilityHandler = { [weak self] handle in
        let data = handle.availableData
        guard !data.isEmpty else { return handle.readabilityHandler = nil }
        self?.state.withLock { $0.errors += data }
      }
      try process.run()
      standardInput.fileHandleForWriting.write(Data(input.utf8))
      try standardInput.fileHandleForWriting.close()
    }
  }

  var output: String { String(decoding: state.withLock { $0.output }, as: UTF8.self) }
  var errors: String { String(decoding: state.withLock { $0.errors }, as: UTF8.self) }

  /// Awaits a piece of output, so many times; false if the program ended without it, or after `limit`. One awaiting task
  /// at a time.
  func prints(_ text: String, times: Int = 1, within limit: Duration = .seconds(120)) async -> Bool {
    let has = { self.output.components(separatedBy: text).count > times }
    if has() { return true }
    let end = ContinuousClock.now + limit
    let alarm = Task { [changed] in
      // Cancelled as soon as the text is there.
      try await Task.sleep(for: limit)
      changed.yield()
    }
    defer { alarm.cancel() }
    for await _ in changes {
      if has() { return true }
      if ContinuousClock.now >= end { break }
    }
    return has()
  }

  /// `nil` before it was started.
  var identifier: Int32? {
    process.withLock { $0.processIdentifier > 0 ? $0.processIdentifier : nil }
  }

  func signal(_ number: Int32) {
    _ = process.withLock { kill($0.processIdentifier, number) }
  }

  /// Awaits the end; 128 + signal where a signal ended it.
  func exitCode() async -> Int32 {
    if let code = state.withLock({ $0.exitCode }) { return code }
    for await _ in changes {
      if let code = state.withLock({ $0.exitCode }) { return code }
    }
    return state.withLock { $0.exitCode } ?? -1
  }
}
