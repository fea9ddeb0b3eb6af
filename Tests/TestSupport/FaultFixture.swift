public import Foundation
import Glibc
import Synchronization

/// A device that does not exist and fails to order: `Tests/FaultPlugin/pcm_fault.c`, loaded by real libasound.
///
/// Its record of what left and its journal are witnesses that know nothing of the engine.
public final class FaultFixture {
  public enum Fault: Int32, Sendable, CaseIterable {
    case none = 0
    /// Unplugged; what the buffer held is lost, and opening fails until `none`.
    case gone
    /// Accepts until its buffer is full, plays nothing.
    case stall
    /// The next write takes `argument` ms.
    case block
    /// The next write fails with EPIPE and the buffer is lost.
    case epipe
    case suspend
  }

  /// One line of the journal.
  public struct Entry: Hashable, Sendable {
    /// Nanoseconds of CLOCK_MONOTONIC.
    public var time: Int64
    public var word: String
    public var numbers: [Int64]
  }

  /// What `OutputTarget.alsa` takes.
  public let deviceName: String
  private let folder: URL
  private let control: UnsafeMutablePointer<Int32>

  /// `channels`: the only count that the device has, or nil for 1–64.
  public init(ppm: Int32 = 0, channels: Int? = nil) throws {
    try FaultPlugin.build()
    folder = try TemporaryFolder.make("fault")
    let file = folder.appending(path: "control")
    try Data(count: 32).write(to: file)
    let descriptor = open(file.path, O_RDWR)
    guard descriptor >= 0 else { throw FixtureError("cannot open \(file.path)") }
    defer { close(descriptor) }
    guard let memory = mmap(nil, 32, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else {
      throw FixtureError("cannot map \(file.path)")
    }
    control = memory.bindMemory(to: Int32.self, capacity: 8)
    control[2] = ppm
    deviceName = "fixture-fault:FOLDER=\(folder.path),CHANNELS=\(channels ?? 0)"
  }

  deinit {
    munmap(control, 32)
    // The folder is under the system's temporary folder; one that cannot be removed harms nothing.
    try? FileManager.default.removeItem(at: folder)
  }

  /// From the device's next call on.
  public func set(_ fault: Fault, argument: Int32 = 0) {
    control[1] = argument
    control[0] = fault.rawValue
  }

  /// By itself, when exactly `frame` frames have left.
  public func set(_ fault: Fault, argument: Int32 = 0, atFrame frame: Int64) {
    control[1] = argument
    UnsafeMutableRawPointer(control + 6).storeBytes(of: frame, as: Int64.self)
    control[4] = fault.rawValue
  }

  public func setDrift(ppm: Int32) { control[2] = ppm }

  /// Exactly the bytes that left.
  public var played: Data {
    // No file yet: nothing has left.
    (try? Data(contentsOf: folder.appending(path: "played"))) ?? Data()
  }

  /// The frames that left, of a device opened with Float32 samples, one array a channel.
  public func playedFloats(channelCount: Int) -> [[Float]] {
    let data = played
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

  /// Waits until so many bytes have left; false after 10 s.
  public func awaitPlayed(bytes: Int) async throws -> Bool {
    let path = folder.appending(path: "played").path
    return await FolderWatch.wait(in: folder, limit: 10) {
      var info = stat()
      return stat(path, &info) == 0 && Int(info.st_size) >= bytes
    }
  }

  public var journal: [Entry] {
    let text = (try? String(contentsOf: folder.appending(path: "journal"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count >= 2, let time = Int64(fields[0]) else { return nil }
      return Entry(time: time, word: String(fields[1]), numbers: fields.dropFirst(2).compactMap { Int64($0) })
    }
  }
}

/// Builds the plugin once a process.
enum FaultPlugin {
  private static let built = Mutex(false)

  static func build() throws {
    try built.withLock { built in
      guard !built else { return }
      try AlsaConfiguration.install()
      let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "FaultPlugin/pcm_fault.c")
      let compilers = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"]
      guard let compiler = compilers.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
        throw FixtureError("no C compiler for the fault plugin: apt-get install gcc libc6-dev libasound2-dev")
      }
      let process = Process()
      process.executableURL = URL(filePath: compiler)
      process.arguments = [
        "-shared", "-fPIC", "-DPIC", "-O2", "-Wall", "-Werror", "-o",
        try AlsaConfiguration.faultLibrary().path,
        source.path, "-lasound",
      ]
      try process.run()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw FixtureError("the fault plugin did not compile; apt-get install libasound2-dev")
      }
      built = true
    }
  }
}
