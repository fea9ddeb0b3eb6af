internal import Foundation
internal import Subprocess
internal import SystemPackage

/// Runs a helper program with limits: its output is bounded and, at the time-out, its whole process group is killed.
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
  /// - Returns: standard output of a process that ended with 0.
  package static func run(
    program: String, arguments: [String], input: [UInt8], outputLimit: Int, timeout: Duration
  ) async throws(Failure) -> [UInt8] {
    var options = PlatformOptions()
    // Its own group, so that grandchildren can be killed too.
    options.processGroupID = 0
    let timedOut = Flag()
    do {
      let result = try await Subprocess.run(
        .path(FilePath(program)), arguments: Arguments(arguments), platformOptions: options,
        input: .array(input), output: .sequence, error: .string(limit: 64 * 1024)
      ) { execution in
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
          group.addTask {
            var bytes: [UInt8] = []
            for try await buffer in execution.standardOutput {
              buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
              guard bytes.count <= outputLimit else { throw Failure.tooMuchOutput(limit: outputLimit) }
            }
            return bytes
          }
          group.addTask {
            try await Task.sleep(for: timeout)
            await timedOut.raise()
            // ESRCH: it ended just now, which is what we want.
            try? execution.send(signal: .kill, toProcessGroup: true)
            return nil
          }
          defer { group.cancelAll() }
          do {
            for try await bytes in group {
              if let bytes { return bytes }
            }
          } catch {
            // ESRCH as above.
            try? execution.send(signal: .kill, toProcessGroup: true)
            throw error
          }
          return []
        }
      }
      if await timedOut.isRaised { throw Failure.timedOut(seconds: timeout / .seconds(1)) }
      guard result.terminationStatus.isSuccess else {
        throw Failure.failed(
          status: "\(result.terminationStatus)",
          standardError: result.standardError.trimmingCharacters(in: .whitespacesAndNewlines))
      }
      return result.closureResult
    } catch let failure as Failure {
      throw failure
    } catch {
      if await timedOut.isRaised { throw .timedOut(seconds: timeout / .seconds(1)) }
      throw .notStarted("\(error)")
    }
  }

  private actor Flag {
    private(set) var isRaised = false
    func raise() { isRaised = true }
  }
}
