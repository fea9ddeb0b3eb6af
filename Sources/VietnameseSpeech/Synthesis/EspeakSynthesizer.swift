internal import Foundation

/// Speech by eSpeak NG in a fresh helper process (`broadcaster synthesize`) for every script.
///
/// A fresh process makes the sound reproducible byte for byte, keeps a crash of the engine away from the station, and
/// can be killed.
public struct EspeakSynthesizer: SpeechSynthesizer {
  private let helper: String
  private let timeout: Duration

  /// - Parameter helper: absolute path of the `broadcaster` program.
  public init(helper: String, timeout: Duration = .seconds(60)) {
    self.helper = helper
    self.timeout = timeout
  }

  public func identity() async throws(SpeechError) -> String {
    "espeak-ng " + EspeakEngine.version()
  }

  public func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech {
    try script.check()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let input: [UInt8]
    do {
      input = [UInt8](try encoder.encode(script))
    } catch {
      throw SpeechError(.badScript, cause: "\(error)")
    }
    let output = try await runHelper(["synthesize"], input: input, outputLimit: 512 << 20)
    guard let speech = SpeechWire.decode(output) else {
      throw SpeechError(.helperFailed, cause: "\(output.count) bytes that are not speech")
    }
    return speech
  }

  /// Names of the Vietnamese voices that the helper finds.
  public func voices() async throws(SpeechError) -> [String] {
    let output = try await runHelper(["synthesize", "--voices"], input: [], outputLimit: 1 << 16)
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func runHelper(
    _ arguments: [String], input: [UInt8], outputLimit: Int
  ) async throws(SpeechError) -> [UInt8] {
    do {
      return try await ChildProcess.run(
        program: helper, arguments: arguments, input: input, outputLimit: outputLimit, timeout: timeout)
    } catch {
      throw SpeechError(error)
    }
  }
}
