/// Silence at both ends of what an engine made.
enum Trimming {
  /// −54 dBFS: below it nothing is heard in a room; eSpeak NG's own silence is digital.
  static let threshold = 65
  /// Kept on both sides, so that no consonant is clipped.
  static let marginMilliseconds = 12

  /// The samples without the silence before the first and after the last sound; empty where there is none.
  static func trimmed(_ samples: ArraySlice<Int16>, sampleRate: Int) -> ArraySlice<Int16> {
    let isSound = { (sample: Int16) in abs(Int(sample)) > threshold }
    guard let first = samples.firstIndex(where: isSound), let last = samples.lastIndex(where: isSound) else {
      return samples[samples.startIndex..<samples.startIndex]
    }
    let margin = sampleRate * marginMilliseconds / 1000
    return samples[max(samples.startIndex, first - margin)..<min(samples.endIndex, last + margin + 1)]
  }
}
