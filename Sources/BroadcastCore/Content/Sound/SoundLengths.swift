/// How long things sound, before they have been made.
public struct SoundLengths: Sendable {
  /// Seconds of a clip in the library.
  public var clip: @Sendable (ClipHash) -> Double
  /// Seconds that the station's voice takes for a text.
  public var text: @Sendable (String) -> Double

  public init(clip: @escaping @Sendable (ClipHash) -> Double, text: @escaping @Sendable (String) -> Double) {
    self.clip = clip
    self.text = text
  }

  /// With the silence between the parts.
  public func seconds(of parts: [SoundPart]) -> Double {
    parts.reduce(PartGap.seconds * Double(max(0, parts.count - 1))) { sum, part in
      switch part {
      case .clip(let hash): sum + clip(hash)
      case .text(let words): sum + text(words)
      }
    }
  }
}
