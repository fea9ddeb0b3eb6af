internal import CEspeak
internal import Foundation

/// eSpeak NG in this process: only for the short-lived speech helper.
///
/// eSpeak has one global state that two threads break, and only the first synthesis of a fresh process is
/// byte-identical every time; so a process calls `run` once and ends.
public enum EspeakEngine {
  /// The library's version and where its data lies.
  public static func version() -> String {
    var path: UnsafePointer<CChar>?
    return espeak_Info(&path).map { String(cString: $0) } ?? "unknown"
  }

  /// Names of the voices that speak Vietnamese.
  public static func vietnameseVoices() throws(SpeechError) -> [String] {
    _ = try initialize()
    guard let list = espeak_ListVoices(nil) else { return [] }
    var names: [String] = []
    var index = 0
    while let voice = list[index] {
      // `languages` is a priority byte followed by the language's name.
      let language = voice.pointee.languages.map { String(cString: $0 + 1) } ?? ""
      if language == "vi" || language.hasPrefix("vi-") { names.append(language) }
      index += 1
    }
    return names.sorted()
  }

  /// The helper's whole job: a JSON `SpeechScript` in, `SpeechWire` bytes out, a clause at a time.
  ///
  /// - Parameter write: hands bytes to whoever asked.
  public static func run(scriptJSON: [UInt8], write: ([UInt8]) throws -> Void) throws {
    let script: SpeechScript
    do {
      script = try JSONDecoder().decode(SpeechScript.self, from: Data(scriptJSON))
    } catch {
      throw SpeechError(.badScript, cause: "\(error)")
    }
    try script.check()
    let rate = try initialize()
    guard espeak_SetVoiceByName(script.voice.name) == EE_OK else {
      throw SpeechError(.voiceMissing, cause: script.voice.name)
    }
    espeak_SetParameter(espeakPITCH, Int32(script.voice.pitch), 0)
    espeak_SetParameter(espeakVOLUME, Int32(SpeechVoice.amplitude), 0)
    let collector = SampleCollector()
    espeak_SetSynthCallback(collectSamples)
    try write(SpeechWire.header(sampleRate: rate))
    for (index, clause) in script.clauses.enumerated() {
      try speak(clause, as: script.voice, into: collector)
      let sound = Trimming.trimmed(collector.samples[...], sampleRate: rate)
      guard !sound.isEmpty else {
        // Numbers, not words: a cause may be written into the log, where no text may stand.
        throw SpeechError(.silent, cause: "clause \(index + 1), \(clause.text.utf8.count) bytes")
      }
      try write(SpeechWire.clause(sound, pause: rate * clause.pauseMilliseconds / 1000))
    }
    try write(SpeechWire.end)
  }

  private static func speak(
    _ clause: SpeechScript.Clause, as voice: SpeechVoice, into collector: SampleCollector
  ) throws(SpeechError) {
    collector.samples.removeAll(keepingCapacity: true)
    espeak_SetParameter(espeakRATE, Int32(voice.rate(of: clause)), 0)
    let isSouthern = voice.name == "vi-vn-x-south"
    var text = Array(EspeakSpelling.mended(clause.text, isSouthern: isSouthern).utf8)
    text.append(0)
    let result = espeak_Synth(
      text, text.count, 0, POS_CHARACTER, 0, UInt32(espeakCHARS_UTF8), nil,
      Unmanaged.passUnretained(collector).toOpaque())
    guard result == EE_OK else {
      throw SpeechError(.helperFailed, cause: "espeak_Synth: \(result.rawValue)")
    }
  }

  /// - Returns: the engine's sample rate.
  private static func initialize() throws(SpeechError) -> Int {
    let rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, nil, espeakINITIALIZE_DONT_EXIT)
    guard rate > 0 else { throw SpeechError(.unavailable, cause: "espeak_Initialize: \(rate)") }
    return Int(rate)
  }
}

extension SpeechScript {
  /// Throws `badScript` where a value is out of its documented range.
  func check() throws(SpeechError) {
    guard !clauses.isEmpty else { throw SpeechError(.badScript, cause: "no clauses") }
    guard (80...450).contains(voice.rate), (0...99).contains(voice.pitch) else {
      throw SpeechError(
        .badScript, cause: "rate \(voice.rate) not in 80…450 or pitch \(voice.pitch) not in 0…99")
    }
    for (index, clause) in clauses.enumerated() {
      guard !clause.text.isEmpty, (0...60_000).contains(clause.pauseMilliseconds),
        (50...200).contains(clause.speedPercent)
      else {
        throw SpeechError(
          .badScript,
          cause:
            "clause \(index + 1), \(clause.text.utf8.count) bytes, pause \(clause.pauseMilliseconds) ms, "
            + "speed \(clause.speedPercent) %")
      }
    }
  }
}

private final class SampleCollector {
  var samples: [Int16] = []
}

/// A C callback must be formed outside a main-actor context, or it traps on eSpeak's thread.
private nonisolated func collectSamples(
  _ wave: UnsafeMutablePointer<Int16>?, _ count: Int32, _ events: UnsafeMutablePointer<espeak_EVENT>?
) -> Int32 {
  if let wave, count > 0, let user = events?.pointee.user_data {
    Unmanaged<SampleCollector>.fromOpaque(user).takeUnretainedValue()
      .samples.append(contentsOf: UnsafeBufferPointer(start: wave, count: Int(count)))
  }
  return 0
}
