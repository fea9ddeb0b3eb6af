internal import Foundation

/// Speech by an external program, one call a sentence: UTF-8 on standard input, WAV on standard output or in `{out}`.
///
/// A neural voice wants whole sentences for its melody, so only what ends in a long rest is cut; the rests between are ours.
public struct CommandSynthesizer: SpeechSynthesizer {
  private let command: CommandTemplate
  private let voice: String
  private let version: String
  private let timeout: Duration

  /// Speech under this share of the estimate is a program that gave up half-way.
  static let shortestShare = 0.25

  /// - Parameters:
  ///   - voice: replaces `{voice}`; the voice of a script when empty.
  ///   - version: of program and voice, as the operator knows it; part of the key of finished sound.
  ///   - timeout: for one sentence.
  public init(
    command: CommandTemplate, voice: String = "", version: String, timeout: Duration = .seconds(60)
  ) {
    self.command = command
    self.voice = voice
    self.version = version
    self.timeout = timeout
  }

  public func identity() async throws(SpeechError) -> String {
    (["command", version, voice] + command.arguments).joined(separator: "\u{1F}")
  }

  public func speak(_ script: SpeechScript) async throws(SpeechError) -> Speech {
    try script.check()
    let folder = FileManager.default.temporaryDirectory.path + "/speech-" + UUID().uuidString
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw SpeechError(.unavailable, cause: error.localizedDescription)
    }
    // What cannot be removed lies in the system's folder for temporary files.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var speech: Speech?
    for sentence in Self.sentences(script.clauses) {
      let said = try await speak(sentence, of: script, out: folder + "/out.wav")
      let sound = Trimming.trimmed(said.samples[...], sampleRate: said.sampleRate)
      var whole = speech ?? Speech(sampleRate: said.sampleRate, samples: [])
      guard whole.sampleRate == said.sampleRate else {
        throw SpeechError(.helperFailed, cause: "\(whole.sampleRate) Hz, then \(said.sampleRate) Hz")
      }
      whole.append(sound, pauseMilliseconds: sentence.pauseMilliseconds)
      speech = whole
    }
    guard var speech else { throw SpeechError(.badScript, cause: "no clauses") }
    // A sentence is several clauses here, so that places would not be those of the script.
    if speech.clauses.count != script.clauses.count { speech.clauses = [] }
    return speech
  }

  /// Clauses of one speed joined up to the end of a sentence.
  static func sentences(_ clauses: [SpeechScript.Clause]) -> [SpeechScript.Clause] {
    var result: [SpeechScript.Clause] = []
    for clause in clauses {
      if let last = result.last, let mark = last.text.last, ",;:".contains(mark),
        last.speedPercent == clause.speedPercent, last.pauseMilliseconds < 600
      {
        result[result.count - 1].text += " " + clause.text
        result[result.count - 1].pauseMilliseconds = clause.pauseMilliseconds
      } else {
        result.append(clause)
      }
    }
    return result
  }

  private func speak(
    _ clause: SpeechScript.Clause, of script: SpeechScript, out: String
  ) async throws(SpeechError) -> Speech {
    let arguments = command.filled(
      voice: voice.isEmpty ? script.voice.name : voice, rate: script.voice.rate(of: clause), out: out)
    var bytes = try await run(arguments, input: Array((clause.text + "\n").utf8))
    if command.writesFile {
      do {
        bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: out)))
        try FileManager.default.removeItem(atPath: out)
      } catch {
        throw SpeechError(.helperFailed, cause: "{out}: \(error.localizedDescription)")
      }
    }
    guard let speech = WaveBytes.decode(bytes) else {
      throw SpeechError(.helperFailed, cause: "\(bytes.count) bytes that are not 16-bit WAV")
    }
    let sound = Trimming.trimmed(speech.samples[...], sampleRate: speech.sampleRate)
    // Numbers, not words: a cause may be written into the log, where no text may stand.
    guard !sound.isEmpty else { throw SpeechError(.silent, cause: "\(clause.text.utf8.count) bytes of text") }
    let seconds = Double(sound.count) / Double(speech.sampleRate)
    let estimate = DurationEstimate.seconds(of: clause, voice: script.voice)
    guard seconds >= estimate * Self.shortestShare else {
      throw SpeechError(
        .helperFailed, cause: String(format: "%.2f s of speech, about %.1f s expected", seconds, estimate))
    }
    return speech
  }

  private func run(_ arguments: [String], input: [UInt8]) async throws(SpeechError) -> [UInt8] {
    do {
      return try await ChildProcess.run(
        program: command.program, arguments: arguments, input: input, outputLimit: 256 << 20, timeout: timeout
      )
    } catch {
      throw SpeechError(error)
    }
  }
}
