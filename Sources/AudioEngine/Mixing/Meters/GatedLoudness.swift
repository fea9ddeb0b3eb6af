import Foundation

/// ITU-R BS.1770-4 loudness of one channel from K-weighted mean squares of twentieths of a second.
enum GatedLoudness {
  /// Twentieths of a second in a gating block of 400 ms.
  static let blockBins = 8
  /// Blocks overlap by three quarters.
  static let hopBins = 2

  /// LUFS of a K-weighted mean square; nil for none.
  static func level(_ meanSquare: Float) -> Float? {
    meanSquare > 0 ? -0.691 + 10 * log10(meanSquare) : nil
  }

  /// Gated loudness, LUFS; without a whole block the mean of all; nil when nothing passes the gate of −70 LUFS.
  static func integrated(_ bins: [Float]) -> Float? {
    guard bins.count >= blockBins else {
      guard !bins.isEmpty, let all = level(mean(bins)), all > -70 else { return nil }
      return all
    }
    let blocks = stride(from: 0, through: bins.count - blockBins, by: hopBins).map { first in
      mean(bins[first..<first + blockBins])
    }
    let loud = blocks.filter { (level($0) ?? -.infinity) > -70 }
    guard !loud.isEmpty, let threshold = level(mean(loud)) else { return nil }
    let gated = loud.filter { (level($0) ?? -.infinity) > threshold - 10 }
    return level(mean(gated))
  }

  private static func mean(_ values: some Collection<Float>) -> Float {
    Float(values.reduce(0.0) { $0 + Double($1) } / Double(values.count))
  }
}
