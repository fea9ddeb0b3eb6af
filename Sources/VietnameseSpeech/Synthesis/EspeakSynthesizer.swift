internal import Foundation

/// Speech by eSpeak NG in a fresh helper process (`broadcaster synthesize`) for every script.
///
/// A fresh process makes the sound reproducible byte for byte, keeps a crash of the engine away from the station, and
/// can be killed.
public struct EspeakSynthesizer: SpeechSynthesizer {
  private let helper: String
  private let timeout: Duration?
  private let progress: (@Sendable (Double) -> Void)?

  /// - Parameters:
  ///   - helper: absolute path of the `broadcaster` program.
  ///   - timeout: a minute, and a tenth of the time that the speech itself will take, where it is `nil`.
  ///   - progress: gets, now and then, about how much of a script is spoken, 0…1.
  public init(helper: String, timeout: Duration? = nil, progress: (@Sendable (Double) -> Void)? = nil) {
    self.helper = helper
    self.timeout = timeout
    self.progress = progress
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
    let seconds = script.clauses.reduce(0) { $0 + DurationEstimate.seconds(of: $1, voice: script.voice) }
    // 22,050 samples of two bytes a second.
    let expected = Int(seconds * 44_100) + 1
    let arguments = ["synthesize", "--parent", "\(ProcessInfo.processInfo.processIdentifier)"]
    let output = try await runHelper(
      arguments, input: input, outputLimit: 512 << 20, timeout: timeout ?? .seconds(60 + seconds / 10),
      expected: expected)
    guard let speech = SpeechWire.decode(output) else {
      throw SpeechError(.helperFailed, cause: "\(output.count) bytes that are not speech")
    }
    return speech
  }

  /// Names of the Vietnamese voices that the helper finds.
  public func voices() async throws(SpeechError) -> [String] {
    let output = try await runHelper(
      ["synthesize", "--voices"], input: [], outputLimit: 1 << 16, timeout: timeout ?? .seconds(60))
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func runHelper(
    _ arguments: [String], input: [UInt8], outputLimit: Int, timeout: Duration, expected: Int = 0
  ) async throws(SpeechError) -> [UInt8] {
    var received: (@Sendable (Int) -> Void)?
    if let progress, expected > 0 { received = { progress(min(1, Double($0) / Double(expected))) } }
    do {
      return try await ChildProcess.run(
        program: helper, arguments: arguments, input: input, outputLimit: outputLimit, timeout: timeout,
        expected: expected, received: received)
    } catch {
      throw SpeechError(error)
    }
  }
}
