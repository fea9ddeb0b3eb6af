import ArgumentParser
import CProcess
import Foundation

/// Becomes another program under limits that it cannot lift: how foreign sound is decoded.
struct ConfineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "confine", abstract: "Chạy một chương trình trong giới hạn (dùng nội bộ).",
    shouldDisplay: false)

  @Option var cpu: UInt
  @Option var memory: UInt
  @Option var files: UInt
  @Option var size: UInt
  /// Where the program's standard error goes.
  @Option var report: String
  @Argument(parsing: .captureForPassthrough) var program: [String]

  func run() throws {
    let command = program.first == "--" ? Array(program.dropFirst()) : program
    guard let path = command.first else { throw ValidationError("Chưa ghi chương trình.") }
    let isConfined =
      process_die_with_parent() == 0 && process_forbid_new_privileges() == 0 && process_limit_core() == 0
      && process_limit_cpu(rlim_t(cpu)) == 0 && process_limit_memory(rlim_t(memory)) == 0
      && process_limit_files(rlim_t(files)) == 0 && process_limit_file_size(rlim_t(size)) == 0
    guard isConfined else {
      Console.error("setrlimit: \(String(cString: strerror(errno)))")
      throw Failure.internalError
    }
    let errors = open(report, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard errors >= 0, dup2(errors, STDERR_FILENO) >= 0 else { throw Failure.inputOutput }
    nice(10)
    // Secrets of the station's environment are none of the decoder's business.
    let environment = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
    var arguments = command.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    execve(path, &arguments, &variables)
    Console.error("\(path): \(String(cString: strerror(errno)))")
    throw Failure.unavailable
  }
}
