import Foundation
import Hummingbird
import NIOCore
import Synchronization
import Testing
import TestSupport

/// Who is told when something fails, by real means: a server on this machine, a program, a file.
@Suite(.serialized) struct AlarmHookTests {
  private struct Alarm: Decodable {
    var id: Int
    var kind: String
    var cause: String
    var cure: String
  }

  /// Answers 503 to the first two, then 200, and keeps what it got.
  private final class Receiver: Sendable {
    let got: AsyncStream<String>
    private let sink: AsyncStream<String>.Continuation
    private let count = Mutex(0)
    private let server: Mutex<Task<Void, any Error>?> = Mutex(nil)

    init() { (got, sink) = AsyncStream.makeStream(of: String.self) }

    /// - Returns: its port.
    func start() async throws -> Int {
      let router = Router()
      router.post("alarm") { [self] request, _ in
        let body = try await request.body.collect(upTo: 100_000)
        sink.yield(String(decoding: body.readableBytesView, as: UTF8.self))
        let number = count.withLock { count in
          count += 1
          return count
        }
        return number <= 2 ? HTTPResponse.Status.serviceUnavailable : .ok
      }
      let (ports, told) = AsyncStream.makeStream(of: Int.self)
      let app = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in
          told.yield(channel.localAddress?.port ?? 0)
          told.finish()
        })
      let task = Task { try await app.run() }
      server.withLock { $0 = task }
      for await port in ports { return port }
      return 0
    }

    func stop() {
      server.withLock { $0?.cancel() }
      sink.finish()
    }
  }

  @Test(.timeLimit(.minutes(3))) func hookWebhookAndHeartbeat() async throws {
    let receiver = Receiver()
    let port = try await receiver.start()
    defer { receiver.stop() }
    let station = try TestStation(airsIn: 6)
    // Nobody approves it, so it is refused, and that is an alarm.
    _ = try await Program.run(["apply", "--state", station.state, station.folder])
    let folder = station.root.path
    let hook = folder + "/hook"
    // A named pipe: reading it awaits the hook.
    let pipe = folder + "/told"
    #expect(mkfifo(pipe, 0o600) == 0)
    try "#!/bin/sh\n{ printf '%s\\n' \"$1\" \"$2\" \"$3\"; cat; } > \(pipe)\n".write(
      toFile: hook, atomically: true, encoding: .utf8)
    #expect(chmod(hook, 0o700) == 0)
    let beat = folder + "/beat"
    let run = RunningProgram([
      "run", "--state", station.state, "--output", "file:" + folder + "/out", "--alarm-command", hook,
      "--alarm-webhook", "http://127.0.0.1:\(port)/alarm", "--heartbeat", beat,
    ])
    try run.start()
    let told = try await Task.detached {
      // Not by Foundation's reading of files, which wants to know their size.
      let reader = try FileHandle(forReadingFrom: URL(fileURLWithPath: pipe))
      return String(decoding: try reader.readToEnd() ?? Data(), as: UTF8.self)
    }.value
    let lines = told.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count >= 4, "\(told)")
    let byHook = try JSONDecoder().decode(Alarm.self, from: Data(lines[3].utf8))
    #expect(byHook.cause == lines[1] && byHook.cure == lines[2])

    // The same alarm comes again until it is taken.
    var posted: [Int: Int] = [:]
    for await body in receiver.got {
      let alarm = try JSONDecoder().decode(Alarm.self, from: Data(body.utf8))
      posted[alarm.id, default: 0] += 1
      if posted.values.reduce(0, +) >= 3, posted.values.contains(where: { $0 > 1 }) { break }
    }
    #expect(posted.values.contains { $0 > 1 })
    #expect(await run.prints("KHÔNG PHÁT «tin»"), "\(run.output)")
    // Five seconds of silence have been consumed by the file's clock.
    #expect(
      await FolderWatch.wait(in: station.root, limit: 60) { FileManager.default.fileExists(atPath: beat) },
      "no heartbeat within a minute")
    let again = try await Program.run(["status", "--format", "json", "--state", station.state])
    #expect(again.code == 0 && again.output.contains(#""readiness""#))
    run.signal(SIGINT)
    #expect(await run.exitCode() == 0)
    let text = try String(contentsOfFile: beat, encoding: .utf8)
    #expect(text.hasPrefix("20") && text.hasSuffix("Z\n"), "\(text)")
  }
}
