internal import Foundation
internal import Glibc
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// Runs a helper program with limits: its output is bounded, and its whole process group ends with it or at the time-out.
package enum ChildProcess {
  package enum Failure: Error, Hashable, Sendable {
    case notStarted(String)
    case timedOut(seconds: Double)
    case tooMuchOutput(limit: Int)
    case failed(status: String, standardError: String)
  }

  /// - Parameters:
  ///   - program: absolute path; arguments are passed as they are, never through a shell.
  ///   - outputLimit: bytes of standard output.
  ///   - expected: about how many there will be.
  ///   - received: gets how many have come, each time that more come.
  /// - Returns: standard output of a process that ended with 0.
  package static func run(
    program: String, arguments: [String], input: [UInt8], outputLimit: Int, timeout: Duration,
    expected: Int = 0, received: (@Sendable (Int) -> Void)? = nil
  ) async throws(Failure) -> [UInt8] {
    var options = PlatformOptions()
    // Its own group, so that grandchildren can be killed too.
    options.processGroupID = 0
    let group = ProcessGroup()
    defer { group.kill() }
    do {
      // Around the whole run, so that its start counts too.
      return try await withThrowingTaskGroup(of: [UInt8]?.self) { [options] tasks in
        tasks.addTask {
          try await output(
            program, arguments, options, input: input, limit: outputLimit, expected: expected,
            received: received, group: group)
        }
        tasks.addTask {
          try await Task.sleep(for: timeout)
          group.kill(atTimeout: true)
          return nil
        }
        defer { tasks.cancelAll() }
        for try await bytes in tasks {
          if let bytes { return bytes }
        }
        return []
      }
    } catch let failure as Failure {
      throw group.isTimedOut ? .timedOut(seconds: timeout / .seconds(1)) : failure
    } catch {
      throw group.isTimedOut ? .timedOut(seconds: timeout / .seconds(1)) : .notStarted("\(error)")
    }
  }

  private static func output(
    _ program: String, _ arguments: [String], _ options: PlatformOptions, input: [UInt8], limit: Int,
    expected: Int, received: (@Sendable (Int) -> Void)?, group: ProcessGroup
  ) async throws -> [UInt8] {
    // Not a pipe: writing to a child that has ended would end this process with SIGPIPE.
    let file = try inputFile(input)
    let result = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(arguments), platformOptions: options,
      input: .fileDescriptor(file, closeAfterSpawningProcess: true), output: .sequence,
      error: .string(limit: 64 * 1024)
    ) { execution in
      group.began(execution.processIdentifier.value)
      var bytes: [UInt8] = []
      // A little more than expected, so that it does not move at the end.
      bytes.reserveCapacity(min(limit, expected + expected / 8))
      for try await buffer in execution.standardOutput {
        buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
        guard bytes.count <= limit else {
          group.kill()
          throw Failure.tooMuchOutput(limit: limit)
        }
        received?(bytes.count)
      }
      return bytes
    }
    if group.isTimedOut { throw Failure.timedOut(seconds: 0) }
    guard result.terminationStatus.isSuccess else {
      throw Failure.failed(
        status: "\(result.terminationStatus)",
        standardError: result.standardError.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return result.closureResult
  }

  /// A file without a name, to be read from its start.
  private static func inputFile(_ bytes: [UInt8]) throws -> FileDescriptor {
    var name = Array((FileManager.default.temporaryDirectory.path + "/input-XXXXXX").utf8CString)
    let number = mkstemp(&name)
    guard number >= 0 else { throw Failure.notStarted("mkstemp: \(String(cString: strerror(errno)))") }
    unlink(name)
    // Other children, started at the same time, have no use for it.
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    let file = FileDescriptor(rawValue: number)
    do {
      _ = try bytes.withUnsafeBytes { try file.writeAll($0) }
      _ = try file.seek(offset: 0, from: .start)
      return file
    } catch {
      try file.close()
      throw error
    }
  }

  /// The child with all it started.
  private final class ProcessGroup: Sendable {
    private let state = Mutex<(id: pid_t?, isTimedOut: Bool)>((nil, false))

    var isTimedOut: Bool { state.withLock { $0.isTimedOut } }

    func began(_ id: pid_t) {
      let isLate = state.withLock { state in
        state.id = id
        return state.isTimedOut
      }
      if isLate { kill() }
    }

    func kill(atTimeout: Bool = false) {
      state.withLock { state in
        if atTimeout { state.isTimedOut = true }
        // ESRCH: nobody is left, which is what we want.
        if let id = state.id, id > 1 { _ = Glibc.kill(-id, SIGKILL) }
      }
    }
  }
}
