import BroadcastCore
import Foundation
import VietnameseSpeech

/// A program of the station's own that is told something: an alarm, an amplifier. Never through a shell.
struct Hook: Sendable {
  let program: String
  /// What hangs is ended, with all that it started.
  let timeout: Duration

  /// - Throws: `ChildProcess.Failure` where it did not end with 0 in time.
  func run(_ arguments: [String], input: Data = Data()) async throws {
    _ = try await ChildProcess.run(
      program: program, arguments: arguments, input: [UInt8](input), outputLimit: 64 * 1024,
      timeout: timeout)
  }
}

/// Amplifiers behind a relay board: `PROGRAM on|off ZONE…` ends with 0 when it is done.
struct AmplifierHook: AmplifierSwitch {
  let hook: Hook

  func turn(_ isOn: Bool, zones: [ZoneID]) async throws {
    try await hook.run([isOn ? "on" : "off"] + zones.map(\.rawValue))
  }
}
