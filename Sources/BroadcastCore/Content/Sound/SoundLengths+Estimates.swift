internal import AudioEngine
internal import Synchronization
internal import VietnameseSpeech

extension SoundLengths {
  /// Clips as long as their files say, texts as long as the station's voice is expected to take; each worked out once.
  public static func estimates(_ renderer: AnnouncementRenderer, _ library: ClipLibrary) -> SoundLengths {
    estimates(
      clip: { hash in
        // A clip that is gone fails when it is loaded, with its reason.
        guard let file = try? SoundFileSource(path: library.path(of: hash)) else { return 0 }
        return Double(file.frameCount) / Double(file.sampleRate)
      },
      // A text that cannot be read aloud fails when it is prepared, with its reason.
      script: { try? renderer.script(of: $0) })
  }

  /// - Parameters:
  ///   - clip: seconds of a clip.
  ///   - script: what is to be said of a text; `nil` where it cannot be read aloud.
  static func estimates(
    clip: @escaping @Sendable (ClipHash) -> Double, script: @escaping @Sendable (String) -> SpeechScript?
  ) -> SoundLengths {
    let memory = Memory()
    return SoundLengths(
      clip: { hash in memory.clips(hash.rawValue) { clip(hash) } },
      text: { text in
        memory.texts(text) { script(text).map { DurationEstimate.seconds(of: $0) } ?? rough.text(text) }
      })
  }

  /// Without a voice: a quarter of a second a word.
  public static let rough = SoundLengths(
    clip: { _ in 5 }, text: { 0.3 * Double($0.split(whereSeparator: \.isWhitespace).count) })

  private final class Memory: Sendable {
    private let known = Mutex<[String: Double]>([:])

    func clips(_ key: String, _ make: () -> Double) -> Double { value("clip " + key, make) }
    func texts(_ key: String, _ make: () -> Double) -> Double { value("text " + key, make) }

    private func value(_ key: String, _ make: () -> Double) -> Double {
      if let known = known.withLock({ $0[key] }) { return known }
      let made = make()
      known.withLock { $0[key] = made }
      return made
    }
  }
}
