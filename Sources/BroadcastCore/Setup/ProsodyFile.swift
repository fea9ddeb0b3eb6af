internal import VietnameseSpeech

/// Reads `speech.pauses` of `station.yaml`: milliseconds, and speeds in per cent.
enum ProsodyFile {
  private typealias Path = WritableKeyPath<ProsodySettings, Int> & Sendable

  private static let pauses: [(String, any Path)] = [
    ("comma", \.comma), ("semicolon", \.semicolon), ("colon", \.colon), ("sentence", \.sentence),
    ("line", \.line), ("paragraph", \.paragraph), ("item", \.item), ("heading", \.heading),
  ]
  private static let speeds: [(String, any Path)] = [
    ("heading-speed", \.headingSpeed), ("slow-speed", \.slowSpeed),
  ]

  static func read(_ node: ConfigurationNode) -> ProsodySettings? {
    var settings = ProsodySettings()
    guard let mapping = node.mapping(keys: (pauses + speeds).map(\.0)) else { return nil }
    for (names, range) in [(pauses, 0...5000), (speeds, 50...200)] {
      for (name, path) in names {
        guard let member = mapping.optional(name) else { continue }
        guard let value = member.integer(in: range) else { return nil }
        settings[keyPath: path] = value
      }
    }
    return settings
  }
}
