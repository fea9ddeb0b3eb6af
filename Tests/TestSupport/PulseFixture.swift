import Foundation
import Glibc

/// A private PulseAudio with one null sink, reached through real libasound, and a recording of what the sink was given.
///
/// The server needs no D-Bus, no card and no user session; it may run as root. Any number of fixtures may live in one
/// process: libasound's configuration is one file for all of them, and each is named by its socket.
public final class PulseFixture {
  /// What `OutputTarget.alsa` takes in this process.
  public let deviceName: String
  /// For a child process that plays on `childDeviceName`: add these to its environment.
  public let childEnvironment: [String: String]
  /// A PCM name that needs no arguments, for configuration files of the program under test.
  public let childDeviceName = "loa"
  public let sampleRate: Int
  public let channelCount: Int

  private let folder: URL
  private let server: HelperProcess
  private var recorder: HelperProcess?
  private var recording: URL { folder.appending(path: "monitor.f32") }
  private static let sink = "loa"
  private static let microphone = "micro"
  /// For a child process that records: hears what the sink is given.
  public var childMicrophone: String { Self.microphone }

  /// Starts the server; throws a `FixtureError` that names the Debian packages if one is missing.
  public init(sampleRate: Int = 48_000, channelCount: Int = 2) throws {
    self.sampleRate = sampleRate
    self.channelCount = channelCount
    let pulseaudio = try Self.tool("pulseaudio", package: "pulseaudio")
    _ = try Self.tool("parec", package: "pulseaudio-utils")
    let configuration = try AlsaConfiguration.install()
    folder = try TemporaryFolder.make("pulse")
    let socket = folder.appending(path: "socket").path
    let script = folder.appending(path: "default.pa")
    try """
    load-module module-native-protocol-unix auth-anonymous=1 socket=\(socket)
    load-module module-null-sink sink_name=\(Self.sink) rate=\(sampleRate) channels=\(channelCount) \
    format=float32le norewinds=1
    """.write(to: script, atomically: true, encoding: .utf8)
    let child = folder.appending(path: "asound.conf")
    try AlsaConfiguration.text(
      folder: configuration,
      extra: """
        pcm.\(Self.sink) {
          type pulse
          server "unix:\(socket)"
          device "\(Self.sink)"
          handle_underrun 1
        }
        pcm.\(Self.microphone) {
          type pulse
          server "unix:\(socket)"
          device "\(Self.sink).monitor"
        }
        """
    ).write(to: child, atomically: true, encoding: .utf8)
    childEnvironment = ["ALSA_CONFIG_PATH": child.path]
    deviceName = "fixture-pulse:SERVER=unix:\(socket),DEVICE=\(Self.sink)"

    server = try HelperProcess(
      pulseaudio,
      arguments: [
        "-n", "-F", script.path, "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
        "--realtime=no",
        "--high-priority=no", "--disallow-exit", "--log-target=file:\(folder.path)/server.log",
      ],
      environment: Self.environment(folder))
    guard awaitServer(socket) else {
      let log = (try? String(contentsOf: folder.appending(path: "server.log"), encoding: .utf8)) ?? ""
      server.end()
      throw FixtureError("pulseaudio did not open its socket: \(log)")
    }
  }

  deinit {
    recorder?.end()
    server.end()
    // The folder is under the system's temporary folder; one that cannot be removed harms nothing.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The server stands still, as one that is swapped out or hangs; its clients are told nothing.
  public func freeze() throws { try server.signal(SIGSTOP) }

  public func thaw() throws { try server.signal(SIGCONT) }

  /// Records the sink's monitor from now on; returns once the recording has begun.
  public func startRecording() throws {
    let parec = try Self.tool("parec", package: "pulseaudio-utils")
    recorder = try HelperProcess(
      parec,
      arguments: [
        "--server=unix:\(folder.path)/socket", "--device=\(Self.sink).monitor", "--raw", "--format=float32le",
        "--rate=\(sampleRate)", "--channels=\(channelCount)", "--latency-msec=20",
      ],
      environment: Self.environment(folder), output: recording)
    guard awaitGrowth(from: 0) else {
      throw FixtureError("parec records nothing from the null sink's monitor")
    }
  }

  /// What the monitor has received so far, one array a channel. Waits until the recording has passed this moment.
  public func recorded() throws -> [[Float]] {
    let size = try recordedBytes()
    // The monitor runs up to 30 ms late; another 200 ms of sound on the disk means all before now is there.
    guard awaitGrowth(from: size + sampleRate / 5 * channelCount * 4) else {
      throw FixtureError("the recording of the null sink's monitor has stopped")
    }
    let data = try Data(contentsOf: recording)
    let frames = data.count / 4 / channelCount
    return data.withUnsafeBytes { bytes in
      (0..<channelCount).map { channel in
        (0..<frames).map {
          Float(
            bitPattern: bytes.loadUnaligned(
              fromByteOffset: ($0 * channelCount + channel) * 4, as: UInt32.self))
        }
      }
    }
  }

  private func recordedBytes() throws -> Int {
    try FileManager.default.attributesOfItem(atPath: recording.path)[.size] as? Int ?? 0
  }

  /// Waits for the recording to hold more than `size` bytes; false after 10 s.
  private func awaitGrowth(from size: Int) -> Bool {
    // No file yet: nothing is recorded.
    FolderWatch.wait(in: folder, limit: 10) { ((try? recordedBytes()) ?? 0) > size }
  }

  private func awaitServer(_ socket: String) -> Bool {
    FolderWatch.wait(in: folder, limit: 10) { FileManager.default.fileExists(atPath: socket) }
  }

  private static func environment(_ folder: URL) -> [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "XDG_RUNTIME_DIR": folder.path,
      "PULSE_STATE_PATH": folder.path,
      "PULSE_RUNTIME_PATH": folder.path, "LC_ALL": "C.UTF-8",
    ]
  }

  private static func tool(_ name: String, package: String) throws -> URL {
    let path = "/usr/bin/\(name)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw FixtureError("\(path) is missing: apt-get install \(package) libasound2-plugins")
    }
    return URL(filePath: path)
  }
}
