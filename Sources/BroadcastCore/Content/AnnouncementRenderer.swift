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

  /// The clips of an announcement, in the order in which they air.
  ///
  /// - Parameter date: the local date on which it airs.
  public func render(_ announcement: Announcement, on date: CivilDate) async throws -> [ClipHash] {
    try await render(try announcement.parts(on: date))
  }

  /// The clips of an announcement or a bulletin, in the order in which they air.
  public func render(_ parts: [SoundPart]) async throws -> [ClipHash] {
    var clips: [ClipHash] = []
    for part in parts {
      switch part {
      case .clip(let hash):
        // Now, not at air time: a file that is gone or changed has to be told while it can be mended.
        try library.check(hash)
        clips.append(hash)
      case .text(let text): clips.append(try await render(text: text))
      }
    }
    return clips
  }

  /// The spoken text, from the library if it was made before with the same script, engine and settings.
  public func render(text: String) async throws -> ClipHash {
    let script = try script(of: text)
    let key = try key(of: script, engine: try await synthesizer.identity())
    if let known = library.rendering(key) { return known }
    let rendering = try await rendering(of: script)
    let hash = try library.store(rendering.clip)
    // What another engine spoke in need is kept under its own name: the one asked for is tried again next time.
    let spoken = try rendering.engine.map { try self.key(of: script, engine: $0) }
    try library.remember(hash, for: spoken ?? key)
    return hash
  }

  /// What is to be said of a text, and how.
  public func script(of text: String) throws(MarkupError) -> SpeechScript {
    try SpeechScript.make(
      text: text, voice: SpeechVoice(name: speech.voice, rate: speech.rate), normalizer: normalizer,
      prosody: speech.prosody)
  }

  /// What is to be said of every text that an announcement can be.
  public func scripts(of announcement: Announcement) throws -> [SpeechScript] {
    try announcement.text.samples().map { try script(of: $0) }
  }

  /// SHA-256 of the scripts, for approvals: changes with the text, the lexicon, the voice and the pauses.
  public func spokenHash(of announcement: Announcement) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return Hex.sha256([UInt8](try encoder.encode(try scripts(of: announcement))))
  }

  /// SHA-256 of how a bulletin's own words are read, on one date for all: changes with the lexicon, the voice, the pauses.
  public func spokenHash(of bulletin: Bulletin, settings: [String: String]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let words = try bulletin.frame(settings: settings, on: CivilDate(dayNumber: 0))
    return Hex.sha256([UInt8](try encoder.encode(try words.map { try script(of: $0) })))
  }

  /// Speaks without the library.
  public func clip(of script: SpeechScript) async throws -> Clip {
    try await rendering(of: script).clip
  }

  /// Speaks without the library, and tells where the clauses lie and how loud it is.
  public func rendering(of script: SpeechScript) async throws -> Rendering {
    let spoken = try await synthesizer.speak(script)
    let scale = Float(1) / 32_768
    let raw = Clip(
      sampleRate: spoken.sampleRate, channelCount: 1, frameCount: FrameCount(spoken.samples.count)
    ) { _, output in
      for (index, sample) in spoken.samples.enumerated() { output[index] = Float(sample) * scale }
    }
    let (clip, loudness) = try raw.resampled(to: sampleRate)
      .mastered(target: speech.loudness, ceiling: AnnouncementRenderer.truePeakCeiling)
    let seconds = spoken.clauses.map {
      Double($0.lowerBound) / Double(spoken.sampleRate)..<Double($0.upperBound) / Double(spoken.sampleRate)
    }
    return Rendering(clip: clip, loudness: loudness, clauses: seconds, engine: spoken.engine)
  }

  /// Finished sound with its measures.
  public struct Rendering: Sendable {
    public var clip: Clip
    public var loudness: Loudness
    /// Where the clauses of the script lie, in seconds; empty where the engine does not tell.
    public var clauses: [Range<Double>]
    /// The engine that spoke, where it is not the one asked.
    public var engine: String?
  }

  private func key(of script: SpeechScript, engine: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let parts = [
      String(decoding: try encoder.encode(script), as: UTF8.self), engine,
      "\(speech.loudness) LUFS", "\(sampleRate) Hz", "rendering 3",
    ]
    return Hex.sha256(Array(parts.joined(separator: "\n").utf8))
  }
}
