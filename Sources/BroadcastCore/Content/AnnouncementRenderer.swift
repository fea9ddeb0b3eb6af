public import AudioEngine
internal import Foundation
public import VietnameseSpeech

/// Makes an announcement's sound ahead of its time: text → speech → 48 kHz → loudness → clip in the library.
public struct AnnouncementRenderer: Sendable {
  private let synthesizer: any SpeechSynthesizer
  private let library: ClipLibrary
  private let speech: SpeechSettings
  private let normalizer: Normalizer
  private let sampleRate: Int

  /// No clip may exceed it, EBU R128 §h.
  static let truePeakCeiling = -1.0

  public init(
    synthesizer: any SpeechSynthesizer, library: ClipLibrary, speech: SpeechSettings, normalizer: Normalizer,
    sampleRate: Int = 48_000
  ) {
    self.synthesizer = synthesizer
    self.library = library
    self.speech = speech
    self.normalizer = normalizer
    self.sampleRate = sampleRate
  }

  /// The clips of an announcement, in the order in which they air: opening sounds, then the spoken text.
  public func render(_ announcement: Announcement) async throws -> [ClipHash] {
    announcement.opening + [try await render(text: announcement.text)]
  }

  /// The spoken text, from the library if it was made before with the same script, engine and settings.
  public func render(text: String) async throws -> ClipHash {
    let script = script(of: text)
    let key = try await key(of: script)
    if let known = library.rendering(key) { return known }
    let hash = try library.store(try await clip(of: script))
    try library.remember(hash, for: key)
    return hash
  }

  public func script(of text: String) -> SpeechScript {
    SpeechScript.make(
      text: text, voice: SpeechVoice(name: speech.voice, rate: speech.rate), normalizer: normalizer)
  }

  /// Speaks without the library.
  public func clip(of script: SpeechScript) async throws -> Clip {
    let spoken = try await synthesizer.speak(script)
    let raw = Clip(sampleRate: spoken.sampleRate, channels: [spoken.samples.map { Float($0) / 32_768 }])
    return try raw.resampled(to: sampleRate)
      .normalized(target: speech.loudness, ceiling: AnnouncementRenderer.truePeakCeiling).clip
  }

  private func key(of script: SpeechScript) async throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let parts = [
      String(decoding: try encoder.encode(script), as: UTF8.self), try await synthesizer.identity(),
      "\(speech.loudness) LUFS", "\(sampleRate) Hz", "rendering 1",
    ]
    return Hex.sha256(Array(parts.joined(separator: "\n").utf8))
  }
}
