import Foundation
import VietnameseSpeech

/// The tables and texts beside the tests.
enum TestData {
  static func url(_ path: String) throws -> URL {
    guard let root = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
    return root.appendingPathComponent("Data").appendingPathComponent(path)
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url(folder).path).sorted()
  }

  static func rows(_ path: String) throws -> [[String]] {
    try text(path).split(separator: "\n").map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  static let seeds = [
    "000_2317b636d7fc6780.txt", "001_4423c0c62df5db72.txt", "002_956b75ff39fe7b4d.txt",
    "003_235456f17d27c336.txt", "004_d54581fa10ed48f2.txt",
  ]
}

extension Normalizer {
  static func standard(_ settings: NormalizationSettings = NormalizationSettings()) throws -> Normalizer {
    Normalizer(lexicon: try .shipped(), settings: settings)
  }

  func spoken(_ text: String) -> String { normalize(text).spoken.text }
}

/// A generator with a fixed seed (SplitMix64, Steele et al. 2014): a failure can be run again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
