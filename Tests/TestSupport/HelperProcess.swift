import Foundation
import Glibc

/// A helper program that ends with the test process, however that ends: a shell kills it when its own standard input,
/// a pipe held by the tests alone, closes.
///
/// By posix_spawn, because every other descriptor must stay behind: a lifeline inherited by a second helper would keep
/// the first alive.
final class HelperProcess {
  /// No other helper may be started while a lifeline is not yet marked close-on-exec.
  private static let spawning = NSLock()

  private let identifier: pid_t
  private var lifeline: Int32

  /// Standard output goes to the new file `output`, or nowhere.
  init(_ executable: URL, arguments: [String], environment: [String: String], output: URL? = nil) throws {
    var ends: [Int32] = [-1, -1]
    Self.spawning.lock()
    defer { Self.spawning.unlock() }
    guard pipe(&ends) == 0 else { throw FixtureError("pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(
      &actions, 1, output?.path ?? "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let script = "\"$@\" & child=$!; read -r _; kill $child; wait $child"
    let words = ["/bin/sh", "-c", script, "sh", executable.path] + arguments
    var argv = words.map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var child: pid_t = 0
    // The threads of a Swift task run with signals blocked, and a child would inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &argv, &envp)
    Glibc.close(ends[0])
    guard code == 0 else {
      Glibc.close(ends[1])
      throw FixtureError("\(executable.path): \(String(cString: strerror(code)))")
    }
    identifier = child
    lifeline = ends[1]
  }

  deinit { end() }

  /// Sends a signal to the program itself, not to the shell that watches over it.
  func signal(_ number: Int32) throws {
    let path = "/proc/\(identifier)/task/\(identifier)/children"
    let children = try String(contentsOfFile: path, encoding: .utf8)
    guard let child = children.split(separator: " ").first.flatMap({ pid_t($0) }), kill(child, number) == 0
    else {
      throw FixtureError("no program to send signal \(number) to")
    }
  }

  /// Ends the program and waits for it.
  func end() {
    guard lifeline >= 0 else { return }
    Glibc.close(lifeline)
    lifeline = -1
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
  }
}
