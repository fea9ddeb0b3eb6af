internal import AudioEngine

/// A broadcast's finished sound, looked at long before it airs: what nobody could hear, or what is not whole, is no sound.
enum SoundReadiness {
  struct Fault: Error, Hashable, CustomStringConvertible {
    var description: String
  }

  /// Speech shorter than this part of what is expected of it was cut off; estimates are right to a few per cent, engines
  /// and speeds differ.
  private static let leastPart = 0.25
  /// How far from the station's loudness a clip may lie, in LU: music is often quieter, nothing may startle.
  private static let quieter = 14.0
  private static let louder = 6.0

  /// - Parameters:
  ///   - hashes: one for each of `parts`.
  ///   - loudness: the station's, in LUFS.
  /// - Throws: `Fault`, or `SoundFileError` where a file is gone or not what its hash says.
  static func check(
    _ hashes: [ClipHash], of parts: [SoundPart], in library: ClipLibrary, loudness: Double,
    expected: SoundLengths
  ) throws {
    guard hashes.count == parts.count, !parts.isEmpty else {
      throw Fault(description: "bản tin không còn nội dung nào để phát")
    }
    for (hash, part) in zip(hashes, parts) {
      let clip = try library.load(hash)
      let name = hash.rawValue.prefix(12)
      let heard = clip.scanned()
      guard heard.samplePeak > -50 else { throw Fault(description: "âm thanh \(name) im lặng") }
      // Too short to be gated: its peak has to do.
      if heard.integrated.isFinite, !(loudness - quieter...loudness + louder ~= heard.integrated) {
        throw Fault(
          description:
            "âm thanh \(name) \(heard.integrated < loudness ? "quá nhỏ" : "quá to"): "
            + "\(Int(heard.integrated.rounded())) LUFS, đài đặt \(Int(loudness.rounded()))")
      }
      if case .text(let text) = part {
        let least = expected.text(text) * leastPart
        guard clip.duration >= least else {
          throw Fault(
            description: "lời đọc \(name) bị cụt: \(Int(clip.duration)) giây, ít nhất phải \(Int(least)) giây"
          )
        }
      }
    }
  }
}
